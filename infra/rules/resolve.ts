/**
 * Resolves what a template alone says: Ref of a parameter with a default, Fn::Join, Sub, Select, Split, Base64 and
 * FindInMap of known parts, values that another stack of the app exports. The rest is UNKNOWN, never guessed: what
 * Fn::If chooses, an account, an attribute, `{{resolve:…}}`. AWS::NoValue takes its property away.
 */

import type { Resource } from './resource.ts';
import { Reference, textOf, UNKNOWN, type Value } from './value.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** What the names in a template stand for. */
export interface Scope {
  readonly templatePath: string;
  resource(logicalId: string): Resource | undefined;
  parameter(name: string): Value;
  /** Of Mappings. */
  mapped(keys: readonly string[]): Json | undefined;
  exported(name: string): Value;
}

type Resolved = Value | undefined;

export function resolve(given: Json, scope: Scope): Resolved {
  if (typeof given === 'string') return given.includes('{{resolve:') ? UNKNOWN : given;
  if (isJsonList(given))
    return given.map((each) => resolve(each, scope)).filter((each) => each !== undefined);
  if (typeof given !== 'object' || given === null) return given;
  const [only, ...others] = Object.entries(given);
  if (only !== undefined && others.length === 0 && /^(Ref$|Fn::)/.test(only[0])) {
    const [name, of] = only;
    return INTRINSICS[name]?.(of, scope) ?? (isNoValue(given) ? undefined : UNKNOWN);
  }
  const entries = Object.entries(given).map(([key, each]) => [key, resolve(each, scope)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

const isJsonList = (given: Json): given is readonly Json[] => Array.isArray(given);
const isNoValue = (given: JsonObject): boolean => given.Ref === 'AWS::NoValue';

/** Undefined: not known. */
const INTRINSICS: Readonly<Record<string, (given: Json, scope: Scope) => Resolved>> = {
  Ref: (name, scope) => (typeof name === 'string' ? named(name, scope) : undefined),
  'Fn::GetAtt': (given, scope) => attribute(given, scope),
  'Fn::Join': (given, scope) => {
    const [by, list] = isJsonList(given) ? given : [];
    const parts = list === undefined ? undefined : texts(resolve(list, scope));
    return typeof by === 'string' ? parts?.join(by) : undefined;
  },
  'Fn::Split': (given, scope) => {
    const [by, of] = isJsonList(given) ? given : [];
    const text = of === undefined ? undefined : textOf(resolve(of, scope));
    return typeof by === 'string' ? text?.split(by) : undefined;
  },
  'Fn::Select': (given, scope) => {
    const [index, of] = isJsonList(given) ? given : [];
    const list = of === undefined ? undefined : resolve(of, scope);
    return Array.isArray(list) ? list[Number(index)] : undefined;
  },
  'Fn::Base64': (given, scope) => {
    const text = textOf(resolve(given, scope));
    return text === undefined ? undefined : Buffer.from(text).toString('base64');
  },
  'Fn::Sub': (given, scope) => substituted(given, scope),
  'Fn::FindInMap': (given, scope) => {
    const keys = texts(resolve(given, scope));
    const found = keys === undefined ? undefined : scope.mapped(keys);
    return found === undefined ? undefined : resolve(found, scope);
  },
  'Fn::ImportValue': (given, scope) => {
    const name = textOf(resolve(given, scope));
    return name === undefined ? undefined : scope.exported(name);
  },
};

function named(name: string, scope: Scope): Resolved {
  if (name.startsWith('AWS::')) return undefined;
  const resource = scope.resource(name);
  return resource === undefined ? scope.parameter(name) : new Reference(resource, 'Ref');
}

function attribute(given: Json, scope: Scope): Resolved {
  const [id, ...path] = isJsonList(given) ? given : String(given).split('.');
  const resource = typeof id === 'string' ? scope.resource(id) : undefined;
  return resource === undefined ? undefined : new Reference(resource, path.join('.'));
}

function substituted(given: Json, scope: Scope): Resolved {
  const [text, own = {}] = isJsonList(given) ? given : [given];
  if (typeof text !== 'string' || typeof own !== 'object' || own === null || isJsonList(own))
    return undefined;
  let known = true;
  const result = text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    const replaced = own[name] === undefined ? named(name, scope) : resolve(own[name], scope);
    const found = name.includes('.') && own[name] === undefined ? undefined : textOf(replaced);
    known &&= found !== undefined;
    return found ?? '';
  });
  return known ? result : undefined;
}

/** Undefined unless each is known. */
function texts(value: Resolved): readonly string[] | undefined {
  const all = Array.isArray(value) ? value.map(textOf) : [undefined];
  return all.every((each) => each !== undefined) ? all : undefined;
}
