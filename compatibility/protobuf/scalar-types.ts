/**
 * Types that share an encoding, and which of them read each other's values unchanged: a number as the same number, true
 * as 1, an enum's value as its number, a text as its UTF-8 bytes. int64 read as int32 loses its upper half, a negative
 * int32 read as uint64 becomes a huge number: bytes that decode are not enough.
 */
const ENCODINGS: readonly (readonly string[])[] = [
  ['int32', 'int64', 'uint32', 'uint64', 'bool', 'enum'],
  ['sint32', 'sint64'],
  ['fixed32', 'sfixed32'],
  ['fixed64', 'sfixed64'],
  ['string', 'bytes'],
];

/** By the writer's type. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  bool: ['int32', 'int64', 'uint32', 'uint64'],
  enum: ['int32', 'int64'],
  int32: ['int64'],
  uint32: ['uint64', 'int64'],
  sint32: ['sint64'],
  string: ['bytes'],
};

export type TypeChange = 'none' | 'narrower' | 'other';

export function typeChange(reader: string, writer: string): TypeChange {
  if (reader === writer || WIDER[writer]?.includes(reader)) return 'none';
  return ENCODINGS.some((types) => types.includes(reader) && types.includes(writer)) ? 'narrower' : 'other';
}
