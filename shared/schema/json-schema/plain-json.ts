/**
 * Finds what `JSON.stringify` would change without a word: what it leaves out, makes null or `{}`, or has a `toJSON`. So
 * what is validated is what is written. (−0 is written as 0.)
 */
import { SchemaError } from '../schema-error.ts';

export interface Fault {
  readonly rule: string;
  readonly steps: string[];
}

/** Jackson reads no deeper. */
const MOST_DEEP = 1_000;

/** Throws a SchemaError where values are within values without end. */
export function notJson(value: unknown, depth = 0): Fault | undefined {
  switch (typeof value) {
    case 'boolean':
      return undefined;
    case 'string':
      return value.isWellFormed() ? undefined : fault('a string with half a surrogate pair');
    case 'number':
      return Number.isFinite(value) ? undefined : fault('a number that JSON does not have');
    case 'object':
      if (value === null) return undefined;
      if (depth > MOST_DEEP) {
        throw new SchemaError('value-too-deep', `values within values, more than ${MOST_DEEP}`);
      }
      return Array.isArray(value) ? inArray(value, depth) : inObject(value, depth);
    default:
      return fault(`${typeof value}; allowed: what JSON has; what is absent is left out`);
  }
}

function inArray(value: readonly unknown[], depth: number): Fault | undefined {
  // By index: a hole is undefined.
  for (let index = 0; index < value.length; index += 1) {
    const found = notJson(value[index], depth + 1);
    if (found !== undefined) return within(found, String(index));
  }
  return undefined;
}

function inObject(value: object, depth: number): Fault | undefined {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return fault('an object of a class; allowed: plain objects');
  }
  for (const name of Object.keys(value)) {
    if (!name.isWellFormed()) return fault('a name with half a surrogate pair');
    const found = notJson((value as Record<string, unknown>)[name], depth + 1);
    if (found !== undefined) return within(found, name);
  }
  return undefined;
}

const fault = (rule: string): Fault => ({ rule, steps: [] });

function within(found: Fault, step: string): Fault {
  found.steps.unshift(step);
  return found;
}
