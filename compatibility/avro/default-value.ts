/**
 * Whether a field's default fits its type.
 *   union         fits the first branch. Avro takes any branch since 1.12; our decoder does not, nor do older Javas
 *   long          is at most 2^53 - 2 either way: beyond it JSON and JavaScript lose digits
 *   bytes, fixed  are text of code points up to 255, of the fixed's size
 *   record        may leave fields out that have defaults of their own, unless bytes or a union of several like kinds
 *                 are in them, which our decoder cannot fill in
 */
import { type AvroType, describe, type RecordType } from './avro-type.ts';
import { bad } from './names.ts';

export interface DefaultOf {
  readonly type: AvroType;
  readonly value: unknown;
  readonly place: string;
  /** Records that are not read to their end: there is no value of them yet. */
  readonly open: ReadonlySet<AvroType>;
}

export function checkDefault(given: DefaultOf): void {
  const { type, value, place } = given;
  const inner = (innerType: AvroType, innerValue: unknown, step: string): void =>
    checkDefault({ ...given, type: innerType, value: innerValue, place: `${place}${step}` });
  switch (type.kind) {
    case 'union': {
      const [first] = type.branches;
      if (first === undefined) return;
      if (!fits(first, value)) {
        throw bad(
          place,
          `the default is ${kindOf(value)}; that of a union is of its first branch, ${describe(first)}`,
        );
      }
      inner(first, value, '');
      return;
    }
    case 'array':
      if (!Array.isArray(value)) break;
      for (const item of value) inner(type.items, item, '[]');
      return;
    case 'map':
      if (!isObject(value)) break;
      for (const each of Object.values(value)) inner(type.values, each, '{}');
      return;
    case 'record':
      if (!isObject(value)) break;
      if (given.open.has(type)) throw bad(place, `the default is a ${describe(type)}, which is around it`);
      checkRecord(type, value, given);
      return;
    default:
      if (fits(type, value)) return;
  }
  throw bad(place, `the default is ${kindOf(value)}, the type is ${describe(type)}`);
}

function checkRecord(type: RecordType, value: Readonly<Record<string, unknown>>, given: DefaultOf): void {
  for (const field of type.fields) {
    const place = `${given.place}.${field.name}`;
    if (Object.hasOwn(value, field.name)) {
      checkDefault({ ...given, type: field.type, value: value[field.name], place });
    } else if (field.default === undefined) {
      throw bad(place, `the default leaves out '${field.name}', which has none of its own`);
    } else if (isConverted(field.type, field.default.value)) {
      throw bad(place, `the default leaves out '${field.name}', which must be written out here`);
    }
  }
}

/** Whether a default is another value in memory than in JSON: bytes, and branches that carry their names. */
function isConverted(type: AvroType, value: unknown): boolean {
  switch (type.kind) {
    case 'bytes':
    case 'fixed':
      return true;
    case 'union': {
      const [first, ...others] = type.branches;
      if (first === undefined || value === null) return false;
      return others.some(({ kind }) => kind !== 'null') || isConverted(first, value);
    }
    case 'array':
      return (value as readonly unknown[]).some((item) => isConverted(type.items, item));
    case 'map':
      return Object.values(value as object).some((each) => isConverted(type.values, each));
    case 'record':
      return type.fields.some(({ name, type: inner, default: own }) => {
        const written = value as Readonly<Record<string, unknown>>;
        return isConverted(inner, Object.hasOwn(written, name) ? written[name] : own?.value);
      });
    default:
      return false;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Looks at the value itself, not at what is in it. */
function fits(type: AvroType, value: unknown): boolean {
  switch (type.kind) {
    case 'null':
      return value === null;
    case 'boolean':
      return typeof value === 'boolean';
    case 'int':
      return value === ((value as number) | 0);
    case 'long':
      return Number.isInteger(value) && Math.abs(value as number) < Number.MAX_SAFE_INTEGER;
    case 'float':
    case 'double':
      return typeof value === 'number';
    case 'string':
      return typeof value === 'string';
    case 'bytes':
      return isBytes(value);
    case 'fixed':
      return isBytes(value) && value.length === type.size;
    case 'enum':
      return type.symbols.includes(value as string);
    case 'array':
      return Array.isArray(value);
    case 'map':
    case 'record':
      return isObject(value);
    default:
      return false;
  }
}

const isBytes = (value: unknown): value is string =>
  typeof value === 'string' && [...value].every((char) => char <= '\u00ff');

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : JSON.stringify(value);
}
