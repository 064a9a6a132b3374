/**
 * What makes one definition of another, as a JSON Patch (RFC 6902): Glue's documented form of a difference. Lists are
 * compared by position. Text that is not JSON is replaced whole.
 */
import { isList, isObject, type Json } from '../template/json.ts';

export interface Operation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value?: Json;
}

export function jsonPatch(from: string, to: string): readonly Operation[] {
  const operations: Operation[] = [];
  compare(parsed(from), parsed(to), { path: '', operations });
  return operations;
}

interface Walk {
  readonly path: string;
  readonly operations: Operation[];
}

function compare(from: Json, to: Json, { path, operations }: Walk): void {
  const at = (key: string | number): string =>
    `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const inner = (key: string | number, before: Json | undefined, after: Json | undefined): void => {
    if (before === undefined && after !== undefined)
      operations.push({ op: 'add', path: at(key), value: after });
    else if (after === undefined) operations.push({ op: 'remove', path: at(key) });
    else if (before !== undefined) compare(before, after, { path: at(key), operations });
  };
  if (isObject(from) && isObject(to)) {
    const [before, after] = [new Map(Object.entries(from)), new Map(Object.entries(to))];
    for (const key of new Set([...before.keys(), ...after.keys()]))
      inner(key, before.get(key), after.get(key));
  } else if (isList(from) && isList(to)) {
    for (const [index, value] of to.entries()) inner(index, from[index], value);
    // From the end: what is removed moves what comes after it.
    for (let index = from.length - 1; index >= to.length; index -= 1) inner(index, from[index], undefined);
  } else if (from !== to) {
    operations.push({ op: 'replace', path, value: to });
  }
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
