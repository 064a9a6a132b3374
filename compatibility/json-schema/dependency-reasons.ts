/** What one property demands of an object must be demanded by the writer too, unless the writer cannot have it. */
import type { Incompatibility } from '../incompatibility.ts';
import type { Comparison } from './comparison.ts';
import { nodes } from './facts.ts';
import { missedBy } from './includes.ts';
import { beside, reason } from './place.ts';
import { isImpossible, required } from './properties.ts';
import { child, keyword, names, type SchemaNode } from './schema-document.ts';

export function dependencyReasons({ node, facts, place }: Comparison): readonly Incompatibility[] {
  return names(node, 'dependencies').flatMap((name) => {
    if (isImpossible(facts, name, place)) return [];
    const at = beside(place, 'dependencies', name);
    const ours = demanded(node, name);
    const theirs = nodes(facts).map((fact) => demanded(fact, name));
    if (Array.isArray(ours)) {
      const known = new Set([name, ...required(facts), ...theirs.filter(Array.isArray).flat()]);
      const missing = ours.filter((each) => !known.has(each));
      if (missing.length === 0) return [];
      const message = `with ${name} the reader requires ${missing.join(', ')}, the writer does not`;
      return [reason(at, 'dependency-added', message)];
    }
    const schemas = theirs.filter((each) => each !== undefined && !Array.isArray(each));
    const missed = missedBy(ours as SchemaNode, [...facts, ...(schemas as SchemaNode[])], at);
    const [first] = missed;
    if (first === undefined) return [];
    return [reason(at, 'dependency-added', `with ${name} the reader accepts less (${first.message})`)];
  });
}

/** Names of properties, or a schema. */
function demanded(node: SchemaNode, name: string): readonly string[] | SchemaNode | undefined {
  if (!names(node, 'dependencies').includes(name)) return undefined;
  const value = (keyword(node, 'dependencies') as Record<string, unknown>)[name];
  return Array.isArray(value) ? (value as string[]) : child(node, 'dependencies', name);
}
