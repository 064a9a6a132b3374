/** What schemas say of the properties of an object, by name and of names that none of them lists. */
import { alternatives, type Fact, nodes } from './facts.ts';
import { isPlainlyEmpty } from './is-empty.ts';
import { below, type Place } from './place.ts';
import { child, has, keyword, names, type SchemaNode, single } from './schema-document.ts';

const patterns = (node: SchemaNode): readonly string[] => names(node, 'patternProperties');

const matches = (pattern: string, name: string): boolean => new RegExp(pattern, 'u').test(name);

/** Named, or by a pattern that it matches. */
export const listedNodes = (node: SchemaNode, name: string): readonly SchemaNode[] => [
  ...(has(node, 'properties', name) ? [child(node, 'properties', name)] : []),
  ...patterns(node)
    .filter((pattern) => matches(pattern, name))
    .map((pattern) => child(node, 'patternProperties', pattern)),
];

export function propertyNodes(node: SchemaNode, name: string): readonly SchemaNode[] {
  const listed = listedNodes(node, name);
  return listed.length > 0 ? listed : single(node, 'additionalProperties');
}

export const propertyFacts = (facts: readonly Fact[], name: string): readonly SchemaNode[] =>
  nodes(facts).flatMap((node) => propertyNodes(node, name));

export function isImpossible(facts: readonly Fact[], name: string, place: Place): boolean {
  const ways = alternatives(propertyFacts(facts, name));
  return ways?.every((way) => isPlainlyEmpty(way, below(place, 'properties', name))) ?? false;
}

export const required = (facts: readonly Fact[]): ReadonlySet<string> =>
  new Set(
    nodes(facts).flatMap((node) => {
      const value = keyword(node, 'required');
      return Array.isArray(value) ? value.map(String) : [];
    }),
  );

/**
 * What facts say of a name that no schema lists: one of several lists of facts holds. `matching`: the name matches this
 * pattern; else it matches none of `except`.
 */
export function unlistedFacts(
  facts: readonly Fact[],
  { matching, except = [] }: { readonly matching?: string; readonly except?: readonly string[] },
): readonly (readonly SchemaNode[])[] {
  return nodes(facts).reduce<readonly (readonly SchemaNode[])[]>(
    (found, node) => {
      const own = patterns(node);
      const certain = matching !== undefined && own.includes(matching);
      const ways = certain
        ? [[child(node, 'patternProperties', matching)]]
        : [
            ...own
              .filter((pattern) => !except.includes(pattern))
              .map((pattern) => [child(node, 'patternProperties', pattern)]),
            single(node, 'additionalProperties'),
          ];
      return found.flatMap((one) => ways.map((way) => [...one, ...way]));
    },
    [[]],
  );
}

/** All names that the writer can use; undefined: any number of them. */
export function closedNames(facts: readonly Fact[]): readonly string[] | undefined {
  const closed = nodes(facts).find(
    (node) => keyword(node, 'additionalProperties') === false && patterns(node).length === 0,
  );
  return closed === undefined ? undefined : names(closed, 'properties');
}
