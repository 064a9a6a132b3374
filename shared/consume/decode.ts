/**
 * From Lambda's base64 to the typed value, in the record's turn:
 * base64 → bytes → claim check restored → frame and contract, or JSON and validator.
 *
 * Whatever is wrong with the data is permanent and never quotes it. Synchronous unless a claim is restored, a version is
 * looked up or a validator is asynchronous: a promise a record costs more than the whole rest of this path.
 */
import { isClaim } from '../claim-check/claim-check.ts';
import type { Subscription } from '../declare/subscription.ts';
import type { Topic } from '../declare/topic.ts';
import type { Codec } from '../schema/codec.ts';
import type { Contract } from '../schema/contract.ts';
import type { Schemas } from '../schema/schemas.ts';
import { bytesOf, passingBytesOf, sizeOf, textOf, utf8 } from './base64.ts';
import { decoded, decodedAs } from './decoded-value.ts';
import { headersOf } from './headers.ts';
import { parseJson } from './parse-json.ts';
import type { RecordContext } from './rule-context.ts';
import type { Runtime } from './runtime.ts';
import type { Turn } from './turn.ts';
import { permanent } from './verdict.ts';

/** `s3:` in base64. Every pointer begins so and no JSON does: the headers of other records need no look. */
const POINTER = 'czM6';

export function decode<V>(
  { topic, lambdaDecodes }: Pick<Subscription<V>, 'topic' | 'lambdaDecodes'>,
  turn: Turn,
  runtime: Pick<Runtime, 'claimCheck' | 'schemas'>,
  context: RecordContext,
): V | Promise<V> {
  const { batch, record } = turn;
  const { value } = record;
  if (value === null || value === undefined) {
    // A topic with tombstones is a Topic<V | null>: see topic().
    if (topic.tombstones) return null as V;
    throw permanent('value-null', `topic '${topic.name}' knows no tombstones, and the value is null`);
  }
  const headers = value.startsWith(POINTER) ? headersOf(record) : undefined;
  const as = lambdaDecodes === undefined ? undefined : decodedAs({ lambdaDecodes, topic }, turn);
  const schemas = topic.value.kind === 'contract' ? runtime.schemas() : undefined;
  if (headers === undefined || !isClaim(headers)) {
    if (schemas === undefined) return parseJson(topic, textOf(value), sizeOf(value));
    if (as !== undefined) return decoded(topic, bytesOf(value), { as, record, schemas });
    return codecOf(topic, schemas).decode(passingBytesOf(value), sizeOf(value));
  }
  // In a retry topic it may be ours: a value too large to park goes to the claim check first.
  if (!topic.claimCheck && batch.tier === 0) {
    throw permanent(
      'claim-undeclared',
      `topic '${topic.name}' declares no claim check, and the record is one`,
    );
  }
  return runtime
    .claimCheck()
    .restore(bytesOf(value), headers, { signal: context.signal, until: context.released })
    .then((restored) => {
      if (schemas === undefined) return parseJson(topic, utf8(restored), restored.length);
      if (as !== undefined) return decoded(topic, restored, { as, record, schemas });
      return codecOf(topic, schemas).decode(restored);
    });
}

const codecOf = <V>(topic: Topic<V>, schemas: Schemas): Codec<V> =>
  schemas.codec(topic, topic.value as Contract<V>);
