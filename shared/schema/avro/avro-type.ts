/** From a definition to avsc's type, with bounds and checks of our own in it. */
import types, { type AvroSchema, type RecordType, type Type, type TypeOptions } from 'avsc/lib/types.js';
import { BoundedArray, BoundedMap, StrictString } from './bounded-types.ts';
import { type DeclaredFields, declaredRecord } from './declared-record.ts';
import { ExactLong } from './exact-long.ts';

const NONE: DeclaredFields = new Map();

/** Throws what avsc throws for what is no Avro schema. */
export function avroType(definition: string, later: DeclaredFields = NONE): Type {
  const DeclaredRecord = declaredRecord(later);
  const own = (schema: AvroSchema, options: TypeOptions): Type | undefined => {
    if (typeof schema === 'string') {
      // A name that is declared already is avsc's to find.
      if (schema === 'string') return new StrictString({ type: 'string' }, options);
      return schema === 'long' ? new ExactLong({ type: 'long' }, options) : undefined;
    }
    if (Array.isArray(schema)) return undefined;
    switch ((schema as { readonly type: AvroSchema }).type) {
      case 'array':
        return new BoundedArray(schema, options);
      case 'map':
        return new BoundedMap(schema, options);
      case 'string':
        return new StrictString(schema, options);
      case 'long':
        return new ExactLong(schema, options);
      case 'record':
        return new DeclaredRecord(schema, options);
      default:
        return undefined;
    }
  };
  return types.Type.forSchema(JSON.parse(definition), { typeHook: own, omitRecordMethods: true });
}

/** Of every record in the type. */
export function declaredFields(type: Type, found = new Map<string, Set<string>>()): DeclaredFields {
  const inner = type as Type & {
    readonly itemsType?: Type;
    readonly valuesType?: Type;
    readonly types?: readonly Type[];
  };
  if (type.typeName === 'record' && type.name !== undefined && !found.has(type.name)) {
    const { fields } = type as RecordType;
    found.set(type.name, new Set(fields.map(({ name }) => name)));
    for (const field of fields) declaredFields(field.type, found);
  }
  for (const each of [inner.itemsType, inner.valuesType, ...(inner.types ?? [])]) {
    if (each !== undefined) declaredFields(each, found);
  }
  return found;
}
