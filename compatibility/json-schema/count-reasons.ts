/** Lengths and numbers of members: a least that is not above the writer's, a most that is not below. */
import type { Incompatibility } from '../incompatibility.ts';
import { limits } from './bounds.ts';
import type { Comparison } from './comparison.ts';
import { nodes } from './facts.ts';
import { reason } from './place.ts';

export interface Counted {
  readonly least: readonly [keyword: string, rule: string];
  readonly most: readonly [keyword: string, rule: string];
  /** What the writer's other keywords say. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

export function countReasons(comparison: Comparison, counted: Counted): readonly Incompatibility[] {
  const { node, facts, place } = comparison;
  const { least, most, atLeast = 0, atMost = Number.POSITIVE_INFINITY } = counted;
  const [ourLeast = 0] = limits([node], least[0]);
  const theirLeast = Math.max(atLeast, ...limits(nodes(facts), least[0]));
  const [ourMost = Number.POSITIVE_INFINITY] = limits([node], most[0]);
  const theirMost = Math.min(atMost, ...limits(nodes(facts), most[0]));
  const found: Incompatibility[] = [];
  if (ourLeast > theirLeast) {
    const message = `the reader has ${least[0]} ${ourLeast}, the writer has ${theirLeast}`;
    found.push(reason(place, least[1], message));
  }
  if (ourMost < theirMost) {
    const theirs = theirMost === Number.POSITIVE_INFINITY ? 'none' : theirMost;
    found.push(reason(place, most[1], `the reader has ${most[0]} ${ourMost}, the writer has ${theirs}`));
  }
  return found;
}
