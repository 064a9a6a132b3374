/**
 * A cluster of our own: one broker or more in each zone. Clients: TLS and IAM, nothing else. At rest: a key of our own.
 * A changed name, subnet, security group or key replaces the cluster; it and what it cannot be read without stay in
 * the account whatever happens to the stack, save when its first creation fails: then it can be tried again.
 */
import { RemovalPolicy } from 'aws-cdk-lib';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { CfnCluster, CfnConfiguration } from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import { logGroup } from '../log-group.ts';
import type { NewCluster } from '../stage/cluster-settings.ts';
import type { Network } from './network.ts';
import { serverProperties } from './server-properties.ts';
import { StorageAutoscaling } from './storage-autoscaling.ts';

export interface ClusterProps {
  readonly network: Network;
  readonly settings: NewCluster;
  readonly logKey: IKey;
}

export class Cluster extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { network, settings, logKey }: ClusterProps) {
    super(scope, id);
    const { profile, clusterName, kafkaVersion } = settings;
    const key = new Key(this, 'Key', {
      description: 'Kafka data at rest',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const logs = logGroup(this, 'BrokerLogs', { encryptionKey: logKey });
    const configuration = new CfnConfiguration(this, 'Configuration', {
      // Another version replaces the configuration, and two of one name cannot exist.
      name: `${clusterName}-${kafkaVersion.replaceAll('.', '-')}`,
      kafkaVersionsList: [kafkaVersion],
      serverProperties: serverProperties(profile === 'express' ? 'express' : 'standard'),
    });
    configuration.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const cluster = new CfnCluster(this, 'Cluster', {
      clusterName,
      kafkaVersion,
      numberOfBrokerNodes: settings.brokers,
      brokerNodeGroupInfo: {
        instanceType: settings.instanceType,
        clientSubnets: network.subnets.map(({ subnetId }) => subnetId),
        securityGroups: [network.clusterGroup.securityGroupId],
        ...(profile !== 'express' && {
          storageInfo: { ebsStorageInfo: { volumeSize: settings.storageGib } },
        }),
      },
      clientAuthentication: { sasl: { iam: { enabled: true } }, unauthenticated: { enabled: false } },
      encryptionInfo: {
        encryptionInTransit: { clientBroker: 'TLS', inCluster: true },
        encryptionAtRest: { dataVolumeKmsKeyId: key.keyArn },
      },
      configurationInfo: { arn: configuration.attrArn, revision: configuration.attrLatestRevisionRevision },
      // What is beyond the default is paid for by the metric and broker.
      enhancedMonitoring: profile === 'small' ? 'DEFAULT' : 'PER_BROKER',
      loggingInfo: { brokerLogs: { cloudWatchLogs: { enabled: true, logGroup: logs.logGroupName } } },
    });
    cluster.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.arn = cluster.attrArn;
    if (profile === 'standard' && settings.storageLimitGib !== undefined) {
      new StorageAutoscaling(this, 'Storage', { clusterArn: this.arn, limitGib: settings.storageLimitGib });
    }
  }
}
