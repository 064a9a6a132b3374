/**
 * What the person who starts the platform accepts though nobody here knows it: `Type`, of which then nothing runs and
 * whose attributes are placeholders, or `Type.Property.Path`, which is read as if it were not written.
 */
import { StartError } from '../../start-error.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import { CATALOGUE } from './catalogue.ts';

export interface Ignored {
  readonly name: string;
  /** Resources it was found in. */
  readonly count: number;
}

export interface IgnoreList {
  type(type: string): boolean;
  without(type: string, properties: JsonObject): JsonObject;
  used(): readonly Ignored[];
}

const ENTRY = /^(\w+(?:::[\w@-]+)+)(?:\.(.+))?$/;

export function ignoreList(entries: readonly string[]): IgnoreList {
  const counts = new Map(entries.map((entry) => [entry, 0]));
  const paths = entries.flatMap((entry) => {
    const [, type, path] = ENTRY.exec(entry) ?? [];
    if (type === undefined) {
      throw new StartError(
        `--ignore ${entry}: allowed are AWS::Service::Type and AWS::Service::Type.Property`,
      );
    }
    const known = CATALOGUE.get(type);
    if (path === undefined && known && known.inert === undefined) {
      throw new StartError(
        `--ignore ${entry}: the platform runs it; only what it does not know can be ignored`,
      );
    }
    return path === undefined ? [] : [{ entry, type, path: path.split('.') }];
  });
  const count = (entry: string): void => void counts.set(entry, (counts.get(entry) ?? 0) + 1);

  return {
    type(type) {
      if (!counts.has(type)) return false;
      count(type);
      return true;
    },
    without(type, properties) {
      let left: Json = properties;
      for (const each of paths) {
        if (each.type !== type) continue;
        const next = removed(left, each.path);
        if (next !== left) count(each.entry);
        left = next;
      }
      return isObject(left) ? left : properties;
    },
    used: () => [...counts].map(([name, used]) => ({ name, count: used })),
  };
}

/** The very same value if there is nothing to remove. */
function removed(given: Json, path: readonly string[]): Json {
  const [key, ...rest] = path;
  if (key === undefined) return given;
  if (isList(given)) {
    const elements = given.map((each) => removed(each, path));
    return elements.some((each, index) => each !== given[index]) ? elements : given;
  }
  if (!isObject(given) || !Object.hasOwn(given, key)) return given;
  const inner = given[key] ?? null;
  const next = removed(inner, rest);
  if (rest.length > 0 && next === inner) return given;
  const entries = Object.entries(given);
  return Object.fromEntries(
    rest.length === 0
      ? entries.filter(([name]) => name !== key)
      : entries.map(([name, each]) => [name, name === key ? next : each]),
  );
}
