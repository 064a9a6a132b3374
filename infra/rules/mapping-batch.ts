/** How many records, for how long, and which of them. */
import { whole } from './judge.ts';
import { type Check, type Finding, refused } from './rule.ts';
import { textOf } from './value.ts';

export const batchSize: Check = (mapping) => whole(mapping, 'BatchSize', { min: 1, max: 10_000 });

export const batchingWindow: Check = (mapping) =>
  whole(mapping, 'MaximumBatchingWindowInSeconds', {
    min: 0,
    max: 300,
    why: "whole seconds; absent is Lambda's 500 ms",
  });

const FILTERS = 'FilterCriteria.Filters';
const MOST_FILTERS = 5;
const LONGEST_PATTERN = 4_096;
/** What an event has of a record, and what combines patterns. */
const KEYS = ['topic', 'partition', 'offset', 'timestamp', 'timestampType', 'key', 'value', 'headers', '$or'];

export const filters: Check = (mapping) => {
  const list = mapping.listAt(FILTERS);
  const tooMany: readonly Finding[] =
    list.length > MOST_FILTERS
      ? [refused(FILTERS, list.length, `at most ${MOST_FILTERS} (more is a quota to ask for)`)]
      : [];
  const faults = list.flatMap((_, index): readonly Finding[] => {
    const property = `${FILTERS}.${index}.Pattern`;
    const given = mapping.listAt(FILTERS)[index];
    const pattern = textOf((given as { readonly Pattern?: string } | undefined)?.Pattern);
    const allowed = pattern === undefined ? undefined : patternFault(pattern);
    return allowed === undefined ? [] : [refused(property, pattern, allowed)];
  });
  return [...tooMany, ...faults];
};

/** Undefined: it is a pattern. */
function patternFault(text: string): string | undefined {
  if (text.length > LONGEST_PATTERN) return `at most ${LONGEST_PATTERN} characters, not ${text.length}`;
  const pattern = parsed(text);
  if (!isPattern(pattern)) return 'JSON of an object: {"value":{"status":["PAID"]}}';
  const foreign = Object.keys(pattern).find((key) => !KEYS.includes(key));
  if (foreign !== undefined) {
    return `patterns over ${KEYS.slice(0, -1).join(', ')} (a Kafka record has no '${foreign}')`;
  }
  const leaf = notAList(pattern, []);
  return leaf === undefined
    ? undefined
    : `lists of what a field may be: ${leaf} must be a list, as in ["PAID"]`;
}

const isPattern = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The path to what is neither an object nor a list that says something. */
function notAList(pattern: Readonly<Record<string, unknown>>, path: readonly string[]): string | undefined {
  for (const [key, value] of Object.entries(pattern)) {
    const place = [...path, key];
    if (Array.isArray(value) && value.length > 0) continue;
    if (!isPattern(value)) return place.join('.');
    const found = notAList(value, place);
    if (found !== undefined) return found;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
