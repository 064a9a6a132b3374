/**
 * Lambda's Kafka event, checked once and cut into partitions in offset order.
 *
 * Accepted: Amazon MSK (`aws:kafka`), self-managed (`SelfManagedKafka`, `aws:SelfManagedKafka`) and redelivered
 * events, which carry `records` alone: nothing here depends on any other field. The key of the records map is kept
 * for the answer and never split for a topic, since topics may hold hyphens and digits.
 */
import type { Subscription } from '../declare/subscription.ts';

/** A record as Lambda delivers it: key and value in base64, header bytes possibly signed. */
export interface LambdaRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly timestampType?: string;
  readonly key?: string | null;
  readonly value?: string | null;
  readonly headers?: readonly Readonly<Record<string, readonly number[]>>[] | null;
}

/** The records of one partition in one event, ascending by offset. */
export interface PartitionBatch {
  /** The key of Lambda's records map: what an answer names the partition by. */
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  /** 0 for the source topic, n for retry topic n. */
  readonly tier: number;
  readonly records: readonly LambdaRecord[];
}

export class EventError extends Error {
  override readonly name = 'EventError';
  readonly code = 'event';
  readonly retriable = false;
}

const SOURCES = ['aws:kafka', 'SelfManagedKafka', 'aws:SelfManagedKafka'];

export function partitionsOf(event: unknown, subscription: Subscription): PartitionBatch[] {
  if (!isObject(event)) throw new EventError(`the event is ${kind(event)}, not a Kafka event`);
  if (event.eventSource !== undefined && !SOURCES.includes(event.eventSource as string)) {
    throw new EventError(
      `eventSource is ${text(event.eventSource)}; allowed: ${SOURCES.join(', ')}, or absent`,
    );
  }
  if (!isObject(event.records)) {
    throw new EventError(`records is ${kind(event.records)}, not a map from partition to records`);
  }
  const batches: PartitionBatch[] = [];
  for (const [id, records] of Object.entries(event.records)) {
    if (!Array.isArray(records)) throw new EventError(`records[${text(id)}] is ${kind(records)}, not a list`);
    if (records.length > 0) batches.push(partitionOf(id, records, subscription));
  }
  return batches;
}

function partitionOf(id: string, records: LambdaRecord[], subscription: Subscription): PartitionBatch {
  const { topic, partition } = records[0] as LambdaRecord;
  let before = -1;
  let sorted = true;
  for (let index = 0; index < records.length; index += 1) {
    const record = records[index] as LambdaRecord;
    if (!isObject(record) || record.topic !== topic || record.partition !== partition) {
      throw new EventError(
        `records[${text(id)}][${index}] is not of the partition of the first record there`,
      );
    }
    const { offset } = record;
    if (!Number.isSafeInteger(offset) || offset < 0) {
      throw new EventError(`records[${text(id)}][${index}].offset is ${text(offset)}, not a whole number`);
    }
    if (offset <= before) sorted = false;
    before = offset;
  }
  if (typeof topic !== 'string' || !Number.isSafeInteger(partition) || partition < 0) {
    throw new EventError(`records[${text(id)}][0] has topic ${text(topic)} and partition ${text(partition)}`);
  }
  return {
    id,
    topic,
    partition,
    tier: tierOf(topic, subscription),
    records: sorted ? records : records.toSorted((a, b) => a.offset - b.offset),
  };
}

function tierOf(topic: string, subscription: Subscription): number {
  if (topic === subscription.topic.name) return 0;
  const retry = subscription.retryTopics.find((each) => each.name === topic);
  if (retry) return retry.tier;
  const reads = [subscription.topic, ...subscription.retryTopics].map((each) => each.name).join(', ');
  throw new EventError(
    `subscription '${subscription.name}' reads ${reads}; the event has records of ${text(topic)}`,
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kind = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : `of type ${typeof value}`;

const text = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 120);
