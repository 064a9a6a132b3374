/**
 * The event source mapping of one topic read. An L1: the L2 attaches AWS-managed policies and grants nothing in Kafka.
 *
 *                    partial answers, bisect   attempts      gives up to
 *   provisioned      yes                       100           S3
 *   order partition  partial answers only      without end   nowhere: a blocked partition is what was asked for
 *   on-demand        no                        Lambda's 10   S3
 *
 * Attempts are explicit: Lambda takes "without end" with a destination for 10. The age of a record is never limited.
 * The destination is S3, which works when the cluster does not. Group and position are fixed at creation: a renamed
 * group begins the topic anew.
 *
 * The source topic's mapping decodes values with the registry and filters them, where that is declared. Those of retry
 * topics do neither: their records have passed, and are as the function parked them.
 */
import { CfnEventSourceMapping, type CfnEventSourceMappingProps } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { checker } from '../../shared/declare/check.ts';
import type { Decoding } from '../../shared/declare/decoding.ts';
import { type Duration, seconds } from '../../shared/declare/duration.ts';
import { consumerGroup, type Subscription } from '../../shared/declare/subscription.ts';
import type { KafkaFunction } from './kafka-function.ts';
import { filterCriteria, schemaRegistryConfig } from './mapping-decoding.ts';
import type { Platform } from './platform.ts';
import { registryArn } from './registry-access.ts';

/** All mappings share pollers: alone, each would pay for a unit of its own. */
const POLLER_GROUP = 'kafka-consumers';
const ATTEMPTS = 100;

export interface TopicMappingProps {
  readonly platform: Platform;
  readonly subscription: Subscription;
  readonly function: KafkaFunction;
  readonly topicName: string;
  readonly batchSize: number;
  /** Absent: Lambda's 500 ms. */
  readonly window: Duration | undefined;
  readonly pollers: { readonly min: number; readonly max: number };
  /** Of a source topic. */
  readonly decoding?: Pick<Decoding, 'lambdaDecodes' | 'filters'>;
}

export class TopicMapping extends Construct {
  /** Of the mapping, in its metrics too. */
  readonly id: string;

  constructor(scope: Construct, id: string, props: TopicMappingProps) {
    super(scope, id);
    const { platform, subscription, window, decoding } = props;
    const mapping = new CfnEventSourceMapping(this, 'Mapping', {
      functionName: props.function.name,
      eventSourceArn: platform.clusterArn,
      topics: [props.topicName],
      amazonManagedKafkaEventSourceConfig: {
        consumerGroupId: consumerGroup(subscription, props.topicName),
        ...(decoding?.lambdaDecodes !== undefined && {
          schemaRegistryConfig: schemaRegistryConfig(
            registryArn(this, platform.schemaRegistry),
            decoding.lambdaDecodes,
          ),
        }),
      },
      startingPosition: 'TRIM_HORIZON',
      batchSize: props.batchSize,
      ...(window !== undefined && { maximumBatchingWindowInSeconds: window / seconds(1) }),
      ...(decoding !== undefined &&
        decoding.filters.length > 0 && {
          filterCriteria: filterCriteria(checker(`subscription '${subscription.name}'`), decoding.filters),
        }),
      ...(givesUp(subscription) && {
        destinationConfig: { onFailure: { destination: platform.failures.bucketArn } },
      }),
      ...(subscription.mode === 'provisioned' && provisioned(props)),
    });
    this.id = mapping.ref;
  }
}

export const givesUp = ({ order }: Subscription): boolean => order !== 'partition';

const provisioned = ({ subscription, pollers }: TopicMappingProps): Partial<CfnEventSourceMappingProps> => ({
  provisionedPollerConfig: {
    minimumPollers: pollers.min,
    maximumPollers: pollers.max,
    pollerGroupName: POLLER_GROUP,
  },
  functionResponseTypes: ['ReportBatchItemFailures'],
  bisectBatchOnFunctionError: givesUp(subscription),
  maximumRetryAttempts: givesUp(subscription) ? ATTEMPTS : -1,
  metricsConfig: { metrics: ['EventCount', 'ErrorCount', 'KafkaMetrics'] },
});
