/**
 * JSON text as `JSON.parse` takes it, but for what it would change: bytes that are not UTF-8, and integers that a number
 * does not hold. Throws a SchemaError.
 */
import { utf8Text } from '../../utf8-text.ts';
import { SchemaError } from '../schema-error.ts';

/** Of 2^53. */
const DIGITS = 16;
const INTEGER = /^-?[0-9]+$/;

/** The third is in V8 and not yet in the types. */
type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;

export function parseJson(bytes: Buffer, from: number, to: number): unknown {
  const text = utf8Text(bytes, from, to);
  if (text === undefined) {
    throw new SchemaError('value-schema', `the ${to - from} bytes are not UTF-8`);
  }
  try {
    return hasLongNumber(bytes, from, to)
      ? JSON.parse(text, exact as Parameters<typeof JSON.parse>[1])
      : JSON.parse(text);
  } catch (thrown) {
    // What JSON.parse says quotes the text.
    if (thrown instanceof SchemaError) throw thrown;
    throw thrown instanceof RangeError
      ? new SchemaError('value-too-deep', `JSON too deep to read (${to - from} bytes)`)
      : new SchemaError('value-schema', `the ${to - from} bytes are not JSON`);
  }
}

/** Looks at one byte in sixteen: a run of so many digits has one of them. */
function hasLongNumber(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from + DIGITS - 1; at < to; at += DIGITS) {
    if (!isDigit(bytes[at])) continue;
    let first = at;
    while (first > from && isDigit(bytes[first - 1])) first -= 1;
    let end = at + 1;
    while (end < to && end - first < DIGITS && isDigit(bytes[end])) end += 1;
    if (end - first >= DIGITS) return true;
  }
  return false;
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

const exact: Reviver = (_, value, { source }) => {
  if (typeof value === 'number' && source !== undefined && INTEGER.test(source) && String(value) !== source) {
    throw new SchemaError('value-schema', 'an integer of more digits than a number holds');
  }
  return value;
};
