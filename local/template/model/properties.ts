/**
 * The properties of one resource, read with the kinds and limits that its type has. Text is taken for a number or a
 * truth value, as CloudFormation does. An absent property is undefined: what that means, the reader says.
 */
import { asText, get, isList, isObject, type Json, type JsonObject, show } from '../json.ts';
import { type Place, refuse } from '../place.ts';
import type { Resource } from '../resolve/resolve-stack.ts';

export interface Properties {
  text(path: string): string | undefined;
  /** From `min` to `max`. */
  integer(path: string, min: number, max: number): number | undefined;
  flag(path: string): boolean | undefined;
  oneOf<T extends string>(path: string, allowed: readonly T[]): T | undefined;
  list(path: string): readonly Json[] | undefined;
  texts(path: string): readonly string[] | undefined;
  object(path: string): JsonObject | undefined;
  missing(path: string): never;
  refuse(path: string, why: string): never;
}

export function propertiesOf({ properties, place }: Pick<Resource, 'properties' | 'place'>): Properties {
  const at = (path: string): Place => `${place}, Properties.${path}`;
  const find = (path: string): Json | undefined =>
    path.split('.').reduce<Json | undefined>((inner, key) => get(inner, key), properties);
  const kind =
    <T>(what: string, as: (given: Json) => T | undefined) =>
    (path: string): T | undefined => {
      const given = find(path);
      if (given === undefined) return undefined;
      return as(given) ?? refuse(at(path), `${what} is due; given: ${show(given)}`);
    };
  const text = kind('text', asText);
  const list = kind('a list', (given) => (isList(given) ? given : undefined));

  return {
    text,
    list,
    object: kind('an object', (given) => (isObject(given) ? given : undefined)),
    flag: kind('true or false', (given) => FLAGS.get(String(given))),
    integer: (path, min, max) =>
      kind(`a whole number from ${min} to ${max}`, (given) => {
        const number = /^-?\d{1,15}$/.test(asText(given) ?? '') ? Number(given) : Number.NaN;
        return number >= min && number <= max ? number : undefined;
      })(path),
    oneOf: (path, allowed) =>
      kind(`one of ${allowed.join(', ')}`, (given) => allowed.find((each) => each === given))(path),
    texts: kind('a list of text', (given) => {
      const all = (isList(given) ? given : [null]).map(asText);
      return all.every((each) => each !== undefined) ? all : undefined;
    }),
    missing: (path) => refuse(at(path), 'it is required'),
    refuse: (path, why) => refuse(at(path), why),
  };
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);
