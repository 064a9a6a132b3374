/**
 * Where a record was first read: its identity for deduplication, carried through retry topics in headers.
 *
 * Origin headers are believed only in the subscription's own retry topics, which it alone writes. In the source topic
 * they are whatever a producer liked to write: a forged origin would make readers take two records for one.
 */
import type { LambdaRecord, PartitionBatch } from './event.ts';
import { headerOf } from './headers.ts';

export interface Origin {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly timestampType: string;
}

export function originOf(batch: PartitionBatch, record: LambdaRecord): Origin {
  const carried = batch.tier === 0 ? undefined : carriedOrigin(record);
  return (
    carried ?? {
      topic: record.topic,
      partition: record.partition,
      offset: record.offset,
      timestamp: record.timestamp,
      timestampType: timestampTypeOf(record),
    }
  );
}

/** As Spring names them. A record of the oldest format has no timestamp, and so no type of one. */
function timestampTypeOf({ timestamp, timestampType }: LambdaRecord): string {
  if (timestampType === 'LOG_APPEND_TIME') return 'LogAppendTime';
  return timestamp === -1 && timestampType !== 'CREATE_TIME' ? 'NoTimestampType' : 'CreateTime';
}

/** All or nothing: a record with one malformed origin header has its own coordinates. */
function carriedOrigin(record: LambdaRecord): Origin | undefined {
  const topic = headerOf(record, 'kafka_dlt-original-topic')?.toString();
  const partition = headerOf(record, 'kafka_dlt-original-partition');
  const offset = headerOf(record, 'kafka_dlt-original-offset');
  const timestamp = headerOf(record, 'kafka_dlt-original-timestamp');
  if (!topic || partition?.length !== 4 || offset?.length !== 8 || timestamp?.length !== 8) return undefined;
  return {
    topic,
    partition: partition.readInt32BE(),
    offset: Number(offset.readBigInt64BE()),
    timestamp: Number(timestamp.readBigInt64BE()),
    timestampType: headerOf(record, 'kafka_dlt-original-timestamp-type')?.toString() ?? 'CreateTime',
  };
}

/** `topic-partition@offset`: how a record is named in logs, never its payload. */
export const identity = (of: { topic: string; partition: number; offset: number }): string =>
  `${of.topic}-${of.partition}@${of.offset}`;
