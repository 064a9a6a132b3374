/**
 * Lambda's base64, strictly. Node's decoder skips what is no base64 and stops at a stray `=`: a record would change on
 * its way without a word. Here that is a fault of the event, so the record is handed back and nothing is lost.
 */
import { isUtf8 } from 'node:buffer';
import { EventError } from './event-error.ts';

/** Most values fit: no allocation for their bytes. Used within one synchronous call only. */
const scratch = Buffer.allocUnsafeSlow(64 * 1024);

export function bytesOf(base64: string): Buffer {
  const size = sizeOf(base64);
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== size) throw notBase64(base64);
  return bytes;
}

/** The same, good until the next call; may be longer than what it stands for, which is `sizeOf`. */
export function passingBytesOf(base64: string): Buffer {
  const size = sizeOf(base64);
  if (size > scratch.length) return bytesOf(base64);
  if (scratch.write(base64, 0, 'base64') !== size) throw notBase64(base64);
  return scratch;
}

/** The UTF-8 text behind it; undefined if the bytes are no UTF-8. */
export function textOf(base64: string): string | undefined {
  const size = sizeOf(base64);
  if (size > scratch.length) return utf8(bytesOf(base64), size);
  if (scratch.write(base64, 0, 'base64') !== size) throw notBase64(base64);
  return utf8(scratch, size);
}

export function utf8(bytes: Buffer, size: number = bytes.length): string | undefined {
  const text = bytes.toString('utf8', 0, size);
  // What is no UTF-8 becomes U+FFFD, and so does U+FFFD itself. A search costs less than a second look at the bytes.
  return text.includes('\uFFFD') && !isUtf8(bytes.subarray(0, size)) ? undefined : text;
}

/** Bytes that it stands for; no whole number if it is not padded as it should be. */
export function sizeOf(base64: string): number {
  const { length } = base64;
  const padding = base64[length - 1] !== '=' ? 0 : base64[length - 2] === '=' ? 2 : 1;
  return (length / 4) * 3 - padding;
}

const notBase64 = (base64: string): EventError =>
  new EventError(`a key or value of ${base64.length} characters is not base64`);
