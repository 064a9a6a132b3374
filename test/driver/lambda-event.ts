import type { LambdaRecord } from '../../shared/consume/event.ts';
import type { RawRecord } from '../../shared/produce/record.ts';

export interface TestRecord {
  /** Encoded as JSON (the driver: by the topic's contract); `raw` gives bytes instead, null is a tombstone. */
  readonly value?: unknown;
  readonly raw?: Buffer | string;
  readonly key?: string | null;
  readonly partition?: number;
  readonly offset?: number;
  readonly timestamp?: number;
  readonly headers?: readonly (readonly [string, string | Buffer])[];
}

const signed = (bytes: Buffer): number[] => [...new Int8Array(bytes)];

/** A Lambda event of MSK as AWS sends it: base64, signed header bytes, a map from `topic-partition` to records. */
export function lambdaEvent(topic: string, records: readonly TestRecord[], now: number, thin = false) {
  const map: Record<string, LambdaRecord[]> = {};
  for (const record of records) {
    const partition = record.partition ?? 0;
    const id = `${topic}-${partition}`;
    map[id] ??= [];
    map[id].push({
      topic,
      partition,
      offset: record.offset ?? map[id].length,
      timestamp: record.timestamp ?? now,
      timestampType: 'CREATE_TIME',
      ...(record.key !== undefined && {
        key: record.key === null ? null : Buffer.from(record.key).toString('base64'),
      }),
      ...encodedValue(record),
      headers: (record.headers ?? []).map(([name, value]) => ({ [name]: signed(Buffer.from(value)) })),
    });
  }
  if (thin) return { records: map };
  return {
    eventSource: 'aws:kafka',
    eventSourceArn: 'arn:aws:kafka:us-east-1:000000000000:cluster/test/1',
    bootstrapServers: 'b-1:9098',
    records: map,
  };
}

/** What was appended, as the event of the mapping that reads it. */
export function eventOf(topic: string, records: readonly RawRecord[], timestamp: number) {
  return lambdaEvent(
    topic,
    records.map(({ key, value, headers }) => ({
      key: key === null ? null : key.toString(),
      ...(value === null ? { value: null } : { raw: value }),
      headers,
    })),
    timestamp,
  );
}

function encodedValue(record: TestRecord): { value?: string | null } {
  if (record.raw !== undefined) return { value: Buffer.from(record.raw).toString('base64') };
  if (record.value === null) return { value: null };
  return record.value === undefined
    ? {}
    : { value: Buffer.from(JSON.stringify(record.value)).toString('base64') };
}
