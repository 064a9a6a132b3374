import type protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { canRead } from '../../../compatibility/protobuf/can-read.ts';
import { parseDefinition } from '../../../compatibility/protobuf/definition.ts';
import { mayFollow } from '../../../compatibility/protobuf/may-follow.ts';
import { PAIRS } from './pairs.ts';

const rules = (found: readonly { readonly rule: string }[]): string[] => found.map(({ rule }) => rule);

describe('the rules that are broken are the ones of the table', () => {
  test.each(PAIRS)('$name', ({ reader, writer, rules: expected, follow = [] }) => {
    expect(rules(canRead(reader, writer))).toEqual(expected);
    expect(rules(mayFollow(reader, writer))).toEqual(follow);
  });
});

describe('what the writer wrote reads as the table says', () => {
  test.each(PAIRS.filter(({ sample }) => sample !== undefined))('$name', (pair) => {
    const { reader, writer, sample, read = sample } = pair;
    const [ours, theirs] = [parseDefinition(reader).root, parseDefinition(writer).root];
    const bytes = theirs.encode(theirs.fromObject(sample as object)).finish();
    expect(plain(ours, ours.decode(bytes))).toEqual(read);
  });
});

/** Only what is set; numbers of 64 bits and bytes as text, values of enums by name. */
function plain(type: protobuf.Type, message: protobuf.Message): object {
  const values = type.toObject(message, { longs: String, enums: String, bytes: String });
  return JSON.parse(JSON.stringify(values));
}

test('a message of a pair that passes is one that was tried', () => {
  const untried = PAIRS.filter(({ rules: none, sample }) => none.length === 0 && sample === undefined);
  // what is left unreserved says nothing of reading
  expect(untried.filter(({ follow = [] }) => follow.length === 0).map(({ name }) => name)).toEqual([
    'a reserved range may be kept by several',
  ]);
});

test('every name of the table is said once', () => {
  expect(new Set(PAIRS.map(({ name }) => name)).size).toBe(PAIRS.length);
});
