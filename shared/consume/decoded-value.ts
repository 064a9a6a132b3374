/**
 * Values of a mapping that decodes: JSON text of the value, or the bytes behind the frame with the version's id beside
 * them. What is parked or dead-lettered is to be read by functions and tools that get no such help:
 *   source   the frame is put before the bytes again, so that they are the producer's but for compression
 *   json     stays JSON, which the header `x-value-format` says, in the subscription's own topics alone
 */
import type { Subscription } from '../declare/subscription.ts';
import type { Topic } from '../declare/topic.ts';
import { glueFraming, isVersionId } from '../schema/glue-framing.ts';
import type { Schemas } from '../schema/schemas.ts';
import { bytesOf, utf8 } from './base64.ts';
import type { LambdaRecord } from './event.ts';
import { EventError } from './event-error.ts';
import { headerOf } from './headers.ts';
import type { Turn } from './turn.ts';
import { permanent } from './verdict.ts';

export const VALUE_FORMAT = 'x-value-format';
const JSON_TEXT = 'json';

type How = Pick<Subscription, 'lambdaDecodes'> & { readonly topic: Pick<Topic, 'value'> };
type Place = Pick<Turn, 'batch' | 'record'>;

/** What Lambda (or, in a retry topic, we) made of the value; undefined: it is as its producer wrote it. */
export function decodedAs(
  { lambdaDecodes, topic }: How,
  { batch, record }: Place,
): 'json' | 'source' | undefined {
  if (lambdaDecodes === undefined) return undefined;
  if (batch.tier > 0) {
    return headerOf(record, VALUE_FORMAT)?.toString() === JSON_TEXT ? 'json' : undefined;
  }
  // What its producer wrote is JSON already: read as that, no digit of it changes.
  return topic.value.kind === 'contract' && topic.value.dataFormat === 'JSON' ? 'source' : lambdaDecodes;
}

/** `bytes`: the value, in the record or behind its claim. */
export function decoded<V>(
  topic: Topic<V>,
  bytes: Buffer,
  {
    as,
    record,
    schemas,
  }: { readonly as: 'json' | 'source'; readonly record: LambdaRecord; readonly schemas: Schemas },
): V | Promise<V> {
  const { value: contract } = topic;
  if (contract.kind !== 'contract') throw new TypeError(`topic '${topic.name}' has no contract`);
  if (as === 'source') {
    const codec = schemas.codec(topic, contract);
    const version = versionOf(record);
    return version === undefined ? codec.decode(bytes) : codec.read(version, bytes);
  }
  let json: unknown;
  try {
    json = JSON.parse(utf8(bytes) ?? '');
  } catch {
    throw permanent(
      'value-not-json',
      `the value (${bytes.length} bytes) is not the JSON that Lambda decodes to`,
    );
  }
  return contract.fromJson(json);
}

/** The value to park or dead-letter, and the header that says what it is. */
export function originalValue(
  subscription: How,
  turn: Place,
): { readonly value: Buffer | null; readonly format?: Buffer } {
  const { value } = turn.record;
  if (value === null || value === undefined) return { value: null };
  const bytes = bytesOf(value);
  const as = decodedAs(subscription, turn);
  if (as === 'json') return { value: bytes, format: Buffer.from(JSON_TEXT) };
  const version = as === 'source' ? versionOf(turn.record) : undefined;
  if (version === undefined) return { value: bytes };
  return { value: Buffer.concat([glueFraming({ zlib: false }).header(version), bytes]) };
}

/** Lambda's metadata; a value that was not looked at has none. */
function versionOf({ valueSchemaMetadata }: LambdaRecord): string | undefined {
  const id = valueSchemaMetadata?.schemaId;
  if (id === undefined || id === null) return undefined;
  const version = typeof id === 'string' ? id.toLowerCase() : '';
  if (isVersionId(version)) return version;
  // A fault of the event: without the version the value could not be parked whole.
  throw new EventError('schemaId of valueSchemaMetadata is no UUID');
}
