/**
 * From Lambda's base64 to the typed value, in the record's turn:
 * base64 → bytes → claim check restored → JSON → the topic's schema.
 *
 * Whatever is wrong with the data is permanent and never quotes it. Synchronous unless a claim is restored or the
 * schema is asynchronous: a promise a record costs more than the whole rest of this path.
 */
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { isClaim } from '../claim-check/claim-check.ts';
import type { Topic } from '../declare/topic.ts';
import { bytesOf, sizeOf, textOf, utf8 } from './base64.ts';
import { headersOf } from './headers.ts';
import type { RecordContext } from './rule-context.ts';
import type { Runtime } from './runtime.ts';
import type { Turn } from './turn.ts';
import { permanent } from './verdict.ts';

/** `s3:` in base64. Every pointer begins so and no JSON does: the headers of other records need no look. */
const POINTER = 'czM6';

export function decode<V>(
  topic: Topic<V>,
  { batch, record }: Turn,
  claimCheck: Runtime['claimCheck'],
  context: RecordContext,
): V | Promise<V> {
  const { value } = record;
  if (value === null || value === undefined) {
    // A topic with tombstones is a Topic<V | null>: see topic().
    if (topic.tombstones) return null as V;
    throw permanent('value-null', `topic '${topic.name}' knows no tombstones, and the value is null`);
  }
  if (!value.startsWith(POINTER)) return parse(topic, textOf(value), sizeOf(value));
  const headers = headersOf(record);
  if (!isClaim(headers)) return parse(topic, textOf(value), sizeOf(value));
  // In a retry topic it may be ours: a value too large to park goes to the claim check first.
  if (!topic.claimCheck && batch.tier === 0) {
    throw permanent(
      'claim-undeclared',
      `topic '${topic.name}' declares no claim check, and the record is one`,
    );
  }
  return claimCheck()
    .restore(bytesOf(value), headers, { signal: context.signal, until: context.released })
    .then((restored) => parse(topic, utf8(restored), restored.length));
}

function parse<V>(topic: Topic<V>, text: string | undefined, size: number): V | Promise<V> {
  if (text === undefined) throw permanent('value-not-json', `the value (${size} bytes) is not UTF-8`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // V8's message quotes the text around the fault.
    throw permanent('value-not-json', `the value (${size} bytes) is not JSON`);
  }
  const result = topic.value['~standard'].validate(json);
  return result instanceof Promise ? result.then((each) => accepted(topic, each)) : accepted(topic, result);
}

function accepted<V>(topic: Topic<V>, result: StandardSchemaV1.Result<V>): V {
  if (result.issues === undefined) return result.value;
  const issues = result.issues.slice(0, 5).map((issue) => {
    const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step));
    return `${path.join('.') || 'value'}: ${issue.message}`;
  });
  throw permanent('value-schema', `the value does not match topic '${topic.name}': ${issues.join('; ')}`);
}
