/** What stands at each place that the writer may fill, and behind the last that either side names. */
import type { Incompatibility } from '../incompatibility.ts';
import { limits } from './bounds.ts';
import type { Comparison } from './comparison.ts';
import { countReasons } from './count-reasons.ts';
import { alternatives, type Fact, nodes } from './facts.ts';
import { fits, missedBy } from './includes.ts';
import { isPlainlyEmpty } from './is-empty.ts';
import { below, beside, reason } from './place.ts';
import { child, keyword, list, type SchemaNode, single } from './schema-document.ts';

export function arrayReasons(comparison: Comparison): readonly Incompatibility[] {
  if (!comparison.types.has('array')) return [];
  const places = placesOf(comparison);
  return [
    ...countReasons(comparison, {
      least: ['minItems', 'min-items-raised'],
      most: ['maxItems', 'max-items-lowered'],
      atMost: places.possible,
    }),
    ...uniqueReasons(comparison, places.possible),
    ...itemReasons(comparison, places),
    ...containsReasons(comparison),
  ];
}

/** The schemas of one place; `index` beyond all places that are named: of those behind. */
const itemNodes = (node: SchemaNode, index: number): readonly SchemaNode[] => {
  const places = list(node, 'items');
  if (!Array.isArray(keyword(node, 'items'))) return single(node, 'items');
  return index < places.length ? [child(node, 'items', index)] : single(node, 'additionalItems');
};

const itemFacts = (facts: readonly Fact[], index: number): readonly SchemaNode[] =>
  nodes(facts).flatMap((node) => itemNodes(node, index));

interface Places {
  readonly named: number;
  /** How many the writer can fill. */
  readonly possible: number;
}

function placesOf({ node, facts, place }: Comparison): Places {
  const named = Math.max(...[node, ...nodes(facts)].map((each) => list(each, 'items').length));
  const most = Math.min(Number.POSITIVE_INFINITY, ...limits(nodes(facts), 'maxItems'));
  let possible = 0;
  while (possible < Math.min(most, named) && !impossible(possible)) possible += 1;
  const more = possible === named && possible < most && !impossible(named);
  return { named, possible: more ? most : possible };

  function impossible(index: number): boolean {
    const known = itemFacts(facts, index);
    return alternatives(known)?.every((way) => isPlainlyEmpty(way, below(place, 'items'))) ?? false;
  }
}

function itemReasons(
  { node, facts, place }: Comparison,
  { named, possible }: Places,
): readonly Incompatibility[] {
  const tuple = Array.isArray(keyword(node, 'items'));
  return Array.from({ length: named + 1 }, (_, index) => index)
    .filter((index) => index < possible)
    .flatMap((index) => {
      const behind = tuple && index >= list(node, 'items').length;
      const at = behind ? below(place, 'additionalItems') : below(place, 'items', ...(tuple ? [index] : []));
      return itemNodes(node, index).flatMap((each) => {
        const missed = missedBy(each, itemFacts(facts, index), at);
        if (missed.length === 0 || each.schema !== false) return missed;
        const message = `the reader accepts ${list(node, 'items').length} items at most, the writer more`;
        return [reason(at, 'max-items-lowered', message)];
      });
    });
}

function uniqueReasons({ node, facts, place }: Comparison, possible: number): readonly Incompatibility[] {
  const unique = (each: SchemaNode): boolean => keyword(each, 'uniqueItems') === true;
  if (!unique(node) || nodes(facts).some(unique) || possible <= 1) return [];
  return [
    reason(place, 'unique-items-required', 'the reader has uniqueItems, the writer may repeat an item'),
  ];
}

function containsReasons({ node, facts, place }: Comparison): readonly Incompatibility[] {
  return single(node, 'contains').flatMap((wanted) => {
    const at = below(place, 'contains');
    const kept = nodes(facts).some((fact) =>
      single(fact, 'contains').some((each) => fits(wanted, [each], at)),
    );
    const filled = limits(nodes(facts), 'minItems').some((least) => least > 0);
    if (kept || (filled && fits(wanted, itemFacts(facts, 0), at))) return [];
    const message = 'the reader wants an item that the writer may leave out';
    return [reason(beside(place, 'contains'), 'contains-changed', message)];
  });
}
