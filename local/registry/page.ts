/**
 * One page of a list that is in the order of its keys. The token is the last key that was given out, so what is added
 * or deleted between two pages neither repeats nor hides anything else.
 */
import type { Input } from './input.ts';
import { invalid } from './registry-error.ts';

const SIZE = 25;
const MAX_SIZE = 100;
const MAX_TOKEN = 2_048;

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: { readonly NextToken?: string };
}

/** `keyOf`: unique, and compared as text. */
export function page<T>(all: readonly T[], keyOf: (item: T) => string, input: Input): Page<T> {
  const size = input.number('MaxResults', MAX_SIZE) ?? SIZE;
  const token = input.text('NextToken', MAX_TOKEN);
  const after = token === undefined ? undefined : keyIn(token);
  const sorted = all
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const some = sorted.slice(0, size);
  const last = some.at(-1);
  return {
    items: some.map(({ item }) => item),
    next: last && sorted.length > size ? { NextToken: tokenOf(last.key) } : {},
  };
}

/** A version's number as a key. */
export const numberKey = (number: number): string => String(number).padStart(9, '0');

const tokenOf = (key: string): string => Buffer.from(JSON.stringify({ after: key })).toString('base64url');

function keyIn(token: string): string {
  try {
    const { after } = JSON.parse(Buffer.from(token, 'base64url').toString()) as { after?: unknown };
    if (typeof after === 'string') return after;
  } catch {
    // said below
  }
  return invalid('NextToken is not valid: it is none that a call before has answered');
}
