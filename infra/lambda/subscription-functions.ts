/**
 * The two functions of a subscription and a mapping for each topic they read. They share the code, and differ in
 * role, memory and time: the retry function mostly waits, at a quarter of a gigabyte.
 */
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { consumerGroup, type Subscription } from '../../shared/declare/subscription.ts';
import { receiveFailures } from './bucket-access.ts';
import { readTopics } from './kafka-access.ts';
import { KafkaFunction } from './kafka-function.ts';
import type { Platform } from './platform.ts';
import { decodeValues, registryArn } from './registry-access.ts';
import { givesUp, TopicMapping } from './topic-mapping.ts';
import { type Uses, usesOfMain, usesOfRetry } from './uses.ts';

export interface SubscriptionFunctionsProps {
  readonly platform: Platform;
  readonly subscription: Subscription;
  readonly code: Asset;
}

export class SubscriptionFunctions extends Construct {
  /** By the topic they read. */
  readonly mappingIds: ReadonlyMap<string, string>;

  constructor(scope: Construct, id: string, props: SubscriptionFunctionsProps) {
    super(scope, id);
    const { platform, subscription, code } = props;
    const { topic, batch, pollers, retryTopics, lambdaDecodes } = subscription;
    const mappingAccess = ({ reads }: Uses) => [
      ...readTopics(platform.clusterArn, {
        topics: reads,
        groups: reads.map((name) => consumerGroup(subscription, name)),
      }),
      ...(givesUp(subscription) ? receiveFailures(platform.failures) : []),
    ];

    const mappingIds = new Map<string, string>();
    this.mappingIds = mappingIds;
    const mainUses = usesOfMain(subscription);
    const main = new KafkaFunction(this, 'Main', {
      platform,
      functionName: subscription.functionName,
      serviceName: subscription.name,
      code,
      timeout: subscription.timeout,
      memory: subscription.memory,
      uses: mainUses,
      mappingAccess: [
        ...mappingAccess(mainUses),
        ...(lambdaDecodes === undefined ? [] : decodeValues(registryArn(this, platform.schemaRegistry))),
      ],
    });
    const ofSource = new TopicMapping(this, topic.name, {
      platform,
      subscription,
      function: main,
      topicName: topic.name,
      batchSize: batch.size,
      window: batch.window,
      pollers,
      decoding: subscription,
    });
    mappingIds.set(topic.name, ofSource.id);

    if (retryTopics.length === 0) return;
    const retryUses = usesOfRetry(subscription);
    const retry = new KafkaFunction(this, 'Retry', {
      platform,
      functionName: subscription.retryFunctionName,
      serviceName: subscription.name,
      code,
      timeout: subscription.retryTimeout,
      memory: subscription.retryMemory,
      uses: retryUses,
      mappingAccess: mappingAccess(retryUses),
    });
    for (const { name, batchSize, partitions } of retryTopics) {
      const mapping = new TopicMapping(this, name, {
        platform,
        subscription,
        function: retry,
        topicName: name,
        batchSize,
        window: undefined,
        pollers: { min: 1, max: partitions },
      });
      mappingIds.set(name, mapping.id);
    }
  }
}
