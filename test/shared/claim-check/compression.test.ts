import { randomBytes } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { compressed, decompressed, largestCompressed } from '../../../shared/claim-check/compression.ts';

test.each([0, 1, 1_000, 5_000_000])('%i random bytes grow to no more than the bound', async (size) => {
  const body = await compressed(randomBytes(size));
  expect(body.length).toBeLessThanOrEqual(largestCompressed(size));
});

describe.each([
  ['gzip', gzipSync],
  ['zstd', zstdCompressSync],
] as const)('%s', (how, compress) => {
  test.each([0, 1, 100_000])('unfolds to exactly as many bytes as are allowed: %i', async (size) => {
    const bytes = randomBytes(size);
    expect(await decompressed(compress(bytes), how, size)).toEqual(bytes);
  });

  test('stops instead of making more', async () => {
    const bomb = compress(Buffer.alloc(50_000_000));
    await expect(decompressed(bomb, how, 1_000)).rejects.toMatchObject({ code: 'ERR_BUFFER_TOO_LARGE' });
  });

  test('refuses a part of the whole', async () => {
    const body = compress(Buffer.from('some bytes'));
    await expect(decompressed(body.subarray(0, -4), how, 1_000)).rejects.toThrow();
  });
});
