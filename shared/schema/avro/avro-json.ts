/**
 * From JSON that somebody else decoded (Lambda, for a mapping that decodes) to the value that reading the bytes would have
 * given: fields of the reader alone, defaults for those that are missing, bytes from their Latin-1 text. A union's value
 * may stand alone or, as Avro's own JSON has it, under its branch's name: which of the two Lambda writes is not documented.
 */
import type { ArrayType, MapType, RecordType, Type, UnionType } from 'avsc/lib/types.js';
import { SchemaError } from '../schema-error.ts';

export function avroFromJson(type: Type, json: unknown, path = 'value'): unknown {
  switch (type.typeName) {
    case 'record':
      return record(type as RecordType, json, path);
    case 'array':
      if (!Array.isArray(json)) throw misfit(path, 'an array');
      return json.map((each, index) =>
        avroFromJson((type as ArrayType).itemsType, each, `${path}[${index}]`),
      );
    case 'map':
      return map(type as MapType, json, path);
    case 'union:unwrapped':
    case 'union:wrapped':
      return union(type as UnionType, json, path);
    case 'bytes':
    case 'fixed':
      if (typeof json !== 'string') throw misfit(path, 'bytes as text');
      return checked(type, Buffer.from(json, 'latin1'), path);
    case 'float':
      // The bytes would have held no more of it.
      return typeof json === 'number' ? Math.fround(json) : checked(type, json, path);
    default:
      return checked(type, json, path);
  }
}

function record({ fields }: RecordType, json: unknown, path: string): unknown {
  if (!isObject(json)) throw misfit(path, 'a record');
  const value: Record<string, unknown> = {};
  for (const field of fields) {
    const given = json[field.name];
    const missing = given === undefined ? field.defaultValue() : undefined;
    value[field.name] =
      missing === undefined ? avroFromJson(field.type, given, `${path}.${field.name}`) : missing;
  }
  return value;
}

function map({ valuesType }: MapType, json: unknown, path: string): unknown {
  if (!isObject(json)) throw misfit(path, 'a map');
  return Object.fromEntries(
    Object.entries(json).map(([key, each]) => [key, avroFromJson(valuesType, each, `${path}.*`)]),
  );
}

function union(type: UnionType, json: unknown, path: string): unknown {
  const wrapped = type.typeName === 'union:wrapped';
  const named = type.types.find((branch) => isObject(json) && keyOf(json) === nameOf(branch));
  for (const branch of named === undefined ? type.types : [named, ...type.types]) {
    try {
      const inner = branch === named && isObject(json) ? json[nameOf(branch)] : json;
      const value = avroFromJson(branch, inner, path);
      return wrapped && value !== null ? { [nameOf(branch)]: value } : value;
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
    }
  }
  throw misfit(path, type.types.map(nameOf).join(' or '));
}

function checked(type: Type, value: unknown, path: string): unknown {
  if (!type.isValid(value)) throw misfit(path, nameOf(type));
  return value;
}

const nameOf = (type: Type): string => type.name ?? type.typeName;

function keyOf(json: object): string | undefined {
  const [key, ...more] = Object.keys(json);
  return more.length === 0 ? key : undefined;
}

const isObject = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const misfit = (path: string, allowed: string): SchemaError =>
  new SchemaError('value-schema', `${path} is no ${allowed}`);
