/**
 * Compression of stored objects, off the main thread.
 *
 * Always zstd, also where it saves nothing: whoever finds an object under its hash has to say how it is compressed,
 * and must not have to guess what another version of the library thought worth it.
 */
import { promisify } from 'node:util';
import { gunzip, zstdCompress, zstdDecompress } from 'node:zlib';
import type { Compression } from './claim.ts';

export const COMPRESSED: Compression = 'zstd';

const compress = promisify(zstdCompress);
const DECOMPRESS = { gzip: promisify(gunzip), zstd: promisify(zstdDecompress) };
/** zlib's own 16 KB make 2 MB ten times slower. It takes none under 64. */
const chunkSize = (bytes: number): number => Math.min(Math.max(bytes, 64), 1024 * 1024);

export const compressed = (bytes: Buffer): Promise<Buffer> =>
  compress(bytes, { chunkSize: chunkSize(bytes.length) });

/** Rejects instead of making more than `maxBytes`. */
export async function decompressed(body: Buffer, how: Compression, maxBytes: number): Promise<Buffer> {
  if (how === 'none') return body;
  // zlib takes no limit of 0 either.
  const limits = { maxOutputLength: Math.max(1, maxBytes), chunkSize: chunkSize(maxBytes) };
  return DECOMPRESS[how](body, limits);
}

/** The most that bytes nothing can be done about grow to: zstd's bound; gzip's is below it. */
export const largestCompressed = (bytes: number): number => bytes + Math.ceil(bytes / 256) + 1024;
