import { randomBytes } from 'node:crypto';
import { compressionsAlgorithms } from '@platformatic/kafka';
import { expect, test } from 'vitest';
import { compressInto, snappyBound } from '../../../shared/produce/snappy.ts';

/** xerial's stream: its head by the grammar in snappy.ts, all of it by another client. */
function restored(stream: Buffer): Buffer {
  expect(stream.subarray(0, 16).toString('latin1')).toBe('\x82SNAPPY\0\0\0\0\x01\0\0\0\x01');
  expect(stream.readInt32BE(16)).toBe(stream.length - 20);
  return Buffer.from(compressionsAlgorithms.snappy.decompressSync(stream));
}

const compressed = (input: Buffer): Buffer => {
  const out = Buffer.alloc(snappyBound(input.length));
  return out.subarray(0, compressInto(out, 0, input));
};

test.each([
  ['nothing', Buffer.alloc(0)],
  ['one byte', Buffer.from('a')],
  ['fifteen bytes', Buffer.from('abcabcabcabcabc')],
  ['a run', Buffer.alloc(100_000, 'a')],
  ['just over a block of 64 KB', Buffer.alloc(65_537, 'abcdefghijklmnop')],
  ['noise of one block', randomBytes(65_536)],
  ['noise of 3 MB', randomBytes(3_000_000)],
  ['text', Buffer.from(Array.from({ length: 5_000 }, (_, n) => `{"n":${n},"odd":${n % 2 === 1}}`).join())],
])('%s comes back as it was', (_, input) => {
  expect(restored(compressed(input)).equals(input)).toBe(true);
});

test('noise grows by no more than the bound, text shrinks', () => {
  expect(compressed(randomBytes(100_000)).length).toBeLessThanOrEqual(snappyBound(100_000));
  expect(compressed(Buffer.alloc(100_000, 'abcdefgh')).length).toBeLessThan(6_000);
});

test('two of the same input are the same bytes, whatever was compressed in between', () => {
  const input = Buffer.alloc(40_000, 'the same thing over and over');
  const first = Buffer.from(compressed(input));
  compressed(randomBytes(50_000));
  expect(compressed(input).equals(first)).toBe(true);
});
