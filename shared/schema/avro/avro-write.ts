/** Writes a value in one version. avsc checks while it writes; only a value that fails is looked at again, for the path. */
import type { Type } from 'avsc/lib/types.js';
import utils from 'avsc/lib/utils.js';
import type { Write } from '../contract.ts';
import { SchemaError } from '../schema-error.ts';

/** Most values fit: one allocation each, of the right size. */
const scratch = new utils.Tap(Buffer.allocUnsafeSlow(64 * 1024));

export function avroWrite<V>(type: Type): Write<V> {
  return (value, room) => {
    scratch.pos = room;
    try {
      type._write(scratch, value);
    } catch (thrown) {
      throw mismatch(type, value, thrown);
    }
    const size = scratch.pos;
    const bytes = Buffer.allocUnsafe(size);
    if (size <= scratch.buf.length) scratch.buf.copy(bytes, room, room, size);
    else type._write(new utils.Tap(bytes, room), value);
    return bytes;
  };
}

function mismatch(type: Type, value: unknown, thrown: unknown): SchemaError {
  if (thrown instanceof SchemaError) return thrown;
  const found: string[] = [];
  try {
    type.isValid(value, {
      errorHook: (path, given, expected) => {
        if (found.length < 5)
          found.push(`${path.join('.') || 'value'}: ${kind(given)}; allowed: ${allowed(expected)}`);
      },
    });
  } catch {
    // A value that cannot be looked at (a getter that throws): what is known is said below.
  }
  const message = found.length > 0 ? found.join('; ') : `the value does not fit ${allowed(type)}`;
  return new SchemaError('value-schema', message, { cause: thrown });
}

function kind(given: unknown): string {
  if (given === null) return 'null';
  if (Array.isArray(given)) return 'an array';
  return typeof given === 'number' ? 'a number that does not fit' : `of type ${typeof given}`;
}

function allowed(type: Type): string {
  const inner = type as Type & { readonly types?: readonly Type[]; readonly symbols?: readonly string[] };
  if (inner.types !== undefined) return inner.types.map(allowed).join(', ');
  if (inner.symbols !== undefined) return inner.symbols.join(', ');
  return type.name === undefined ? type.typeName : `${type.typeName} ${type.name}`;
}
