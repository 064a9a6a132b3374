/**
 * A contract in JSON Schema. Text of any version is read against the newest schema alone:
 *   another version   properties that a closed object of ours does not have are dropped
 *   any version       properties that are missing get our default
 * What an open object holds beyond its properties stays. What is written is valid as it stands, and nothing is filled in;
 * a pinned older version leaves out what it is closed to.
 */
import { type Contract, type ContractParts, definitionOf } from '../contract.ts';
import { type CompiledVersion, compiledVersion } from './compiled-version.ts';
import { jsonAdapted } from './json-adapted.ts';
import { jsonWrite } from './json-write.ts';
import { parseJson } from './parse-json.ts';

export function jsonSchema<V>(parts: ContractParts): Contract<V> {
  const newest = parts.definitions.length;
  // Made on first use: a function that starts need not compile what no record needs.
  let made: CompiledVersion | undefined;
  let decoded: ((json: unknown) => V) | undefined;
  const ours = (): CompiledVersion => {
    made ??= compiledVersion(parts, newest);
    return made;
  };
  return {
    kind: 'contract',
    dataFormat: 'JSON',
    ...parts,
    reader(writtenWith) {
      // Not compiled, but there has to be one.
      if (typeof writtenWith === 'number') definitionOf(parts, writtenWith);
      const adapted = jsonAdapted<V>(ours(), { drop: writtenWith !== newest, fill: true });
      return (bytes, from, to) => adapted(parseJson(bytes, from, to));
    },
    writer: (version) =>
      jsonWrite<V>(ours(), version === newest ? undefined : compiledVersion(parts, version)),
    fromJson(json) {
      decoded ??= jsonAdapted<V>(ours(), { drop: true, fill: true });
      return decoded(json);
    },
  };
}
