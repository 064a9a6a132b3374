import { describe, expect, test } from 'vitest';
import { claimKey, decodeClaim, encodeClaim } from '../../../shared/claim-check/claim.ts';
import type { Header } from '../../../shared/produce/record.ts';

const HASH = 'ab'.repeat(32);
const CLAIM = {
  key: `orders.events.v1/2026-01-31/${HASH}`,
  sha256: HASH,
  compression: 'zstd',
  size: 2_000_000,
} as const;
const { value, headers } = encodeClaim('claims', CLAIM);
const pointer = (text: string) => () => decodeClaim('claims', Buffer.from(text), headers);
const withHeader = (name: string, bytes: Buffer): Header[] => [
  ...headers.filter(([each]) => each !== name),
  [name, bytes],
];
const SIZE = 'x-claim-check-size';
const COMPRESSION = '__large.message.backed.compression';

test('a claim is written as a pointer and three headers', () => {
  expect(value.toString()).toBe(`s3://claims/orders.events.v1/2026-01-31/${HASH}`);
  expect(headers).toEqual([
    ['__large.message.backed.value', Buffer.of(1)],
    ['__large.message.backed.compression', Buffer.of(4)],
    ['x-claim-check-size', Buffer.from('2000000')],
  ]);
  expect(decodeClaim('claims', value, headers)).toEqual(CLAIM);
});

test('a claim without the header of its compression is not compressed', () => {
  const rest = headers.filter(([name]) => name !== COMPRESSION);
  expect(decodeClaim('claims', value, rest).compression).toBe('none');
});

test('of repeated headers the last one counts', () => {
  const repeated: Header[] = [[SIZE, Buffer.from('7')], ...headers];
  expect(decodeClaim('claims', value, repeated).size).toBe(2_000_000);
});

describe('a pointer is refused for good', () => {
  test.each([
    ['that is empty', ''],
    ['that is some other value', '{"orderId":"1"}'],
    ['of another scheme', `https://claims/orders/2026-01-31/${HASH}`],
    ['without a key', 's3://claims/'],
    ['of another form, as other clients write it', 's3://claims/base/orders/values/4711'],
    ['whose topic goes up', `s3://claims/../2026-01-31/${HASH}`],
    ['whose topic is the folder itself', `s3://claims/./2026-01-31/${HASH}`],
    ['that goes up from a topic', `s3://claims/orders/../../2026-01-31/${HASH}`],
    ['whose topic is empty', `s3://claims//2026-01-31/${HASH}`],
    ['with an escaped slash', `s3://claims/a%2Fb/2026-01-31/${HASH}`],
    ['with a query', `s3://claims/orders/2026-01-31/${HASH}?versionId=1`],
    ['with a line after it', `s3://claims/orders/2026-01-31/${HASH}\n`],
    ['with a null byte', `s3://claims/ord\0ers/2026-01-31/${HASH}`],
    ['with letters beyond ASCII', `s3://claims/örders/2026-01-31/${HASH}`],
    ['whose hash is in upper case', `s3://claims/orders/2026-01-31/${HASH.toUpperCase()}`],
    ['whose hash is short', `s3://claims/orders/2026-01-31/${HASH.slice(1)}`],
    ['whose day is none', `s3://claims/orders/today/${HASH}`],
    ['whose topic is longer than a segment may be', `s3://claims/${'x'.repeat(201)}/2026-01-31/${HASH}`],
    ['of megabytes', `s3://claims/${'x'.repeat(2_000_000)}/2026-01-31/${HASH}`],
  ])('%s', (_what, text) => {
    expect(pointer(text)).toThrow(
      expect.objectContaining({ name: 'ClaimError', code: 'claim-malformed', retriable: false }),
    );
  });

  test.each([
    ['another', `s3://evil/orders/2026-01-31/${HASH}`],
    ['a longer one', `s3://claims-2/orders/2026-01-31/${HASH}`],
  ])('that leads to a bucket other than ours: %s', (_what, text) => {
    expect(pointer(text)).toThrow(
      expect.objectContaining({
        code: 'claim-foreign-bucket',
        retriable: false,
        message: 'the pointer leads to a bucket other than claims',
      }),
    );
  });

  test('and its message quotes nothing of the value', () => {
    expect(pointer('secret of a customer')).toThrow('the value (20 bytes) is no pointer to an object');
  });
});

describe('headers are refused for good', () => {
  test.each([
    ['a size that is missing', headers.filter(([name]) => name !== SIZE), 'claim-malformed'],
    ['a negative size', withHeader(SIZE, Buffer.from('-1')), 'claim-malformed'],
    ['a size with a fraction', withHeader(SIZE, Buffer.from('1.5')), 'claim-malformed'],
    ['a size in hexadecimal', withHeader(SIZE, Buffer.from('0x10')), 'claim-malformed'],
    ['an empty size', withHeader(SIZE, Buffer.alloc(0)), 'claim-malformed'],
    ['a size of sixteen digits', withHeader(SIZE, Buffer.from('9'.repeat(16))), 'claim-malformed'],
    ['snappy', withHeader(COMPRESSION, Buffer.of(2)), 'claim-compression'],
    ['lz4', withHeader(COMPRESSION, Buffer.of(3)), 'claim-compression'],
    ['an empty compression', withHeader(COMPRESSION, Buffer.alloc(0)), 'claim-compression'],
    ['a compression of two bytes', withHeader(COMPRESSION, Buffer.of(4, 4)), 'claim-compression'],
  ])('%s', (_what, given, code) => {
    expect(() => decodeClaim('claims', value, given)).toThrow(
      expect.objectContaining({ code, retriable: false }),
    );
  });
});

test('a topic that cannot be a segment of a key is refused', () => {
  expect(() => claimKey('x'.repeat(201), '2026-01-31', HASH)).toThrow(
    expect.objectContaining({ code: 'claim-malformed' }),
  );
});
