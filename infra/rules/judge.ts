/** The judgements that most rules consist of. What is not given, or not known yet, is none of their business. */
import type { Resource } from './resource.ts';
import { type Finding, refused } from './rule.ts';
import { numberOf, textOf, UNKNOWN, type Value } from './value.ts';

export interface Range {
  readonly min: number;
  readonly max: number;
  /** Allowed beside them. */
  readonly or?: number;
  readonly why?: string;
}

export function whole(
  resource: Resource,
  property: string,
  { min, max, or, why }: Range,
): readonly Finding[] {
  const given = resource.at(property);
  const number = numberOf(given);
  if (number === undefined || number === or) return [];
  if (Number.isInteger(number) && number >= min && number <= max) return [];
  const allowed = `a whole number from ${min} to ${max}${or === undefined ? '' : `, or ${or}`}`;
  return [refused(property, given, because(allowed, why))];
}

export const because = (allowed: string, why: string | undefined): string =>
  why === undefined ? allowed : `${allowed} (${why})`;

/** The words at a path, of which `*` means each of a list: `Metrics.*`. */
export function oneOf(resource: Resource, property: string, words: readonly string[]): readonly Finding[] {
  return each(resource.properties, property.split('.'), '')
    .filter(({ value }) => known(value) && !words.includes(textOf(value) ?? ''))
    .map(({ place, value }) => refused(place, value, words.join(', ')));
}

/** Neither missing, nor unknown, nor a reference, which is only known when it is deployed. */
const known = (value: Value | undefined): value is Value =>
  value !== undefined &&
  value !== UNKNOWN &&
  (typeof value !== 'object' || value === null || textOf(value) !== undefined);

interface Place {
  readonly place: string;
  readonly value: Value;
}

function each(value: Value, path: readonly string[], place: string): readonly Place[] {
  const [key, ...rest] = path;
  if (key === undefined) return [{ place, value }];
  if (typeof value !== 'object' || value === null) return [];
  const keys = key === '*' ? (Array.isArray(value) ? Object.keys(value) : []) : [key];
  return keys.flatMap((name) => {
    const found = (value as Readonly<Record<string, Value>>)[name];
    return found === undefined ? [] : each(found, rest, place === '' ? name : `${place}.${name}`);
  });
}
