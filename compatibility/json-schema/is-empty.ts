/**
 * Whether no value fits all facts, as far as it can be seen: no type is left, no value of an enum, bounds that cross, a
 * required property that nothing fits, or something that must not fit and does. The last is proved by comparing, so it is
 * looked for where it matters alone.
 */
import { limits, strictestBound } from './bounds.ts';
import { type Fact, isNode, nodes } from './facts.ts';
import { finiteValues } from './finite-values.ts';
import { fits } from './includes.ts';
import type { Place } from './place.ts';
import { isImpossible, required } from './properties.ts';
import { follow } from './schema-document.ts';
import { only, typesOf } from './value-types.ts';

export function isEmpty(facts: readonly Fact[], place: Place): boolean {
  if (isPlainlyEmpty(facts, place)) return true;
  const key = keyOf(facts);
  if (place.refusing === place.depth || place.notEmpty.has(key)) return false;
  const found = facts.some((fact) => {
    if (isNode(fact)) return false;
    const others = facts.filter((other) => other !== fact);
    return fits(fact.negates, others, { ...place, refusing: place.depth });
  });
  if (!found) place.notEmpty.add(key);
  return found;
}

export function isPlainlyEmpty(facts: readonly Fact[], place: Place): boolean {
  const types = typesOf(facts);
  if (types.size === 0 || contradicts(facts) || finiteValues(facts)?.length === 0) return true;
  if (only(types, 'integer', 'fraction')) return boundsCross(facts);
  if (only(types, 'string')) return crossed(facts, 'minLength', 'maxLength');
  if (only(types, 'array')) return crossed(facts, 'minItems', 'maxItems');
  if (!only(types, 'object')) return false;
  return once(place, `property ${keyOf(facts)}`, () =>
    [...required(facts)].some((name) => isImpossible(facts, name, place)),
  );
}

const keyOf = (facts: readonly Fact[]): string =>
  facts
    .map((fact) => fact.key)
    .sort()
    .join(' ');

/** What is being looked into already shows nothing: an object may hold one of its own kind. */
function once(place: Place, key: string, isSo: () => boolean): boolean {
  place.effort.left -= 1;
  if (place.open.has(key) || place.effort.left < 0) return false;
  place.open.set(key, place.depth);
  try {
    return isSo();
  } finally {
    place.open.delete(key);
  }
}

/** What must fit must not fit. */
function contradicts(facts: readonly Fact[]): boolean {
  const known = new Set(nodes(facts).map((node) => follow(node).key));
  return facts.some((fact) => {
    if (isNode(fact)) return false;
    const { schema, key } = fact.negates;
    return known.has(key) || schema === true || (schema !== false && Object.keys(schema).length === 0);
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
