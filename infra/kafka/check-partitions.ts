/**
 * Whether the brokers can hold the partitions of all topics, replicas and Kafka's own included. Over its type's number a
 * broker runs on, but MSK refuses to change its configuration, type and version: the cluster could not be upgraded.
 */
import { checker } from '../../shared/declare/check.ts';
import type { DeployedTopic } from '../all-topics.ts';
import { BROKER_TYPES, brokerType } from './msk-offer.ts';
import { REPLICATION } from './topic.ts';

/** `__consumer_offsets` and, once a transaction runs, `__transaction_state`. */
export const INTERNAL_PARTITIONS = 100;

export interface Brokers {
  readonly instanceType: string;
  readonly brokers: number;
}

/** Replicas on the fullest broker. */
export function partitionsPerBroker(topics: readonly DeployedTopic[], brokers: number): number {
  const partitions = topics.reduce((sum, each) => sum + each.partitions, INTERNAL_PARTITIONS);
  return Math.ceil((partitions * REPLICATION) / brokers);
}

export function checkPartitions(topics: readonly DeployedTopic[], { instanceType, brokers }: Brokers): void {
  const check = checker('the cluster');
  const type = brokerType(instanceType) ?? check.refuse('instanceType', instanceType, BROKER_TYPES);
  const held = partitionsPerBroker(topics, brokers);
  if (held <= type.mostPartitions) return;
  const fullest = topics.toSorted((a, b) => b.partitions - a.partitions).slice(0, 3);
  check.refuse(
    'the number of partitions on a broker, replicas and internal topics included,',
    held,
    `at most ${type.mostPartitions} on ${brokers} × ${instanceType}, or MSK refuses to upgrade it; more or larger brokers, or ` +
      `fewer partitions (most have ${fullest.map((each) => `${each.name} ${each.partitions}`).join(', ')})`,
  );
}
