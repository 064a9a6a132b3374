/** The types of the values that facts allow. A number is an integer or has a fraction: integer is a part of number. */
import { type Fact, isNode, nodes } from './facts.ts';
import { keyword, type SchemaNode } from './schema-document.ts';

const TYPES = ['null', 'boolean', 'integer', 'fraction', 'string', 'array', 'object'] as const;
export type ValueType = (typeof TYPES)[number];

const NAMED: Readonly<Record<string, readonly ValueType[]>> = {
  null: ['null'],
  boolean: ['boolean'],
  integer: ['integer'],
  number: ['integer', 'fraction'],
  string: ['string'],
  array: ['array'],
  object: ['object'],
};

export function typesOf(facts: readonly Fact[]): ReadonlySet<ValueType> {
  const allowed = nodes(facts).map(typesOfNode);
  const refused = facts.flatMap((fact) =>
    isNode(fact) || !namesTypesAlone(fact.negates) ? [] : [fact.negates],
  );
  const left = TYPES.filter((type) => allowed.every((types) => types.has(type)));
  return new Set(left.filter((type) => refused.every((node) => !typesOfNode(node).has(type))));
}

function typesOfNode(node: SchemaNode): Set<ValueType> {
  const named = keyword(node, 'type');
  const types = new Set(
    named === undefined ? TYPES : [named].flat().flatMap((name) => NAMED[String(name)] ?? []),
  );
  const step = keyword(node, 'multipleOf');
  if (typeof step === 'number' && Number.isInteger(step)) types.delete('fraction');
  return types;
}

const namesTypesAlone = ({ schema }: SchemaNode): boolean =>
  typeof schema !== 'boolean' && Object.keys(schema).join() === 'type';

/** As a schema would name them. */
export function typesText(types: ReadonlySet<ValueType>): string {
  if (types.size === TYPES.length) return 'any type';
  const named = Object.entries(NAMED).filter(
    ([name, parts]) =>
      parts.every((part) => types.has(part)) && !(name === 'integer' && types.has('fraction')),
  );
  return named.map(([name]) => name).join(' or ');
}

export const only = (types: ReadonlySet<ValueType>, ...allowed: readonly ValueType[]): boolean =>
  [...types].every((type) => allowed.includes(type));
