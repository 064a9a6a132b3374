/** What must never be lost: the cluster, its topics, their schemas and the buckets, and the network they live in. */
import { Fn, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { allTopics } from '../all-topics.ts';
import type { Declared } from '../declared.ts';
import type { Settings } from '../settings.ts';
import { publishValues } from '../shared-values.ts';
import { registeredContracts } from '../topic-contracts.ts';
import { BootstrapBrokers } from './bootstrap-brokers.ts';
import { Buckets } from './buckets.ts';
import { Cluster } from './cluster.ts';
import { Network } from './network.ts';
import { SchemaRegistry } from './schema-registry.ts';
import { Topic } from './topic.ts';

export interface KafkaStackProps extends StackProps {
  readonly declared: Declared;
  readonly settings: Settings;
}

export class KafkaStack extends Stack {
  constructor(scope: Construct, id: string, props: KafkaStackProps) {
    super(scope, id, props);
    const { declared, settings } = props;
    const network = new Network(this, 'Network', {
      onDemandMappings: declared.subscriptions.some(({ mode }) => mode === 'on-demand'),
      versionLookUps: declared.subscriptions.some(({ newVersions }) => newVersions === 'look-up'),
    });
    const cluster = new Cluster(this, 'Cluster', { network, settings });
    for (const topic of allTopics(declared)) new Topic(this, topic.name, { cluster, topic });
    const brokers = new BootstrapBrokers(this, 'BootstrapBrokers', { cluster });
    const buckets = new Buckets(this, 'Buckets', { declared });
    const contracts = declared.topics.flatMap(registeredContracts);
    const { schemaRegistry } = settings;
    if (contracts.length > 0) new SchemaRegistry(this, 'Schemas', { name: schemaRegistry, contracts });
    publishValues(this, {
      clusterArn: cluster.arn,
      bootstrapBrokers: brokers.addresses,
      subnetIds: Fn.join(
        ',',
        network.subnets.map(({ subnetId }) => subnetId),
      ),
      functionsSecurityGroupId: network.functionsGroup.securityGroupId,
      claimCheckBucket: buckets.claimCheck.bucketName,
      dataBucket: buckets.data.bucketName,
      failuresBucket: buckets.failures.bucketName,
      ...(contracts.length > 0 && { schemaRegistry }),
    });
  }
}
