/** What must never be lost: the cluster, its topics, their schemas and the buckets, and the network they live in. */
import { Fn, Stack, type StackProps } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { allTopics } from '../all-topics.ts';
import type { Declared } from '../declared.ts';
import { publishValues } from '../shared-values.ts';
import type { NewCluster } from '../stage/cluster-settings.ts';
import type { Stage } from '../stage/stage.ts';
import { registeredContracts } from '../topic-contracts.ts';
import { AlarmTopic } from '../watch/alarm-topic.ts';
import { BucketAlarms } from '../watch/bucket-alarms.ts';
import { bucketNames } from '../watch/bucket-metrics.ts';
import { ClusterAlarms } from '../watch/cluster-alarms.ts';
import { BootstrapBrokers } from './bootstrap-brokers.ts';
import { Buckets } from './buckets.ts';
import { checkPartitions } from './check-partitions.ts';
import { Cluster } from './cluster.ts';
import { logKey } from './log-key.ts';
import type { BrokerKind } from './msk-offer.ts';
import { Network } from './network.ts';
import { SchemaRegistry } from './schema-registry.ts';
import { Topic } from './topic.ts';

export interface KafkaStackProps extends StackProps {
  readonly stage: Stage;
  readonly declared: Declared;
}

/** Where the brokers are, and how functions get to them. */
interface ClusterPlace {
  readonly clusterArn: string;
  readonly subnetIds: readonly string[];
  readonly functionsSecurityGroupId: string;
}

export class KafkaStack extends Stack {
  constructor(scope: Construct, id: string, props: KafkaStackProps) {
    super(scope, id, props);
    const { declared, stage } = props;
    const { cluster, schemaRegistry } = stage;
    const topics = allTopics(declared);
    checkPartitions(topics, cluster);
    const brokers: BrokerKind = cluster.instanceType.startsWith('express.') ? 'express' : 'standard';
    const key = logKey(this, 'LogKey');
    const { clusterArn, subnetIds, functionsSecurityGroupId } =
      cluster.profile === 'existing'
        ? { ...cluster, functionsSecurityGroupId: cluster.securityGroupId }
        : this.#newCluster(cluster, { declared, key });
    for (const topic of topics) new Topic(this, topic.name, { clusterArn, brokers, topic });
    const { addresses } = new BootstrapBrokers(this, 'BootstrapBrokers', { clusterArn, logKey: key });
    const buckets = new Buckets(this, 'Buckets', { declared, brokers });
    const contracts = declared.topics.flatMap(registeredContracts);
    if (contracts.length > 0) new SchemaRegistry(this, 'Schemas', { name: schemaRegistry, contracts });
    const { topicArn: alarmTopicArn } = new AlarmTopic(this, 'Alarms', { email: stage.alarmEmail });
    new ClusterAlarms(this, 'ClusterAlarms', { cluster, alarmTopicArn });
    new BucketAlarms(this, 'BucketAlarms', { buckets: bucketNames(buckets), alarmTopicArn });
    publishValues(this, {
      clusterArn,
      bootstrapBrokers: addresses,
      subnetIds: Fn.join(',', [...subnetIds]),
      functionsSecurityGroupId,
      claimCheckBucket: buckets.claimCheck.bucketName,
      dataBucket: buckets.data.bucketName,
      failuresBucket: buckets.failures.bucketName,
      logKeyArn: key.keyArn,
      alarmTopicArn,
      ...(contracts.length > 0 && { schemaRegistry }),
    });
  }

  #newCluster(
    settings: NewCluster,
    { declared, key }: { readonly declared: Declared; readonly key: IKey },
  ): ClusterPlace {
    const network = new Network(this, 'Network', {
      zones: settings.zones,
      logKey: key,
      onDemandMappings: declared.subscriptions.some(({ mode }) => mode === 'on-demand'),
      versionLookUps: declared.subscriptions.some(({ newVersions }) => newVersions === 'look-up'),
    });
    const { arn } = new Cluster(this, 'Cluster', { network, settings, logKey: key });
    return {
      clusterArn: arn,
      subnetIds: network.subnets.map(({ subnetId }) => subnetId),
      functionsSecurityGroupId: network.functionsGroup.securityGroupId,
    };
  }
}
