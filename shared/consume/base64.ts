/**
 * Lambda's base64, strictly. Node's decoder skips what is no base64 and stops at a stray `=`: a record would change on
 * its way without a word. Here that is a fault of the event, so the record is handed back and nothing is lost.
 */
import { utf8Text } from '../utf8-text.ts';
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
export const textOf = (base64: string): string | undefined => utf8(passingBytesOf(base64), sizeOf(base64));

export const utf8 = (bytes: Buffer, size: number = bytes.length): string | undefined =>
  utf8Text(bytes, 0, size);

/** Bytes that it stands for; no whole number if it is not padded as it should be. */
export function sizeOf(base64: string): number {
  const { length } = base64;
  const padding = base64[length - 1] !== '=' ? 0 : base64[length - 2] === '=' ? 2 : 1;
  return (length / 4) * 3 - padding;
}

const notBase64 = (base64: string): EventError =>
  new EventError(`a key or value of ${base64.length} characters is not base64`);
