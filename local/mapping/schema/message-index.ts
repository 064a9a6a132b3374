/**
 * Which message of a .proto file the payload is: Glue's Java serializer writes an unsigned varint before it, the place
 * of the message among all of the file, nested ones included, sorted by full name. protoc makes a message of every map
 * field too, and Java counts it.
 */
import type protobuf from 'protobufjs';
import { typesIn } from './types-in.ts';
import { undecodable } from './undecodable.ts';

const LONGEST_VARINT = 5;

/** The file's messages by their index; where a map's own message stands, there is none. */
export function messagesByIndex(file: protobuf.NamespaceBase): readonly (protobuf.Type | undefined)[] {
  const found = new Map<string, protobuf.Type | undefined>();
  for (const type of typesIn(file)) {
    found.set(type.fullName, type);
    for (const field of type.fieldsArray) {
      if (field.map) found.set(`${type.fullName}.${entryName(field.name)}`, undefined);
    }
  }
  return [...found.keys()].sort().map((name) => found.get(name));
}

export function messageIndex(payload: Buffer): { readonly index: number; readonly size: number } {
  let index = 0;
  for (let size = 1; size <= LONGEST_VARINT; size += 1) {
    const byte = payload[size - 1];
    if (byte === undefined) break;
    index += (byte & 0x7f) * 2 ** (7 * (size - 1));
    if (byte < 0x80) return { index, size };
  }
  throw undecodable('the index of the message is no varint of 32 bits');
}

/** protoc's: `unit_prices` and `unitPrices` are `UnitPricesEntry`. */
const entryName = (field: string): string =>
  `${field.replace(/(?:^|_)(.)/g, (_all, letter: string) => letter.toUpperCase())}Entry`;
