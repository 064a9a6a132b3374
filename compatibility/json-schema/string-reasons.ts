/** Patterns and formats are not compared: the reader's must be one of the writer's. */
import type { Incompatibility } from '../incompatibility.ts';
import type { Comparison } from './comparison.ts';
import { countReasons } from './count-reasons.ts';
import { nodes } from './facts.ts';
import { reason } from './place.ts';
import { keyword } from './schema-document.ts';

const EQUAL = [
  ['pattern', 'pattern-changed'],
  ['format', 'format-changed'],
  ['contentEncoding', 'content-changed'],
  ['contentMediaType', 'content-changed'],
] as const;

export function stringReasons(comparison: Comparison): readonly Incompatibility[] {
  const { node, facts, types, place } = comparison;
  if (!types.has('string')) return [];
  const counts = countReasons(comparison, {
    least: ['minLength', 'min-length-raised'],
    most: ['maxLength', 'max-length-lowered'],
  });
  const others = EQUAL.flatMap(([name, rule]) => {
    const ours = keyword(node, name);
    const theirs = nodes(facts)
      .map((each) => keyword(each, name))
      .filter((each) => each !== undefined);
    if (ours === undefined || theirs.includes(ours)) return [];
    const has = theirs.length === 0 ? 'none' : theirs.join(', ');
    return [reason(place, rule, `the reader has ${name} ${String(ours)}, the writer has ${has}`)];
  });
  return [...counts, ...others];
}
