/**
 * One text for all schemas that are written alike, wherever they stand and in whichever document: keywords in any order,
 * and every schema that is referred to written alike at the same place. Definitions that nothing refers to do not count.
 */
import { createHash } from 'node:crypto';
import { isObject, type Schema } from './draft-07.ts';
import { fromFragment } from './pointer.ts';

const DEFINITIONS = ['definitions', '$defs'];

interface Places {
  at(pointer: string): Schema;
  isSchema(pointer: string): boolean;
}

export function fingerprints({ at, isSchema }: Places): (pointer: string) => string {
  const known = new Map<string, { readonly digest: string; readonly references: readonly string[] }>();

  return (pointer) => {
    const reached = new Set<string>();
    const open = [...described(pointer).references];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (reached.has(next) || !isSchema(next)) continue;
      reached.add(next);
      open.push(...described(next).references);
    }
    const others = [...reached].sort().map((each) => `${each}=${described(each).digest}`);
    return [described(pointer).digest, ...others].join(' ');
  };

  function described(pointer: string): { readonly digest: string; readonly references: readonly string[] } {
    const found = known.get(pointer);
    if (found !== undefined) return found;
    const schema = at(pointer);
    const text = JSON.stringify(schema, (_, value: unknown) =>
      isObject(value) ? sorted(value, value === schema) : value,
    );
    const digest = createHash('sha256').update(text).digest('base64url');
    const references = [...new Set(referencesIn(schema))];
    known.set(pointer, { digest, references });
    return { digest, references };
  }
}

function sorted(value: { readonly [key: string]: unknown }, whole: boolean): object {
  const keys = Object.keys(value).filter((key) => !(whole && DEFINITIONS.includes(key)));
  // wrapped, since a list of pairs may be a value of its own
  return { members: keys.sort().map((key) => [key, value[key]]) };
}

function referencesIn(value: unknown, whole = true): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => referencesIn(each, false));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (whole && DEFINITIONS.includes(key)) return [];
    if (key === '$ref' && typeof inner === 'string') return fromFragment(inner) ?? [];
    return referencesIn(inner, false);
  });
}
