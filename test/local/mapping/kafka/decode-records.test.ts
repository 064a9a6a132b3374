import { crc32c, createRecordsBatch, type MessageRecord } from '@platformatic/kafka';
import { describe, expect, test } from 'vitest';
import { decodeRecords } from '../../../../local/mapping/kafka/decode-records.ts';

interface BatchOptions {
  readonly compression?: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';
  readonly producerId?: bigint;
  /** Set beside those the writer sets. */
  readonly attributes?: number;
}

const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
const LOG_APPEND_TIME = 0x08;

/** As the broker keeps it: with its offset, attributes and a checksum that fits. */
function batch(
  offset: number,
  values: readonly (string | Partial<MessageRecord>)[],
  options: BatchOptions = {},
) {
  const messages = values.map((value) => ({
    topic: 't',
    timestamp: 1_700_000_000_000n,
    ...(typeof value === 'string' ? { value: Buffer.from(value) } : value),
  })) as MessageRecord[];
  const { compression = 'none', producerId = -1n } = options;
  const bytes = Buffer.from(createRecordsBatch(messages, { compression, producerId }).buffer);
  bytes.writeBigInt64BE(BigInt(offset), 0);
  bytes.writeInt16BE(bytes.readInt16BE(21) | (options.attributes ?? 0), 21);
  bytes.writeUInt32BE(crc32c(bytes.subarray(21)), 17);
  return bytes;
}

/** The end of a transaction: a record nobody reads. */
const marker = (offset: number, producerId: bigint) =>
  batch(offset, [{ key: Buffer.from([0, 0, 0, 0]), value: Buffer.alloc(6) }], {
    producerId,
    attributes: TRANSACTIONAL | CONTROL,
  });

const values = (bytes: Buffer, from = 0, aborted: Parameters<typeof decodeRecords>[2] = []) => {
  const { records, next } = decodeRecords(bytes, from, aborted);
  return [records.map((each) => `${each.offset}:${each.value}`), next];
};

describe('record sets', () => {
  test('a record comes with its offset, times, key, value and headers', () => {
    const headers = new Map([
      [Buffer.from('a'), Buffer.from('1')],
      [Buffer.from('b'), Buffer.alloc(0)],
    ]);
    const set = batch(40, [
      { key: Buffer.from('k'), value: Buffer.from('v'), headers },
      { timestamp: 1_700_000_123_456n },
    ]);
    expect(decodeRecords(set, 40, [])).toEqual({
      records: [
        {
          offset: 40,
          timestamp: 1_700_000_000_000,
          timestampType: 'CREATE_TIME',
          key: Buffer.from('k'),
          value: Buffer.from('v'),
          headers: [...headers],
        },
        {
          offset: 41,
          timestamp: 1_700_000_123_456,
          timestampType: 'CREATE_TIME',
          key: null,
          value: null,
          headers: [],
        },
      ],
      next: 42,
    });
  });

  test.each(['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const)('%s is read', (compression) => {
    const texts = Array.from({ length: 500 }, (_, index) => `${index} ${'pad'.repeat(index)}`);
    const [read, next] = values(batch(0, texts, { compression }));
    expect(read).toEqual(texts.map((text, index) => `${index}:${text}`));
    expect(next).toBe(500);
  });

  test('what lies before the offset asked for is left out, also inside a batch', () => {
    const set = Buffer.concat([batch(0, ['a', 'b']), batch(2, ['c', 'd', 'e'])]);
    expect(values(set, 3)).toEqual([['3:d', '4:e'], 5]);
  });

  test('a batch that is not there in full is left for the next fetch', () => {
    const set = Buffer.concat([batch(0, ['a']), batch(1, ['b', 'c'])]);
    for (let cut = 1; cut < batch(1, ['b', 'c']).length; cut += 1) {
      expect(values(set.subarray(0, set.length - cut))).toEqual([['0:a'], 1]);
    }
    expect(values(Buffer.alloc(0), 7)).toEqual([[], 7]);
  });

  test('the time of appending counts for all records of a batch where the topic says so', () => {
    const set = batch(0, [{ timestamp: 5n }, { timestamp: 9n }], { attributes: LOG_APPEND_TIME });
    expect(decodeRecords(set, 0, []).records).toMatchObject([
      { timestamp: 9, timestampType: 'LOG_APPEND_TIME' },
      { timestamp: 9, timestampType: 'LOG_APPEND_TIME' },
    ]);
  });

  test('a flipped bit is found, not delivered', () => {
    const set = batch(0, ['a', 'b']);
    set[set.length - 2]! ^= 1;
    expect(() => decodeRecords(set, 0, [])).toThrow(/offset 0 is corrupt/);
  });
});

describe('transactions', () => {
  const tx = (offset: number, texts: readonly string[], producerId: bigint) =>
    batch(offset, texts, { producerId, attributes: TRANSACTIONAL });

  test('a marker is no record, and its offset is passed', () => {
    const set = Buffer.concat([tx(0, ['a'], 7n), marker(1, 7n), batch(2, ['b'])]);
    expect(values(set)).toEqual([['0:a', '2:b'], 3]);
    expect(values(Buffer.concat([marker(5, 7n)]), 5)).toEqual([[], 6]);
  });

  test('an aborted transaction is left out, one of the same producer after it is not', () => {
    const set = Buffer.concat([
      tx(0, ['a'], 7n),
      tx(1, ['other'], 8n),
      marker(2, 7n),
      tx(3, ['b'], 7n),
      marker(4, 7n),
      batch(5, ['plain']),
    ]);
    expect(values(set, 0, [{ producerId: 7n, firstOffset: 0 }])).toEqual([['1:other', '3:b', '5:plain'], 6]);
  });

  test('two aborted in a row, listed in the order of their markers, are both left out', () => {
    const set = Buffer.concat([
      tx(0, ['a'], 7n),
      tx(1, ['b'], 8n),
      marker(2, 8n),
      tx(3, ['c'], 8n),
      marker(4, 8n),
      marker(5, 7n),
    ]);
    const aborted = [
      { producerId: 8n, firstOffset: 1 },
      { producerId: 8n, firstOffset: 3 },
      { producerId: 7n, firstOffset: 0 },
    ];
    expect(values(set, 0, aborted)).toEqual([[], 6]);
  });

  test('reading on inside an aborted transaction leaves its rest out', () => {
    const set = Buffer.concat([tx(4, ['rest'], 7n), marker(5, 7n)]);
    expect(values(set, 4, [{ producerId: 7n, firstOffset: 0 }])).toEqual([[], 6]);
  });
});
