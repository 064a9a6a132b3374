/**
 * Three Standard brokers, one a zone. Clients: TLS and IAM, nothing else. At rest: a key of our own.
 * A changed name, subnet, security group or key replaces the cluster; it and what it cannot be read without stay in
 * the account whatever happens to the stack.
 */
import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnCluster, CfnConfiguration } from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { Network } from './network.ts';
import { serverProperties } from './server-properties.ts';

const CLUSTER_NAME = 'kafka-consumers';

export interface ClusterProps {
  readonly network: Network;
  readonly settings: Settings;
}

export class Cluster extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { network, settings }: ClusterProps) {
    super(scope, id);
    const key = new Key(this, 'Key', {
      description: 'Kafka data at rest',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const logGroup = new LogGroup(this, 'BrokerLogs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const configuration = new CfnConfiguration(this, 'Configuration', {
      // Another version replaces the configuration, and two of one name cannot exist.
      name: `${CLUSTER_NAME}-${settings.kafkaVersion.replaceAll('.', '-')}`,
      kafkaVersionsList: [settings.kafkaVersion],
      serverProperties,
    });
    configuration.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const cluster = new CfnCluster(this, 'Cluster', {
      clusterName: CLUSTER_NAME,
      kafkaVersion: settings.kafkaVersion,
      numberOfBrokerNodes: network.subnets.length,
      brokerNodeGroupInfo: {
        instanceType: settings.instanceType,
        clientSubnets: network.subnets.map(({ subnetId }) => subnetId),
        securityGroups: [network.clusterGroup.securityGroupId],
        storageInfo: { ebsStorageInfo: { volumeSize: settings.storageGib } },
      },
      clientAuthentication: { sasl: { iam: { enabled: true } }, unauthenticated: { enabled: false } },
      encryptionInfo: {
        encryptionInTransit: { clientBroker: 'TLS', inCluster: true },
        encryptionAtRest: { dataVolumeKmsKeyId: key.keyArn },
      },
      configurationInfo: { arn: configuration.attrArn, revision: configuration.attrLatestRevisionRevision },
      enhancedMonitoring: 'PER_BROKER',
      loggingInfo: {
        brokerLogs: { cloudWatchLogs: { enabled: true, logGroup: logGroup.logGroupName } },
      },
    });
    cluster.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.arn = cluster.attrArn;
  }
}
