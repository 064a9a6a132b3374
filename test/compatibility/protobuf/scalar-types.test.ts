import { describe, expect, test } from 'vitest';
import { canRead } from '../../../compatibility/protobuf/can-read.ts';
import { parseDefinition } from '../../../compatibility/protobuf/definition.ts';

const SIGNED_32 = ['0', '1', '-1', '2147483647', '-2147483648'];
const SIGNED_64 = [...SIGNED_32, '4294967297', '9223372036854775807', '-9223372036854775808'];
const UNSIGNED_32 = ['0', '1', '2147483648', '4294967295'];
const UNSIGNED_64 = [...UNSIGNED_32, '4294967296', '18446744073709551615'];

/** The values at the ends of each type, as text. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  int32: SIGNED_32,
  sint32: SIGNED_32,
  sfixed32: SIGNED_32,
  int64: SIGNED_64,
  sint64: SIGNED_64,
  sfixed64: SIGNED_64,
  uint32: UNSIGNED_32,
  fixed32: UNSIGNED_32,
  uint64: UNSIGNED_64,
  fixed64: UNSIGNED_64,
  bool: ['false', 'true'],
  Status: ['NEW', 'PAID', 'LOST'],
  float: ['0', '0.5', '-3'],
  double: ['0', '0.1', '-1e+300'],
  string: ['', 'a', 'é'],
  bytes: ['', 'YQ==', '/w=='],
};
const TYPES = Object.keys(ENDS);
const NUMBERS: Readonly<Record<string, string>> = { false: '0', true: '1', NEW: '0', PAID: '2', LOST: '-1' };

const file = (type: string): string =>
  `syntax = "proto3"; message Order { ${type} value = 1; } enum Status { NEW = 0; PAID = 2; LOST = -1; }`;

/** What a value of the writer's type stands for: a number, or bytes. */
function meaning(type: string, text: string): string {
  if (type === 'string') return Buffer.from(text).toString('base64');
  return NUMBERS[text] ?? text;
}

function readAs(reader: string, writer: string, text: string): string {
  const [ours, theirs] = [parseDefinition(file(reader)).root, parseDefinition(file(writer)).root];
  const value = writer === 'bool' ? text === 'true' : text;
  const bytes = theirs.encode(theirs.fromObject({ value })).finish();
  try {
    const read = ours.toObject(ours.decode(bytes), {
      longs: String,
      enums: String,
      bytes: String,
      defaults: true,
    });
    const found = String(read.value);
    // a number that is no value of the enum is none of its values
    if (reader === 'Status' && !(found in NUMBERS)) return 'unknown';
    return meaning(reader, found);
  } catch {
    return 'not read';
  }
}

describe('one scalar type reads another if every value at the ends of it comes out the same', () => {
  test.each(TYPES.flatMap((reader) => TYPES.map((writer) => [reader, writer] as const)))(
    '%s reading %s',
    (reader, writer) => {
      const kept = ENDS[writer]?.every((text) => readAs(reader, writer, text) === meaning(writer, text));
      expect(canRead(file(reader), file(writer)).length === 0).toBe(kept);
    },
  );
});
