/** JSON text in the making, as bytes. It ends at a size: few bytes of a record can stand for very much text. */
import { Undecodable } from './undecodable.ts';

/** More than five events could carry; a value this large is only looked at where it is sent in another form. */
const MOST = 32 * 1024 * 1024;
const PIECE = 8192;

export class JsonText {
  #bytes = Buffer.allocUnsafe(1024);
  #size = 0;
  #piece = '';

  add(text: string): void {
    this.#piece += text;
    if (this.#piece.length > PIECE) this.#flush();
  }

  done(): Buffer {
    this.#flush();
    return this.#bytes.subarray(0, this.#size);
  }

  #flush(): void {
    const size = this.#size + Buffer.byteLength(this.#piece);
    if (size > MOST)
      throw new Undecodable('MaximumPayloadSizeExceeded', `as JSON it has more than ${MOST} bytes`);
    if (size > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(size, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, this.#size);
      this.#bytes = larger;
    }
    this.#bytes.write(this.#piece, this.#size);
    this.#size = size;
    this.#piece = '';
  }
}
