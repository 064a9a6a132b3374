/** Reads what one version wrote into the reader's shape: the whole of it, within its bytes. */
import type { Type } from 'avsc/lib/types.js';
import utils from 'avsc/lib/utils.js';
import type { Read } from '../contract.ts';
import { SchemaError } from '../schema-error.ts';

export function avroRead<V>(reader: Type, writer: Type): Read<V> {
  let resolver: ReturnType<Type['createResolver']>;
  try {
    resolver = reader.createResolver(writer);
  } catch (cause) {
    throw new SchemaError(
      'schema-unreadable',
      `what ${writer.name ?? 'it'} wrote cannot be read: ${text(cause)}`,
      {
        cause,
      },
    );
  }
  // Never read by two at a time: reading is synchronous, and a value holds nothing of it.
  const tap = new utils.Tap(Buffer.alloc(0));
  return (bytes, from, to) => {
    tap.buf = bytes.length === to ? bytes : bytes.subarray(0, to);
    tap.pos = from;
    let value: unknown;
    try {
      value = resolver._read(tap);
    } catch (thrown) {
      throw refusal(thrown, tap.pos > to, to - from);
    }
    if (!(tap.pos <= to)) throw truncated(to - from);
    if (tap.pos < to) {
      const message = `${to - tap.pos} of ${to - from} bytes are left after the value`;
      throw new SchemaError('value-trailing', message);
    }
    return value as V;
  };
}

/** avsc's messages may quote what was read. */
function refusal(thrown: unknown, past: boolean, size: number): SchemaError {
  if (thrown instanceof SchemaError) return thrown;
  if (past) return truncated(size);
  if (thrown instanceof RangeError) {
    return new SchemaError('value-too-deep', `records within records, too deep to read (${size} bytes)`);
  }
  return new SchemaError('value-schema', `the ${size} bytes do not fit the schema they name`);
}

const truncated = (size: number): SchemaError =>
  new SchemaError('value-truncated', `the value goes on after its ${size} bytes`);

const text = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
