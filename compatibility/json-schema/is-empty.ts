/**
 * Whether no value fits all facts, as far as it is plain to see: no type is left, no value of an enum, bounds that cross,
 * a required property that nothing fits, or a value that fits what it must not fit.
 */
import { limits, strictestBound } from './bounds.ts';
import { type Fact, isNode, nodes } from './facts.ts';
import { finiteValues } from './finite-values.ts';
import { missedBy } from './includes.ts';
import type { Place } from './place.ts';
import { isImpossible, required } from './properties.ts';
import { only, typesOf } from './value-types.ts';

export function isEmpty(facts: readonly Fact[], place: Place): boolean {
  const key = `empty ${facts
    .map((fact) => fact.key)
    .sort()
    .join(' ')}`;
  place.effort.left -= 1;
  // a value that must hold one of its own kind is not looked into again
  if (place.open.has(key) || place.effort.left < 0) return false;
  place.open.set(key, place.depth);
  try {
    return hasNoValue(facts, place);
  } finally {
    place.open.delete(key);
  }
}

function hasNoValue(facts: readonly Fact[], place: Place): boolean {
  const types = typesOf(facts);
  if (types.size === 0 || finiteValues(facts)?.length === 0) return true;
  if (only(types, 'integer', 'fraction') && boundsCross(facts)) return true;
  if (only(types, 'string') && crossed(facts, 'minLength', 'maxLength')) return true;
  if (only(types, 'array') && crossed(facts, 'minItems', 'maxItems')) return true;
  if (only(types, 'object') && [...required(facts)].some((name) => isImpossible(facts, name, place)))
    return true;
  return facts.some((fact) => {
    if (isNode(fact)) return false;
    const others = facts.filter((other) => other !== fact);
    return missedBy(fact.negates, others, place).length === 0;
  });
}

function crossed(facts: readonly Fact[], least: string, most: string): boolean {
  const lowest = Math.max(0, ...limits(nodes(facts), least));
  return limits(nodes(facts), most).some((limit) => limit < lowest);
}

function boundsCross(facts: readonly Fact[]): boolean {
  const types = typesOf(facts);
  const low = strictestBound(nodes(facts), 'minimum', types);
  const high = strictestBound(nodes(facts), 'maximum', types);
  if (low === undefined || high === undefined) return false;
  return low.value > high.value || (low.value === high.value && (low.exclusive || high.exclusive));
}
