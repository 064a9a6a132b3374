/**
 * The values of a topic, read with avsc alone: by the version files and the ids of the template, with nothing of the
 * functions' own codec, so that a fault of that cannot hide itself here.
 */
import { readFileSync } from 'node:fs';
import avsc from 'avsc';

/** Undefined: not a value of the topic's schema. */
export type ReadValue = (bytes: Buffer) => unknown;

const FRAME = 18;

/** `versions`: what the template gives a function that uses the topic, as SCHEMA_VERSIONS has it. */
export function avroValues(topic: string, versions: string): ReadValue {
  const entry = versions.split(';').find((each) => each.replace(/@\d+=/, '=').startsWith(`${topic}=`));
  if (entry === undefined) throw new Error(`the template names no schema versions of topic '${topic}'`);
  const ids = entry.slice(entry.indexOf('=') + 1).split(',');
  const types = ids.map((_, index) => avsc.Type.forSchema(definition(topic, index + 1)));
  const last = types.at(-1) as avsc.Type;
  const readers = new Map(
    ids.map((id, index) => [id.replaceAll('-', ''), last.createResolver(types[index] as avsc.Type)]),
  );
  return (bytes) => {
    const reader =
      bytes[0] === 3 && bytes[1] === 0 ? readers.get(bytes.toString('hex', 2, FRAME)) : undefined;
    if (reader === undefined) return undefined;
    try {
      return last.fromBuffer(bytes.subarray(FRAME), reader);
    } catch {
      return undefined;
    }
  };
}

function definition(topic: string, version: number): avsc.Schema {
  const file = new URL(`../../schemas/${topic}/value/v${version}.avsc`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}
