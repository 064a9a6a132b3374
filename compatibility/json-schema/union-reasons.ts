/**
 * The reader's allOf, anyOf, oneOf, not and if. One branch must accept all that the writer may write, or one for each
 * type of it; for oneOf the other branches must accept none of it. `not` must be shown to accept none of it. Of `if`
 * both ways are looked at, each with what it says of the value.
 */
import type { Incompatibility } from '../incompatibility.ts';
import type { Comparison } from './comparison.ts';
import { alternatives, type Fact, negation } from './facts.ts';
import { fits, missedBy } from './includes.ts';
import { isEmpty } from './is-empty.ts';
import { ofType } from './of-type.ts';
import { beside, gather, type Place, reason, undecidable } from './place.ts';
import { child, follow, keyword, list, type SchemaNode, single } from './schema-document.ts';
import { typesOf, typesText, type ValueType } from './value-types.ts';

export function unionReasons({ node, facts, place }: Comparison): readonly Incompatibility[] {
  return [
    ...list(node, 'allOf').flatMap((each, index) => missedBy(each, facts, beside(place, 'allOf', index))),
    ...['anyOf', 'oneOf'].flatMap((name) =>
      keyword(node, name) === undefined
        ? []
        : branchReasons(node, facts, { name, place: beside(place, name) }),
    ),
    ...single(node, 'not').flatMap((refused) => {
      const at = beside(place, 'not');
      return isApart(refused, facts, at)
        ? []
        : [undecidable(at, 'the writer may write what `not` of the reader refuses, or it cannot be told')];
    }),
    ...(keyword(node, 'if') === undefined ? [] : conditionReasons(node, facts, place)),
  ];
}

/** No value for which the facts hold is valid under the schema. */
function isApart(schema: SchemaNode, facts: readonly Fact[], place: Place): boolean {
  return alternatives([...facts, schema])?.every((way) => isEmpty(way, place)) ?? false;
}

interface Union {
  readonly name: string;
  readonly place: Place;
}

function branchReasons(node: SchemaNode, facts: readonly Fact[], union: Union): readonly Incompatibility[] {
  const { name, place } = union;
  const branches = list(node, name);
  const fitting = branches.filter((branch, index) => fits(branch, facts, beside(place, index)));
  if (fitting.length > 0) {
    const alone = fitting.some((one) =>
      branches.every((other) => other === one || isApart(other, facts, place)),
    );
    if (name === 'anyOf' || alone) return [];
    const message = 'a branch accepts all that the writer has, but another may accept it as well';
    return [undecidable(place, message)];
  }
  const parts = byType(typesOf(facts));
  if (parts.length > 1) {
    return gather(place, parts, (type) => branchReasons(node, [...facts, ofType(type)], union));
  }
  const missed = branches.map((branch, index) => missedBy(branch, facts, beside(place, index)));
  const nearest = missed.reduce((least, each) => (each.length < least.length ? each : least));
  const rule = name === 'anyOf' ? 'any-of-narrowed' : 'one-of-narrowed';
  const kind = typesText(typesOf(facts));
  const message = `no branch of the reader accepts every ${kind} of the writer (nearest: ${nearest[0]?.message})`;
  return [reason(place, rule, message)];
}

function byType(types: ReadonlySet<ValueType>): readonly string[] {
  const whole = types.has('fraction') ? 'number' : 'integer';
  const named = [...types].map((type) => (type === 'fraction' || type === 'integer' ? whole : type));
  return [...new Set(named)];
}

function conditionReasons(
  node: SchemaNode,
  facts: readonly Fact[],
  place: Place,
): readonly Incompatibility[] {
  const condition = child(node, 'if');
  const way = (name: string, known: Fact): readonly Incompatibility[] =>
    single(node, name).flatMap((each) => missedBy(each, [...facts, known], beside(place, name)));
  return [...way('then', condition), ...way('else', negation(follow(condition)))];
}
