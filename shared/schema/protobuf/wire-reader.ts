/**
 * Protobuf's wire format from bytes of anyone: nothing is read past `end`, and what a field cannot hold is refused where
 * other readers cut it off.
 *   varints    at most ten bytes, 64 bits; an int32 that has more than 32 is no int32
 *   64 bits    as numbers, so up to ±(2^53 − 1)
 *   strings    UTF-8; bytes are copied
 *   unknown    fields are skipped, groups with their end
 */
import { utf8Text } from '../../utf8-text.ts';
import { Misfit } from './misfit.ts';

/** Java's and C++'s readers go no deeper. */
export const MOST_DEEP = 100;

/** Messages that take no bytes but for their length: each of two bytes would become an object. */
const MOST_EMPTY = 65_536;

const TWO_32 = 4_294_967_296;

export class WireReader {
  bytes: Buffer = Buffer.alloc(0);
  pos = 0;
  end = 0;
  #high = 0;
  #empty = 0;

  start(bytes: Buffer, from: number, to: number): void {
    this.bytes = bytes;
    this.pos = from;
    this.end = to;
    this.#empty = 0;
  }

  /** A field's number and wire type. */
  tag(): number {
    // Most have one byte, and eight or more: a field's number.
    const byte = this.pos < this.end ? (this.bytes[this.pos] as number) : 0;
    if (byte > 7 && byte < 0x80) {
      this.pos += 1;
      return byte;
    }
    const tag = this.#low();
    if (this.#high !== 0 || tag >>> 3 === 0) throw new Misfit('a tag that names no field');
    return tag;
  }

  /** Moves `end` to that of what is delimited by its length; answers where it was, for `leave`. */
  enter(): number {
    const outer = this.end;
    const size = this.#size();
    if (size === 0) {
      this.#empty += 1;
      if (this.#empty > MOST_EMPTY) throw new Misfit(`more than ${MOST_EMPTY} empty messages`);
    }
    this.end = this.pos + size;
    return outer;
  }

  leave(outer: number): void {
    this.end = outer;
  }

  int32(): number {
    const low = this.#low() | 0;
    // Negative ones are written as 64 bits.
    if (this.#high !== (low < 0 ? 0xffff_ffff : 0)) throw wide('int32');
    return low;
  }

  uint32(): number {
    const low = this.#low();
    if (this.#high !== 0) throw wide('uint32');
    return low;
  }

  sint32(): number {
    const low = this.uint32();
    return (low >>> 1) ^ -(low & 1);
  }

  int64(): number {
    const low = this.#low();
    return safe((this.#high | 0) * TWO_32 + low);
  }

  uint64(): number {
    const low = this.#low();
    return safe(this.#high * TWO_32 + low);
  }

  sint64(): number {
    const low = this.#low();
    const half = (this.#high >>> 1) * TWO_32 + (((low >>> 1) | (this.#high << 31)) >>> 0);
    return safe((low & 1) === 0 ? half : -half - 1);
  }

  bool(): boolean {
    return this.#low() !== 0 || this.#high !== 0;
  }

  fixed32(): number {
    return this.bytes.readUInt32LE(this.#skip(4));
  }

  sfixed32(): number {
    return this.bytes.readInt32LE(this.#skip(4));
  }

  fixed64(): number {
    const at = this.#skip(8);
    return safe(this.bytes.readUInt32LE(at + 4) * TWO_32 + this.bytes.readUInt32LE(at));
  }

  sfixed64(): number {
    const at = this.#skip(8);
    return safe(this.bytes.readInt32LE(at + 4) * TWO_32 + this.bytes.readUInt32LE(at));
  }

  float(): number {
    return this.bytes.readFloatLE(this.#skip(4));
  }

  double(): number {
    return this.bytes.readDoubleLE(this.#skip(8));
  }

  string(): string {
    const size = this.#size();
    const from = this.pos;
    const to = from + size;
    this.pos = to;
    const text = utf8Text(this.bytes, from, to);
    if (text === undefined) throw new Misfit('a string that is not UTF-8');
    return text;
  }

  buffer(): Buffer {
    const size = this.#size();
    const from = this.#skip(size);
    return Buffer.from(this.bytes.subarray(from, this.pos));
  }

  /** What follows the tag of a field that nobody asked for. */
  skip(tag: number, depth: number): void {
    switch (tag & 7) {
      case 0:
        this.#low();
        return;
      case 1:
        this.#skip(8);
        return;
      case 2:
        this.#skip(this.#size());
        return;
      case 3:
        this.#skipGroup(tag, depth + 1);
        return;
      case 5:
        this.#skip(4);
        return;
      default:
        throw new Misfit(`wire type ${tag & 7} where a field begins; allowed: 0, 1, 2, 3, 5`);
    }
  }

  #skipGroup(start: number, depth: number): void {
    if (depth > MOST_DEEP) throw tooDeep();
    for (let tag = this.tag(); tag !== start + 1; tag = this.tag()) this.skip(tag, depth);
  }

  #size(): number {
    const size = this.#low();
    if (this.#high !== 0 || size > this.end - this.pos) throw truncated();
    return size;
  }

  /** Answers where it was. */
  #skip(size: number): number {
    const from = this.pos;
    if (size > this.end - from) throw truncated();
    this.pos = from + size;
    return from;
  }

  /** The low 32 bits of a varint; the others are in `#high`. */
  #low(): number {
    const { bytes, end } = this;
    let at = this.pos;
    let low = 0;
    this.#high = 0;
    // Most have one byte.
    if (at < end && (bytes[at] as number) < 0x80) {
      this.pos = at + 1;
      return bytes[at] as number;
    }
    for (let shift = 0; shift < 28; shift += 7) {
      if (at >= end) throw truncated();
      const byte = bytes[at++] as number;
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.pos = at;
        return low;
      }
    }
    return this.#longer(at, low);
  }

  /** From the fifth byte on, which has bits of both halves. */
  #longer(from: number, firstBits: number): number {
    const { bytes, end } = this;
    let at = from;
    if (at >= end) throw truncated();
    let byte = bytes[at++] as number;
    const low = (firstBits | (byte << 28)) >>> 0;
    let high = (byte & 0x7f) >>> 4;
    for (let shift = 3; byte >= 0x80; shift += 7) {
      if (at >= end) throw truncated();
      byte = bytes[at++] as number;
      // The tenth byte holds the last bit.
      if (shift === 31 && byte > 1) throw new Misfit('a varint of more than 64 bits');
      high |= (byte & 0x7f) << shift;
    }
    this.pos = at;
    this.#high = high >>> 0;
    return low;
  }
}

export const tooDeep = (): Misfit =>
  new Misfit(`messages within messages, more than ${MOST_DEEP}`, 'value-too-deep');

const truncated = (): Misfit => new Misfit('it goes on after its last byte', 'value-truncated');

const wide = (type: string): Misfit => new Misfit(`a number of more than 32 bits; allowed: ${type}`);

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new Misfit('a number beyond ±(2^53 − 1)');
  return value;
}
