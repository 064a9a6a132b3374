/** What is encoded here is read by another client's decoder. */
import { Reader, readRecordsBatch } from '@platformatic/kafka';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32c } from '../../../shared/produce/crc32c.ts';
import type { RawRecord } from '../../../shared/produce/record.ts';
import { encodeBatch, nextSequence, sizeOf, stamp } from '../../../shared/produce/record-batch.ts';

const TIME = 1_700_000_000_123;
const decoded = (batch: Buffer) => readRecordsBatch(Reader.from(batch));
const record = (part: Partial<RawRecord> = {}): RawRecord => ({
  key: Buffer.from('k'),
  value: Buffer.from('v'),
  headers: [],
  ...part,
});
const plain = (batch: Buffer): RawRecord[] =>
  decoded(batch).records.map(({ key, value, headers }) => ({
    key: key && Buffer.from(key),
    value: value && Buffer.from(value),
    headers: [...headers].map(([name, content]) => [String(name), Buffer.from(content ?? '')] as const),
  }));

describe('a record batch', () => {
  test('has the fields of magic 2, snappy and create time', () => {
    const batch = encodeBatch([record(), record({ key: null })], TIME);
    stamp(batch, { id: 4_294_967_296_001n, epoch: 7 }, 2_147_483_646);
    expect(decoded(batch)).toMatchObject({
      firstOffset: 0n,
      length: batch.length - 12,
      partitionLeaderEpoch: -1,
      magic: 2,
      crc: crc32c(batch, 21),
      attributes: 2,
      lastOffsetDelta: 1,
      firstTimestamp: BigInt(TIME),
      maxTimestamp: BigInt(TIME),
      producerId: 4_294_967_296_001n,
      producerEpoch: 7,
      firstSequence: 2_147_483_646,
    });
  });

  test('keeps null and empty keys, values and headers apart', () => {
    const records = [
      record({ key: null, value: null }),
      record({ key: Buffer.alloc(0), value: Buffer.alloc(0) }),
      record({
        headers: [
          ['x', Buffer.alloc(0)],
          ['x', Buffer.from([0, 255])],
          ['ü', Buffer.from('ü')],
        ],
      }),
    ];
    expect(plain(encodeBatch(records, TIME))).toEqual(records);
  });

  test('of another producer id has other numbers and the same records', () => {
    const batch = encodeBatch([record()], TIME);
    stamp(batch, { id: 1n, epoch: 0 }, 5);
    stamp(batch, { id: 2n, epoch: 1 }, 0);
    expect(decoded(batch)).toMatchObject({
      producerId: 2n,
      producerEpoch: 1,
      firstSequence: 0,
      crc: crc32c(batch, 21),
    });
    expect(plain(batch)).toEqual([record()]);
  });

  test.each([0, 63, 64, 8_191, 8_192, 70_000, 1_048_576, 3_200_000])(
    'carries a value of %i bytes',
    (size) => {
      const value = Buffer.alloc(size, 'abcdefg');
      expect(plain(encodeBatch([record({ value })], TIME))[0]?.value?.equals(value)).toBe(true);
    },
  );

  test('carries whatever bytes it is given, after whatever came before', () => {
    const bytes = fc.uint8Array({ maxLength: 3_000 }).map((array) => Buffer.from(array));
    const header = fc.tuple(fc.string({ maxLength: 200, unit: 'grapheme' }), bytes);
    const any = fc.record({
      key: fc.option(bytes),
      value: fc.option(bytes),
      headers: fc.array(header, { maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 300 }), (records) => {
        expect(plain(encodeBatch(records, TIME))).toEqual(records);
      }),
      { numRuns: 60 },
    );
  });
});

test('the size of a record is what it takes as the first of its batch', () => {
  const size = (value: Buffer) => sizeOf(record({ value, headers: [['ü', Buffer.from('abc')]] }));
  // length, attributes, timestamp, place, key 2, value 1 + n, number of headers, header 1 + 2 + 1 + 3
  expect(size(Buffer.alloc(10))).toBe(1 + 1 + 1 + 1 + 2 + 11 + 1 + 7);
  expect(size(Buffer.alloc(100))).toBe(2 + 1 + 1 + 1 + 2 + 102 + 1 + 7);
});

test('sequence numbers begin again at 0 after 2^31 - 1, also in the middle of a batch', () => {
  expect(nextSequence(2 ** 31 - 2, 1)).toBe(2 ** 31 - 1);
  expect(nextSequence(2 ** 31 - 1, 1)).toBe(0);
  expect(nextSequence(2 ** 31 - 3, 10)).toBe(7);
});
