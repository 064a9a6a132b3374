/** How full brokers are with partitions. Source of the numbers by type: MSK's best practices (`infra/kafka/msk-offer.ts`). */
import { allTopics } from '../all-topics.ts';
import type { Declared } from '../declared.ts';
import { INTERNAL_PARTITIONS, partitionsPerBroker } from '../kafka/check-partitions.ts';
import { brokerType } from '../kafka/msk-offer.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';

export interface PartitionShare {
  /** Without replicas and without Kafka's own. */
  readonly declared: number;
  readonly internal: number;
  /** Replicas and Kafka's own included, on the fullest broker. */
  readonly perBroker: number;
  readonly recommended: number;
  readonly most: number;
}

export function partitionShare(
  declared: Declared,
  { instanceType, brokers }: ClusterSettings,
): PartitionShare {
  const topics = allTopics(declared);
  const { recommendedPartitions = 0, mostPartitions = 0 } = brokerType(instanceType) ?? {};
  return {
    declared: topics.reduce((sum, each) => sum + each.partitions, 0),
    internal: INTERNAL_PARTITIONS,
    perBroker: partitionsPerBroker(topics, brokers),
    recommended: recommendedPartitions,
    most: mostPartitions,
  };
}
