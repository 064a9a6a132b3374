/** The input of a call, read strictly: a key of another kind, or beyond its limits, is named and never quoted. */
import { get, isList, isObject, type Json } from '../template/json.ts';
import { NAME, NAME_RULE } from './limits.ts';
import { invalid } from './registry-error.ts';

export interface Input {
  /** With 1 to `max` characters. */
  text(key: string, max: number): string | undefined;
  /** A description may be empty. */
  description(key: string, max: number): string | undefined;
  name(key: string): string | undefined;
  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined;
  /** From 1 to `max`. */
  number(key: string, max: number): number | undefined;
  flag(key: string): boolean | undefined;
  object(key: string): Input | undefined;
  objects(key: string): readonly Input[] | undefined;
  texts(key: string): readonly string[] | undefined;
  /** Keys and values of a map of text. */
  map(key: string): ReadonlyMap<string, string> | undefined;
}

/** For a required key: `input.name('SchemaName') ?? missing('SchemaName')`. */
export const missing = (key: string): never => invalid(`${key} is required`);

export function inputOf(given: Json, path = ''): Input {
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const read = <T>(key: string, due: string, as: (value: Json) => T | undefined): T | undefined => {
    const value = get(given, key);
    if (value === undefined || value === null) return undefined;
    return as(value) ?? invalid(`${at(key)} is not valid: ${due} is due`);
  };
  const bounded = (min: number, max: number) => (value: Json) =>
    typeof value === 'string' && value.length >= min && value.length <= max ? value : undefined;
  return {
    text: (key, max) => read(key, `text of 1 to ${max} characters`, bounded(1, max)),
    description: (key, max) => read(key, `text of at most ${max} characters`, bounded(0, max)),
    name: (key) =>
      read(key, NAME_RULE, (value) => (typeof value === 'string' && NAME.test(value) ? value : undefined)),
    oneOf: (key, allowed) =>
      read(key, `one of ${allowed.join(', ')}`, (value) => allowed.find((each) => each === value)),
    number: (key, max) =>
      read(key, `a whole number from 1 to ${max}`, (value) =>
        Number.isInteger(value) && Number(value) >= 1 && Number(value) <= max ? Number(value) : undefined,
      ),
    flag: (key) => read(key, 'true or false', (value) => (typeof value === 'boolean' ? value : undefined)),
    object: (key) =>
      read(key, 'an object', (value) => (isObject(value) ? inputOf(value, at(key)) : undefined)),
    objects: (key) =>
      read(key, 'a list of objects', (value) =>
        isList(value) && value.every(isObject)
          ? value.map((each, index) => inputOf(each, `${at(key)}[${index}]`))
          : undefined,
      ),
    texts: (key) =>
      read(key, 'a list of text', (value) =>
        isList(value) && value.every((each) => typeof each === 'string') ? (value as string[]) : undefined,
      ),
    map: (key) =>
      read(key, 'a map of text', (value) => {
        const entries = isObject(value) ? Object.entries(value) : [];
        return isObject(value) && entries.every(([, each]) => typeof each === 'string')
          ? new Map(entries as [string, string][])
          : undefined;
      }),
  };
}
