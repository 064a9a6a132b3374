/**
 * The record that goes to a retry topic or to the dead-letter topic: the original key and value bytes, the original
 * headers, and ours. Names and encodings of `kafka_dlt-*` are Spring Kafka's (partition int32, offset and timestamp
 * int64, big-endian; the rest UTF-8), so that its tools and UIs read them; `x-*` are our own, all UTF-8 text.
 *
 *   x-subscription   who failed                     x-attempt      tries so far, from 1
 *   x-error-code     stable word                    x-original     topic-partition@offset, for people
 *   x-due            epoch ms; retry records alone  x-dead-letter  `1`; dead letters alone
 *   x-value-format   `json`: see decoded-value.ts
 *
 * The first origin stays, exception headers are those of the last failure, and each is capped.
 *
 * A key that Lambda gives as "" becomes an empty key, not a missing one, though a record without a key may be what it
 * stands for: the event does not tell the two apart, and an empty key is a key to Kafka and to compaction.
 */
import { consumerGroup, type Subscription } from '../declare/subscription.ts';
import type { RawRecord } from '../produce/record.ts';
import { bytesOf } from './base64.ts';
import type { Failure } from './classify.ts';
import { originalValue, VALUE_FORMAT } from './decoded-value.ts';
import type { LambdaRecord, PartitionBatch } from './event.ts';
import { headersOf } from './headers.ts';
import { identity, originOf } from './origin.ts';

const MESSAGE_BYTES = 2_048;
const STACK_BYTES = 8_192;
const OURS =
  /^(kafka_dlt-(original|exception)-.*|x-(subscription|attempt|error-code|original|due|dead-letter|value-format))$/;

export interface Letter {
  readonly batch: PartitionBatch;
  readonly record: LambdaRecord;
  readonly failure: Failure;
  /** Epoch ms for a retry topic; absent for the dead-letter topic. */
  readonly due?: number;
}

export function letter(subscription: Subscription, { batch, record, failure, due }: Letter): RawRecord {
  const headers = headersOf(record).filter(([name]) => !OURS.test(name));
  const { value, format } = originalValue(subscription, { batch, record });
  if (format !== undefined) headers.push([VALUE_FORMAT, format]);
  const text = (name: string, value: string) => headers.push([name, Buffer.from(value)]);
  const origin = originOf(batch, record);
  text('kafka_dlt-original-topic', origin.topic);
  headers.push(['kafka_dlt-original-partition', int32(origin.partition)]);
  headers.push(['kafka_dlt-original-offset', int64(origin.offset)]);
  headers.push(['kafka_dlt-original-timestamp', int64(origin.timestamp)]);
  text('kafka_dlt-original-timestamp-type', origin.timestampType);
  text('kafka_dlt-original-consumer-group', consumerGroup(subscription, origin.topic));
  const { name, cause, message, stack, code } = failure;
  text('kafka_dlt-exception-fqcn', capped(name, MESSAGE_BYTES));
  if (cause !== undefined) text('kafka_dlt-exception-cause-fqcn', capped(cause, MESSAGE_BYTES));
  text('kafka_dlt-exception-message', capped(message, MESSAGE_BYTES));
  text('kafka_dlt-exception-stacktrace', capped(stack, STACK_BYTES));
  text('x-subscription', subscription.name);
  text('x-attempt', String(batch.tier + 1));
  text('x-error-code', code);
  text('x-original', identity(origin));
  if (due === undefined) text('x-dead-letter', '1');
  else text('x-due', String(due));
  return { key: bytes(record.key), value, headers };
}

/** Null or missing stays null (a keyless record, a tombstone); an empty string is an empty key or value. */
export const bytes = (base64: string | null | undefined): Buffer | null =>
  base64 === null || base64 === undefined ? null : bytesOf(base64);

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

function int64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  // A producer's timestamp may be beyond what a number holds exactly.
  const whole = Math.min(Math.max(Math.trunc(value), Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
  buffer.writeBigInt64BE(BigInt(whole));
  return buffer;
}

/** Cut at a character, not in the middle of one. */
function capped(value: string, bytesAtMost: number): string {
  const cut = value.slice(0, bytesAtMost);
  if (Buffer.byteLength(cut) <= bytesAtMost) return cut;
  return new TextDecoder().decode(Buffer.from(cut).subarray(0, bytesAtMost - 3), { stream: true });
}
