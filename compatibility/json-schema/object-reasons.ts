/**
 * A property that the reader describes and the writer does not list may hold anything, if the writer's content is open;
 * it is absent if that is closed. A property that the writer lists and the reader does not must be accepted by what the
 * reader says of other properties.
 */
import type { Incompatibility } from '../incompatibility.ts';
import type { Comparison } from './comparison.ts';
import { countReasons } from './count-reasons.ts';
import { dependencyReasons } from './dependency-reasons.ts';
import { type Fact, holds, nodes } from './facts.ts';
import { fits, missedBy } from './includes.ts';
import { ofType } from './of-type.ts';
import { below, beside, gather, reason } from './place.ts';
import {
  closedNames,
  isImpossible,
  listedNodes,
  propertyFacts,
  propertyNodes,
  required,
  unlistedFacts,
} from './properties.ts';
import { child, follow, keyword, names, type SchemaNode, single } from './schema-document.ts';

export function objectReasons(comparison: Comparison): readonly Incompatibility[] {
  if (!comparison.types.has('object')) return [];
  const { facts, place } = comparison;
  const possible = closedNames(facts)?.filter((name) => !isImpossible(facts, name, place));
  const groups = [
    requiredReasons,
    () =>
      countReasons(comparison, {
        least: ['minProperties', 'min-properties-raised'],
        most: ['maxProperties', 'max-properties-lowered'],
        atLeast: required(facts).size,
        ...(possible && { atMost: possible.length }),
      }),
    listedReasons,
    unlistedReasons,
    () => nameReasons(comparison, possible),
    dependencyReasons,
  ];
  return gather(place, groups, (group) => group(comparison));
}

function requiredReasons({ node, facts, place }: Comparison): readonly Incompatibility[] {
  const written = required(facts);
  return [...required([node])]
    .filter((name) => !written.has(name))
    .map((name) =>
      reason(
        beside(place, 'properties', name),
        'required-by-reader',
        `the reader requires ${name}, the writer does not`,
      ),
    );
}

function listedReasons({ node, facts, place }: Comparison): readonly Incompatibility[] {
  const all = new Set([node, ...nodes(facts)].flatMap((each) => names(each, 'properties')));
  // what tells kinds of objects apart is looked at first
  const [constants, others] = [true, false].map((wanted) =>
    [...all].filter((name) => propertyNodes(node, name).some(isCounted) === wanted),
  );
  return gather(place, [...(constants ?? []), ...(others ?? [])], (name) => {
    const at = below(place, 'properties', name);
    const missed = propertyNodes(node, name).flatMap((each) =>
      missedBy(each, propertyFacts(facts, name), at),
    );
    const [first] = missed;
    if (first === undefined) return [];
    if (listedNodes(node, name).length === 0) {
      const closed = keyword(node, 'additionalProperties') === false;
      const ours = closed
        ? 'accepts no other properties'
        : `does not accept it as another (${first.message})`;
      return [reason(at, 'property-not-accepted', `the writer has ${name}, the reader ${ours}`)];
    }
    if (nodes(facts).some((fact) => listedNodes(fact, name).length > 0)) return missed;
    const message = `the reader describes ${name}, the writer leaves it open (${first.message})`;
    return [reason(at, 'property-added-to-open-content', message)];
  });
}

const isCounted = (node: SchemaNode): boolean =>
  ['const', 'enum'].some((name) => keyword(follow(node), name) !== undefined);

function unlistedReasons({ node, facts, place }: Comparison): readonly Incompatibility[] {
  const patterns = names(node, 'patternProperties');
  const matching = patterns.flatMap((pattern) => {
    const at = below(place, 'patternProperties', pattern);
    return unlistedFacts(facts, { matching: pattern }).flatMap((known) =>
      missedBy(child(node, 'patternProperties', pattern), known, at),
    );
  });
  const others = single(node, 'additionalProperties').flatMap((each) => {
    const at = below(place, 'additionalProperties');
    const missed = unlistedFacts(facts, { except: patterns }).flatMap((known) => missedBy(each, known, at));
    if (missed.length === 0 || each.schema !== false) return missed;
    const message = 'the reader accepts no properties but those it lists, the writer accepts others';
    return [reason(at, 'open-content-closed', message)];
  });
  return [...matching, ...others];
}

function nameReasons(
  { node, facts, place }: Comparison,
  possible: readonly string[] | undefined,
): readonly Incompatibility[] {
  return single(node, 'propertyNames').flatMap((wanted) => {
    const at = below(place, 'propertyNames');
    const theirs: readonly Fact[] = nodes(facts).flatMap((fact) => single(fact, 'propertyNames'));
    const kept = possible
      ? possible.every((name) => holds(wanted, name))
      : fits(wanted, [...theirs, ofType('string')], at);
    if (kept) return [];
    return [
      reason(at, 'property-names-narrowed', 'the writer may use names that the reader does not accept'),
    ];
  });
}
