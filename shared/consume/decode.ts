/**
 * From Lambda's base64 to the typed value, in the record's turn:
 * base64 → bytes → claim check restored → JSON → the topic's schema.
 *
 * Whatever is wrong with the data is permanent and never quotes it. Synchronous unless a claim is restored or the
 * schema is asynchronous: a promise a record costs more than the whole rest of this path.
 */
import { isUtf8 } from 'node:buffer';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Topic } from '../declare/topic.ts';
import type { LambdaRecord, PartitionBatch } from './event.ts';
import { originalHeaders } from './letter.ts';
import type { Runtime } from './runtime.ts';
import { permanent } from './verdict.ts';

const CLAIM = '__large.message.backed.value';

export function decode<V>(
  topic: Topic<V>,
  { batch, record }: { readonly batch: PartitionBatch; readonly record: LambdaRecord },
  claimCheck: Runtime['claimCheck'],
  signal: () => AbortSignal,
): V | Promise<V> {
  const { value } = record;
  if (value === null || value === undefined) {
    // A topic with tombstones is a Topic<V | null>: see topic().
    if (topic.tombstones) return null as V;
    throw permanent('value-null', `topic '${topic.name}' knows no tombstones, and the value is null`);
  }
  const bytes = Buffer.from(value, 'base64');
  if (!mayBeClaim(record)) return parse(topic, bytes);
  const headers = originalHeaders(record);
  if (!headers.some(([name, flag]) => name === CLAIM && flag[0] === 1)) return parse(topic, bytes);
  // In a retry topic it may be ours: a value too large to park goes to the claim check first.
  if (!topic.claimCheck && batch.tier === 0) {
    throw permanent(
      'claim-undeclared',
      `topic '${topic.name}' declares no claim check, and the record is one`,
    );
  }
  return claimCheck()
    .restore(bytes, headers, { signal: signal() })
    .then((restored) => parse(topic, restored));
}

/** No allocation for the ordinary record. */
function mayBeClaim(record: LambdaRecord): boolean {
  const headers = record.headers;
  if (!headers) return false;
  for (const header of headers) if (CLAIM in header) return true;
  return false;
}

function parse<V>(topic: Topic<V>, bytes: Buffer): V | Promise<V> {
  if (!isUtf8(bytes)) throw permanent('value-not-json', `the value (${bytes.length} bytes) is not UTF-8`);
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString());
  } catch {
    // V8's message quotes the text around the fault.
    throw permanent('value-not-json', `the value (${bytes.length} bytes) is not JSON`);
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
