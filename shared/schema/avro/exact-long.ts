/**
 * Longs up to ±(2^53 − 1), which is what a number holds; others are refused on both sides. avsc's arithmetic is exact up to
 * 2^52: below −2^52 it writes and reads another number without a word.
 */
import types from 'avsc/lib/types.js';
import type { Tap } from 'avsc/lib/utils.js';
import { SchemaError } from '../schema-error.ts';

const { LongType } = types.builtins;

/** Half of what avsc is exact for: what it reads wrongly is never below. */
const EXACT = 2 ** 51;
/** Of a varint of 64 bits. */
const MOST_BYTES = 10;

export class ExactLong extends LongType {
  override _read(tap: Tap): number {
    const from = tap.pos;
    const value = tap.readLong();
    return Math.abs(value) < EXACT ? value : readExactly(tap, from);
  }

  override _write(tap: Tap, value: unknown): void {
    if (typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) >= EXACT) {
      writeExactly(tap, BigInt(value));
    } else {
      super._write(tap, value);
    }
  }
}

function readExactly(tap: Tap, from: number): number {
  let zigzag = 0n;
  for (let index = 0; index < MOST_BYTES; index += 1) {
    const byte = tap.buf[from + index];
    // The end of the bytes, which whoever reads on finds out.
    if (byte === undefined) return 0;
    zigzag |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) {
      const value = Number((zigzag >> 1n) ^ -(zigzag & 1n));
      if (Number.isSafeInteger(value)) return value;
      break;
    }
  }
  throw new SchemaError('value-schema', 'a long beyond ±(2^53 − 1), which a number cannot hold');
}

function writeExactly(tap: Tap, value: bigint): void {
  let zigzag = value >= 0n ? value << 1n : (-value << 1n) - 1n;
  for (; zigzag > 127n; zigzag >>= 7n) tap.buf[tap.pos++] = Number(zigzag & 0x7fn) | 0x80;
  tap.buf[tap.pos++] = Number(zigzag);
}
