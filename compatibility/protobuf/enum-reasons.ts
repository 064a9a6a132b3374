/**
 * Every number that the writer may write must be a value of the reader under the same name. A number that is unknown
 * to the reader is dropped for the default by proto2 and is a bare number in proto3: either way it is not what was meant.
 */
import type protobuf from 'protobufjs';
import type { Incompatibility } from '../incompatibility.ts';

export function enumReasons(reader: protobuf.Enum, writer: protobuf.Enum, path: string): Incompatibility[] {
  const names = namesByNumber(reader);
  return Object.entries(writer.values).flatMap(([name, number]): Incompatibility[] => {
    const ours = reader.values[name];
    if (ours === number) return [];
    if (ours !== undefined) {
      const message = `the reader has ${name} = ${ours}, the writer has ${name} = ${number}`;
      return [{ path, rule: 'enum-value-number-changed', message }];
    }
    const [other] = names.get(number) ?? [];
    if (other === undefined) {
      const message = `the writer has ${name} = ${number}, the reader has no value ${number}`;
      return [{ path, rule: 'enum-value-unknown', message }];
    }
    // an alias of a value that both know
    if (names.get(number)?.some((each) => writer.values[each] === number)) return [];
    const message = `the reader has ${other} = ${number}, the writer has ${name} = ${number}`;
    return [{ path, rule: 'enum-value-renamed', message }];
  });
}

function namesByNumber(declared: protobuf.Enum): Map<number, string[]> {
  const names = new Map<number, string[]>();
  for (const [name, number] of Object.entries(declared.values)) {
    names.set(number, [...(names.get(number) ?? []), name]);
  }
  return names;
}
