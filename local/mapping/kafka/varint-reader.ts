/** Kafka's zigzag varints over a buffer. Values beyond 2^53 would lose bits; no timestamp or length gets there. */
export class VarintReader {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Up to 32 bits. */
  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#next();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
    }
    throw new Error(`a varint at byte ${this.at} is longer than 5 bytes`);
  }

  /** Up to 64 bits. */
  varlong(): number {
    let value = 0;
    let factor = 1;
    for (let length = 0; length < 10; length += 1) {
      const byte = this.#next();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      factor *= 128;
    }
    throw new Error(`a varlong at byte ${this.at} is longer than 10 bytes`);
  }

  /** Null where the length is -1. */
  bytes(): Buffer | null {
    const length = this.varint();
    if (length < 0) return null;
    const end = this.at + length;
    if (end > this.#bytes.length) throw new Error(`${length} bytes at ${this.at} reach beyond the batch`);
    const bytes = this.#bytes.subarray(this.at, end);
    this.at = end;
    return bytes;
  }

  #next(): number {
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw new Error('the batch ends within a record');
    this.at += 1;
    return byte;
  }
}
