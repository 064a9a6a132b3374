/**
 * Whether a reader's schema accepts every value for which the facts hold: the reasons why not, none if it does. What
 * cannot be shown is refused. A comparison that meets itself again deeper in the value has shown nothing wrong on the
 * way, so recursive schemas end; one that meets itself at the same value has shown nothing at all.
 */
import type { Incompatibility } from '../incompatibility.ts';
import { arrayReasons } from './array-reasons.ts';
import { alternatives, type Fact, holds, isNode, nodes } from './facts.ts';
import { finiteValues } from './finite-values.ts';
import { isEmpty, isPlainlyEmpty } from './is-empty.ts';
import { numberReasons } from './number-reasons.ts';
import { objectReasons } from './object-reasons.ts';
import { gather, type Place, reason, undecidable } from './place.ts';
import { follow, keyword, type SchemaNode } from './schema-document.ts';
import { stringReasons } from './string-reasons.ts';
import { unionReasons } from './union-reasons.ts';
import { typesOf, typesText } from './value-types.ts';

export function missedBy(
  reader: SchemaNode,
  facts: readonly Fact[],
  place: Place,
): readonly Incompatibility[] {
  const node = follow(reader);
  if (node.schema === false) return refusedAll(facts, place);
  if (node.schema === true || Object.keys(node.schema).length === 0) return [];
  // what is written alike is known to hold
  if (nodes(facts).some((fact) => follow(fact).key === node.key)) return [];
  const key = [node.key, ...facts.map(factKey).sort()].join(' ');
  const opened = place.open.get(key);
  if (opened !== undefined) {
    return opened < place.depth ? [] : [undecidable(place, 'the schema refers to itself for the same value')];
  }
  place.effort.left -= 1;
  const ways = place.effort.left < 0 ? undefined : alternatives(facts);
  if (ways === undefined) return [undecidable(place, 'the schemas are too large to compare')];
  place.open.set(key, place.depth);
  try {
    // that a way is none is looked for where it matters, since it may take long
    return distinct(
      gather(place, ways, (way) => {
        if (isPlainlyEmpty(way, place)) return [];
        const missed = missedOneWay(node, way, place);
        return missed.length > 0 && isEmpty(way, place) ? [] : missed;
      }),
    );
  } finally {
    place.open.delete(key);
  }
}

export const fits = (reader: SchemaNode, facts: readonly Fact[], place: Place): boolean =>
  missedBy(reader, facts, { ...place, brief: true }).length === 0;

/** With and without its unions it says different things. */
const factKey = (fact: Fact): string =>
  isNode(fact) ? `${follow(fact).key}${fact.spent ? '*' : ''}` : fact.key;

function refusedAll(facts: readonly Fact[], place: Place): readonly Incompatibility[] {
  const ways = alternatives(facts);
  if (ways?.every((way) => isEmpty(way, place))) return [];
  return [
    reason(place, 'nothing-accepted', 'the reader accepts nothing here, the writer may write something'),
  ];
}

function missedOneWay(node: SchemaNode, facts: readonly Fact[], place: Place): readonly Incompatibility[] {
  const values = finiteValues(facts);
  if (values !== undefined) return missedValues(node, values, place);
  const types = typesOf(facts);
  const accepted = typesOf([node]);
  const rest = [...types].filter((type) => !accepted.has(type));
  const typed =
    rest.length === 0
      ? []
      : [
          reason(
            place,
            'type-narrowed',
            `the reader accepts ${typesText(accepted)}, the writer has ${typesText(types)}`,
          ),
        ];
  if (rest.length === types.size) return typed;
  const common = { node, facts, types: new Set([...types].filter((type) => accepted.has(type))), place };
  const groups = [
    numberReasons,
    stringReasons,
    arrayReasons,
    objectReasons,
    ...(rest.length > 0 ? [] : [unionReasons]),
  ];
  return gather(place, [() => typed, () => enumReasons(node, place), ...groups], (group) => group(common));
}

/** The writer's values cannot be counted here, so a reader that counts its own misses some. */
function enumReasons(node: SchemaNode, place: Place): readonly Incompatibility[] {
  const values = keyword(node, 'enum');
  const count = Array.isArray(values) ? values.length : 1;
  if (values === undefined && keyword(node, 'const') === undefined) return [];
  const message = `the reader accepts ${count === 1 ? 'one value' : `${count} values`}, the writer has no such list`;
  return [reason(place, 'enum-narrowed', message)];
}

function missedValues(
  node: SchemaNode,
  values: readonly unknown[],
  place: Place,
): readonly Incompatibility[] {
  const missed = values.filter((value) => !holds(node, value));
  if (missed.length === 0) return [];
  const counted = keyword(node, 'enum') !== undefined || keyword(node, 'const') !== undefined;
  const rule = counted ? 'enum-narrowed' : 'value-not-accepted';
  const message = `the writer has ${missed.map((value) => JSON.stringify(value)).join(', ')}, which the reader does not accept`;
  return [reason(place, rule, message)];
}

function distinct(found: readonly Incompatibility[]): readonly Incompatibility[] {
  const known = new Map<string, Incompatibility>();
  for (const each of found) {
    const key = `${each.rule} ${each.path}`;
    if (!known.has(key)) known.set(key, each);
  }
  return [...known.values()];
}
