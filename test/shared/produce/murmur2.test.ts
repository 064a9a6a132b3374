import { expect, test } from 'vitest';
import { murmur2, partitionOfKey } from '../../../shared/produce/murmur2.ts';

/** From Kafka's own UtilsTest.testMurmur2. */
const JAVA = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
] as const;

test.each(JAVA)('%s hashes as in Java', (key, hash) => {
  expect(murmur2(Buffer.from(key))).toBe(hash);
});

test('a negative hash loses its sign bit, as in Java, not its sign', () => {
  expect(partitionOfKey(Buffer.from('21'), 30)).toBe((-973932308 & 0x7fffffff) % 30);
  expect(partitionOfKey(Buffer.from('21'), 30)).not.toBe(973932308 % 30);
});

test('an empty key has a partition', () => {
  expect(partitionOfKey(Buffer.alloc(0), 30)).toBe((275646681 & 0x7fffffff) % 30);
});
