/**
 * A topic in the cluster. It stays when its declaration goes: a stack never deletes records.
 *
 * MSK creates it in the role that deploys the stack, which needs kafka-cluster:Connect, CreateTopic, DescribeTopic,
 * AlterTopic, DescribeTopicDynamicConfiguration and AlterTopicDynamicConfiguration beside kafka:*. One update changes
 * either the partitions or the configuration: change both in two deployments.
 */
import { Fn, RemovalPolicy } from 'aws-cdk-lib';
import { CfnTopic } from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import type { DeployedTopic } from '../all-topics.ts';
import type { BrokerKind } from './msk-offer.ts';
import { topicConfigs } from './topic-configs.ts';

export const REPLICATION = 3;

export interface TopicProps {
  readonly clusterArn: string;
  readonly brokers: BrokerKind;
  readonly topic: DeployedTopic;
}

export class Topic extends Construct {
  constructor(scope: Construct, id: string, { clusterArn, brokers, topic }: TopicProps) {
    super(scope, id);
    new CfnTopic(this, 'Topic', {
      clusterArn,
      topicName: topic.name,
      partitionCount: topic.partitions,
      replicationFactor: REPLICATION,
      configs: Fn.base64(JSON.stringify(topicConfigs(topic, brokers))),
    }).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}
