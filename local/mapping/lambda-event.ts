/**
 * Lambda's Kafka event as text, and its exact size before it is written: batches are cut by it.
 *
 * Header bytes are signed. A missing key is null, a tombstone has no value, no headers are an empty list. A
 * redelivery after a partial answer is thin: `records` alone, as seen on a deployed mapping. What a mapping has decoded
 * says which schema it was.
 */
import type { SourceRecord } from './record-source.ts';

export interface EventSource {
  readonly eventSourceArn: string;
  readonly bootstrapServers: string;
  readonly topic: string;
}

/** A record as the function gets it. */
export interface EventRecord extends SourceRecord {
  readonly keySchema?: SchemaMetadata;
  readonly valueSchema?: SchemaMetadata;
}

export interface SchemaMetadata {
  readonly dataFormat: 'AVRO' | 'PROTOBUF' | 'JSON';
  readonly schemaId: string;
}

export interface EventPart {
  readonly partition: number;
  readonly records: readonly EventRecord[];
}

/** Bytes of one invocation's payload in AWS: 6 MB. */
export const MAX_PAYLOAD = 6 * 1024 * 1024;

const SIGNED = Array.from({ length: 256 }, (_, byte) => String(byte > 127 ? byte - 256 : byte));
const SIGNED_LENGTH = Uint8Array.from(SIGNED, (text) => text.length + 1);

export const partitionId = (topic: string, partition: number): string => `${topic}-${partition}`;

export function eventText(source: EventSource, parts: readonly EventPart[], thin: boolean): string {
  let text = thin ? '{"records":{' : fullHead(source);
  let comma = '';
  for (const { partition, records } of parts) {
    const head = recordHead(source.topic, partition);
    text += `${comma}"${partitionId(source.topic, partition)}":[`;
    comma = ',';
    let between = '';
    for (const record of records) {
      text += between + recordText(head, record);
      between = ',';
    }
    text += ']';
  }
  return `${text}}}`;
}

/** Bytes of the event without any record, for the partitions given. */
export const eventOverhead = (source: EventSource, partitions: readonly number[]): number =>
  Buffer.byteLength(fullHead(source)) +
  2 +
  partitions.reduce((sum, partition) => sum + partOverhead(source.topic, partition), 0);

/** Bytes one more partition adds, comma included. */
export const partOverhead = (topic: string, partition: number): number =>
  partitionId(topic, partition).length + 6;

/** Bytes of one record in the event, comma included. */
export function recordSize(topic: string, partition: number, record: EventRecord): number {
  return (
    topic.length +
    digits(partition) +
    digits(record.offset) +
    digits(record.timestamp) +
    record.timestampType.length +
    (record.key === null ? 4 : base64Size(record.key) + 2) +
    (record.value === null ? 0 : base64Size(record.value) + 11) +
    headersSize(record.headers) +
    schemaText('key', record.keySchema).length +
    schemaText('value', record.valueSchema).length +
    FIXED_BYTES
  );
}

const FIXED_BYTES =
  '{"topic":"","partition":,"offset":,"timestamp":,"timestampType":"","key":,"headers":[]}'.length + 1;

const fullHead = (source: EventSource): string =>
  `{"eventSource":"aws:kafka","eventSourceArn":${JSON.stringify(source.eventSourceArn)},` +
  `"bootstrapServers":${JSON.stringify(source.bootstrapServers)},"records":{`;

const recordHead = (topic: string, partition: number): string =>
  `{"topic":"${topic}","partition":${partition},"offset":`;

function recordText(head: string, record: EventRecord): string {
  const { key, value, headers } = record;
  return (
    `${head}${record.offset},"timestamp":${record.timestamp},"timestampType":"${record.timestampType}","key":` +
    (key === null ? 'null' : `"${key.toString('base64')}"`) +
    (value === null ? '' : `,"value":"${value.toString('base64')}"`) +
    schemaText('key', record.keySchema) +
    schemaText('value', record.valueSchema) +
    (headers.length === 0 ? ',"headers":[]}' : `,"headers":[${headers.map(headerText).join(',')}]}`)
  );
}

function schemaText(of: 'key' | 'value', schema: SchemaMetadata | undefined): string {
  if (schema === undefined) return '';
  return `,"${of}SchemaMetadata":{"dataFormat":"${schema.dataFormat}","schemaId":"${schema.schemaId}"}`;
}

function headerText([name, value]: SourceRecord['headers'][number]): string {
  let bytes = '';
  if (value !== null) for (const byte of value) bytes += bytes === '' ? SIGNED[byte] : `,${SIGNED[byte]}`;
  return `{${nameText(name)}:[${bytes}]}`;
}

function headersSize(headers: SourceRecord['headers']): number {
  let size = headers.length === 0 ? 0 : headers.length - 1;
  for (const [name, value] of headers) {
    size += Buffer.byteLength(nameText(name)) + 5;
    if (value === null || value.length === 0) continue;
    size -= 1;
    for (const byte of value) size += SIGNED_LENGTH[byte] as number;
  }
  return size;
}

const nameText = (name: Buffer | null): string => JSON.stringify(name?.toString('utf8') ?? '');
const base64Size = (bytes: Buffer): number => Math.ceil(bytes.length / 3) * 4;
const digits = (value: number): number => String(value).length;
