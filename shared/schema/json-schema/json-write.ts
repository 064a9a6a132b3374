/** Writes what is valid. An older version is written from a copy, without the properties that it is closed to. */
import type { Write } from '../contract.ts';
import { SchemaError } from '../schema-error.ts';
import { adaptTo } from './adapt.ts';
import type { CompiledVersion } from './compiled-version.ts';
import { notJson } from './plain-json.ts';

/** `older`: what is written instead of the newest. */
export function jsonWrite<V>(newest: CompiledVersion, older?: CompiledVersion): Write<V> {
  const leaveOut = older && adaptTo(older.schema, { drop: true, fill: false });
  return (value, room) => {
    const fault = notJson(value);
    if (fault !== undefined) {
      throw new SchemaError('value-schema', `${newest.pathOf(fault.steps, value)}: ${fault.rule}`);
    }
    // Of what no version has, a closed schema says so: it is not left out for being unknown to the older one.
    newest.validate(value, 'written');
    let written: unknown = value;
    if (older !== undefined && leaveOut !== undefined) {
      written = structuredClone(value);
      leaveOut(written);
      older.validate(written, 'written');
    }
    const text = JSON.stringify(written);
    const bytes = Buffer.allocUnsafe(room + Buffer.byteLength(text));
    bytes.write(text, room);
    return bytes;
  };
}
