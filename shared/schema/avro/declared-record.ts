/**
 * Records that refuse a field they do not have, which avsc leaves out without a word: a misspelt optional field would be
 * lost. When an older version is written, the fields that came later are known and left out.
 */
import types, { type AvroSchema, type RecordType, type TypeOptions } from 'avsc/lib/types.js';
import type { Tap } from 'avsc/lib/utils.js';
import { SchemaError } from '../schema-error.ts';

/** Full name of a record → its fields' names. */
export type DeclaredFields = ReadonlyMap<string, ReadonlySet<string>>;

export function declaredRecord(
  later: DeclaredFields,
): new (
  schema: AvroSchema,
  options: TypeOptions,
) => RecordType {
  return class DeclaredRecord extends types.builtins.RecordType {
    override _createWriter(): (tap: Tap, value: unknown) => void {
      const write = super._createWriter();
      const known = new Set(this.fields.map(({ name }) => name));
      for (const name of later.get(this.name ?? '') ?? []) known.add(name);
      const type = this.name;
      return (tap, value) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) {
          throw new TypeError('not a record');
        }
        for (const name in value) {
          if (!known.has(name)) {
            throw new SchemaError(
              'value-schema',
              `record ${type} has no field '${name}'; it has ${[...known].join(', ')}`,
            );
          }
        }
        write(tap, value);
      };
    }
  };
}
