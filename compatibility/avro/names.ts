/**
 * Names of types, as Avro has them: a dot makes a name a full one, otherwise the namespace around it is put before it.
 * Three things that Avro allows are refused, since our decoder takes them for something else:
 *   a full name beside another namespace    it reads the fields' types in that other namespace
 *   an alias that is no full one, of an enum or fixed with a full name of another namespace
 *   names that every JavaScript object has already, such as `constructor`
 */
import { DefinitionError } from '../definition-error.ts';
import { isPrimitive, simpleName } from './avro-type.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

export interface TypeName {
  readonly full: string;
  /** That of the types within. */
  readonly namespace: string;
  readonly aliases: readonly string[];
}

export const isName = (name: unknown): name is string => typeof name === 'string' && NAME.test(name);

export const qualified = (name: string, namespace: string): string =>
  name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;

/** Of a field, a symbol, a type. */
export function checkName(name: unknown, what: string, place: string): string {
  if (!isName(name)) throw bad(place, `${what} is named ${JSON.stringify(name)}; ${RULE}`);
  if (name in Object.prototype) {
    throw bad(place, `${what} is named '${name}', which every JavaScript object has already`);
  }
  return name;
}

const RULE = 'a name is letters, digits and _, and begins with no digit';

export function typeName(schema: Readonly<Record<string, unknown>>, around: string, place: string): TypeName {
  const { name, namespace } = schema;
  if (typeof name !== 'string') throw bad(place, `a ${schema.type} needs a name`);
  if (namespace !== undefined && typeof namespace !== 'string') {
    throw bad(place, `the namespace of '${name}' is no string`);
  }
  const full = qualified(name, namespace ?? around);
  for (const part of full.split('.')) checkName(part, `a ${schema.type}, or its namespace,`, place);
  if (isPrimitive(simpleName(full))) throw bad(place, `'${name}' is the name of a primitive type`);
  const own = full.slice(0, Math.max(0, full.lastIndexOf('.')));
  if (namespace !== undefined && namespace !== own) {
    throw bad(place, `'${name}' is in namespace '${own}' by its name and in '${namespace}' by its attribute`);
  }
  // What our decoder puts before an alias.
  const before = schema.type === 'record' ? own : (namespace ?? around);
  const aliases = strings(schema.aliases, place).map((alias) => {
    if (!alias.split('.').every(isName)) throw bad(place, `'${name}' has alias '${alias}'; ${RULE}`);
    if (!alias.includes('.') && before !== own) {
      throw bad(place, `alias '${alias}' of '${name}' needs its namespace: '${qualified(alias, own)}'`);
    }
    return qualified(alias, own);
  });
  return { full, namespace: own, aliases };
}

export function strings(value: unknown, place: string): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw bad(place, 'aliases are a list of strings');
}

export const bad = (place: string, problem: string): DefinitionError =>
  new DefinitionError(`${place === '' ? 'the definition' : place}: ${problem}`);
