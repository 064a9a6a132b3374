/**
 * FilterCriteria of a Kafka mapping: a record goes to its function when one of the patterns matches.
 *
 * - Documented: Kafka mappings filter on `value` alone; a pattern of any other key is refused here.
 * - Documented: `{"value": {…}}` is for JSON, `{"value": […]}` for plain text. Where the value is of the other kind, or
 *   is no UTF-8, the pattern does not look at it, and with nothing else to look at the record goes through.
 * - Assumed: JSON is what parses to an object or a list, anything else is plain text; a value that the mapping decoded
 *   to a text, number, truth value or null is compared as such; a tombstone goes through.
 */
import { isUtf8 } from 'node:buffer';
import { isList, isObject, type Json, show } from '../../template/json.ts';
import { fieldsTest, listTest } from './field-test.ts';

/** False: the record is not for the function. */
export type RecordFilter = (seen: Seen) => boolean;

export type Seen =
  | { readonly kind: 'json' | 'plain'; readonly value: Json }
  /** No value, or none that a filter can read. */
  | { readonly kind: 'none' };

type Refuse = (why: string) => never;
const LONGEST = 4096;
const NONE: Seen = { kind: 'none' };

export function recordFilter(patterns: readonly string[], refuse: Refuse): RecordFilter {
  const tests = patterns.map((text) => {
    const refuseIt = (why: string): never => refuse(`the filter pattern ${show(text)} is refused: ${why}`);
    if (text.length > LONGEST) refuseIt(`it has ${text.length} characters; allowed: ${LONGEST}`);
    const pattern = parsed(text);
    return pattern === undefined ? refuseIt('it is not JSON') : patternTest(pattern, refuseIt);
  });
  return (seen) => tests.some((test) => test(seen));
}

/** What a filter sees of a value as the producer wrote it. */
export function seenRaw(value: Buffer | null): Seen {
  if (value === null || !isUtf8(value)) return NONE;
  const text = value.toString('utf8');
  const json = parsed(text);
  return typeof json === 'object' && json !== null
    ? { kind: 'json', value: json }
    : { kind: 'plain', value: text };
}

/** What a filter sees of a value that the mapping has decoded. */
export function seenDecoded(text: Buffer): Seen {
  const value = JSON.parse(text.toString('utf8')) as Json;
  return { kind: typeof value === 'object' && value !== null ? 'json' : 'plain', value };
}

function patternTest(pattern: Json, refuse: Refuse): RecordFilter {
  if (!isObject(pattern)) return refuse('an object is due');
  const tests = Object.entries(pattern).map(([key, inner]): RecordFilter => {
    if (key === '$or' && isList(inner) && inner.length > 1) {
      const either = inner.map((each) => patternTest(each, refuse));
      return (seen) => either.some((test) => test(seen));
    }
    if (key !== 'value') return refuse(`'${key}'; a Kafka mapping filters on 'value' alone`);
    const kind = isObject(inner) ? 'json' : 'plain';
    const test = isObject(inner) ? fieldsTest(inner, refuse) : listTest(inner, refuse, []);
    return (seen) => seen.kind !== kind || test(seen.value, seen.value);
  });
  if (tests.length === 0) refuse("it is empty; 'value' is due");
  return (seen) => tests.every((test) => test(seen));
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
