/**
 * Headers of a record in Lambda's event: a list of objects with one name (or several), each with a list of bytes that
 * are possibly signed (-61 is 0xC3; Buffer.from masks them). Names may repeat; the last one counts. No list, an empty
 * one and null are all "no headers"; a header without a value is an empty one.
 */
import type { Header } from '../produce/record.ts';
import type { LambdaRecord } from './event.ts';
import { EventError } from './event-error.ts';

/** All of them, in order. Throws an EventError rather than change one. */
export function headersOf({ headers }: LambdaRecord): Header[] {
  const all: Header[] = [];
  for (const header of headers ?? []) {
    for (const [name, value] of Object.entries(header ?? {})) {
      const bytes = bytesOf(value);
      if (bytes === undefined) throw new EventError('a header is neither a list of bytes nor null');
      all.push([name, bytes]);
    }
  }
  return all;
}

/** Undefined if there is none that can be read. */
export function headerOf({ headers }: LambdaRecord, name: string): Buffer | undefined {
  if (!headers) return undefined;
  for (let index = headers.length - 1; index >= 0; index -= 1) {
    const header = headers[index];
    if (header && Object.hasOwn(header, name)) return bytesOf(header[name]);
  }
  return undefined;
}

function bytesOf(value: unknown): Buffer | undefined {
  if (value === null || value === undefined) return Buffer.alloc(0);
  if (!Array.isArray(value) || !value.every((each) => Number.isInteger(each) && each >= -128 && each <= 255))
    return undefined;
  return Buffer.from(value);
}
