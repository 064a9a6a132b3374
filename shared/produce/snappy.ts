/**
 * Snappy as Java writes and every client reads it: xerial's stream, here with one block.
 *   0x82 'SNAPPY' 0x00 · version int32 1 · compatible int32 1 · (block length int32 · block)*
 */
import { SnappyCompressor } from 'snappyjs/snappy_compressor.js';

const MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
const SNAPPY_HEADER = MAGIC.length + 4;

export const snappyBound = (length: number): number => SNAPPY_HEADER + 32 + length + Math.ceil(length / 6);

/** Writes the compressed `input` into `out` at `at`; the number of bytes written. `out` has room for snappyBound(). */
export function compressInto(out: Buffer, at: number, input: Buffer): number {
  MAGIC.copy(out, at);
  const compressor = new SnappyCompressor(input);
  const length = compressor.compressToBuffer(out.subarray(at + SNAPPY_HEADER));
  out.writeInt32BE(length, at + MAGIC.length);
  return SNAPPY_HEADER + length;
}
