/**
 * Lambda's Kafka event, checked once and cut into partitions in offset order.
 *
 * Accepted: Amazon MSK (`aws:kafka`), self-managed (`SelfManagedKafka`, `aws:SelfManagedKafka`) and redelivered
 * events, which carry `records` alone: nothing here depends on any other field. The key of the records map is kept
 * for the answer and never split for a topic, since topics may hold hyphens and digits.
 *
 * Whatever is wrong fails the whole invocation before a rule runs. Bytes of keys, values and headers are looked at
 * when they are used: see base64.ts and headers.ts.
 */
import type { Subscription } from '../declare/subscription.ts';
import { EventError } from './event-error.ts';

/** A record as Lambda delivers it: key and value in base64, header bytes possibly signed. */
export interface LambdaRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Epoch ms. A producer may have written any: -1 for none, or what a clock of its own said. */
  readonly timestamp: number;
  readonly timestampType?: string;
  readonly key?: string | null;
  readonly value?: string | null;
  /** Where the mapping decodes: the version that the value was written with. */
  readonly valueSchemaMetadata?: { readonly dataFormat?: string; readonly schemaId?: unknown } | null;
  readonly headers?: readonly Readonly<Record<string, readonly number[] | null>>[] | null;
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
  const seen = new Set<string>();
  for (const [id, records] of Object.entries(event.records)) {
    if (!Array.isArray(records)) throw new EventError(`records[${text(id)}] is ${kind(records)}, not a list`);
    if (records.length === 0) continue;
    const batch = partitionOf(id, records, subscription);
    const name = `${batch.topic}-${batch.partition}`;
    // Settling in offset order would be two orders.
    if (seen.has(name)) throw new EventError(`records[${text(id)}] has records of ${name}, as another has`);
    seen.add(name);
    batches.push(batch);
  }
  return batches;
}

function partitionOf(id: string, records: LambdaRecord[], subscription: Subscription): PartitionBatch {
  const first: LambdaRecord | undefined = isObject(records[0]) ? records[0] : undefined;
  let before = -1;
  let sorted = true;
  for (let index = 0; index < records.length; index += 1) {
    const record = records[index] as LambdaRecord;
    const fault = faultOf(record, first);
    if (fault !== undefined) throw new EventError(`records[${text(id)}][${index}]${fault}`);
    if (record.offset <= before) sorted = false;
    before = record.offset;
  }
  const { topic, partition } = first as LambdaRecord;
  return {
    id,
    topic,
    partition,
    tier: tierOf(topic, subscription),
    records: sorted ? records : records.toSorted((a, b) => a.offset - b.offset),
  };
}

function faultOf(record: LambdaRecord, first: LambdaRecord | undefined): string | undefined {
  if (!isObject(record)) return ` is ${kind(record)}, not a record`;
  const { topic, partition, offset, timestamp, key, value, headers } = record;
  if (typeof topic !== 'string') return `.topic is ${kind(topic)}, not a name`;
  if (!isCount(partition)) return `.partition is ${text(partition)}, not a whole number`;
  if (!isCount(offset)) return `.offset is ${text(offset)}, not a whole number`;
  if (!Number.isFinite(timestamp)) return `.timestamp is ${text(timestamp)}, not a number`;
  if (!isText(key)) return `.key is ${kind(key)}, not base64`;
  if (!isText(value)) return `.value is ${kind(value)}, not base64`;
  if (headers !== null && headers !== undefined && !Array.isArray(headers)) {
    return `.headers is ${kind(headers)}, not a list`;
  }
  if (topic !== first?.topic || partition !== first.partition) {
    return ` is of ${text(topic)}-${partition}, the first record there is not`;
  }
  return undefined;
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

const isObject = <T>(value: T): value is T & Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const isText = (value: unknown): boolean =>
  value === null || value === undefined || typeof value === 'string';

const kind = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : `of type ${typeof value}`;

const text = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 120);
