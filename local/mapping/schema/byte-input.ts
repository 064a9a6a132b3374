/** Reads Avro's primitives from bytes of anyone's making: never past the end, never more than one value has. */
import { isUtf8 } from 'node:buffer';
import { undecodable } from './undecodable.ts';

const LONGEST_VARINT = 10;

export class ByteInput {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(count: number): Buffer {
    if (!(count >= 0 && count <= this.left)) {
      throw undecodable(`${count} bytes are due and ${this.left} are left`);
    }
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw undecodable('it ends within a value');
    this.#at += 1;
    return byte;
  }

  /** Zig-zag varint of 64 bits; a bigint beyond what a number holds exactly. */
  long(): number | bigint {
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (low >>> 1) ^ -(low & 1);
    }
    let value = BigInt(low);
    for (let index = 4; ; index += 1) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << BigInt(7 * index);
      if (index === LONGEST_VARINT - 1 && byte > 1) throw undecodable('a number has more than 64 bits');
      if (byte < 0x80) break;
    }
    const signed = (value >> 1n) ^ -(value & 1n);
    const number = Number(signed);
    return Number.isSafeInteger(number) ? number : signed;
  }

  int(): number {
    const value = this.long();
    if (typeof value === 'number' && value === (value | 0)) return value;
    throw undecodable('an int has more than 32 bits');
  }

  /** A number of bytes or items, or an index. */
  size(): number {
    return Number(this.long());
  }

  text(): string {
    const bytes = this.take(this.size());
    if (!isUtf8(bytes)) throw undecodable('a text is not UTF-8');
    return bytes.toString('utf8');
  }
}
