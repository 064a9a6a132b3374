/**
 * What is known of a value: schemas that it is valid under, and schemas that it is not. A writer's schema is taken apart
 * into alternatives, each a list of such facts, of which one holds for every value that the writer may write: members of
 * allOf stand side by side, each branch of anyOf and oneOf makes an alternative, so do the two ways of if.
 */
import { admits } from './admits.ts';
import { child, follow, keyword, list, type SchemaNode, single } from './schema-document.ts';

export interface Negation {
  readonly key: string;
  readonly negates: SchemaNode;
}
export type Fact = SchemaNode | Negation;

/** More are given up. */
const MOST_ALTERNATIVES = 256;

export const negation = (node: SchemaNode): Negation => ({ key: `!${node.key}`, negates: node });

export const isNode = (fact: Fact): fact is SchemaNode => !('negates' in fact);

export const nodes = (facts: readonly Fact[]): readonly SchemaNode[] => facts.filter(isNode);

export const holds = (fact: Fact, value: unknown): boolean =>
  isNode(fact) ? admits(fact, value) : !holds(fact.negates, value);

/** No alternative: there is no such value. Undefined: too many alternatives. */
export function alternatives(facts: readonly Fact[]): readonly (readonly Fact[])[] | undefined {
  const found = facts.reduce<readonly (readonly Fact[])[]>(
    (before, fact) => side(before, takenApart(fact, [])),
    [[]],
  );
  return found.length > MOST_ALTERNATIVES ? undefined : found;
}

function takenApart(fact: Fact, above: readonly string[]): readonly (readonly Fact[])[] {
  if (!isNode(fact) || fact.spent) return [[fact]];
  const node = follow(fact);
  if (node.schema === true) return [[]];
  if (node.schema === false) return [];
  // a schema that is a branch of itself says nothing new
  if (above.includes(node.key)) return [[]];
  const inner = (each: SchemaNode): readonly (readonly Fact[])[] => takenApart(each, [...above, node.key]);
  let found: readonly (readonly Fact[])[] = [[{ ...node, spent: true }]];
  for (const member of list(node, 'allOf')) found = side(found, inner(member));
  for (const refused of single(node, 'not')) found = side(found, [[negation(follow(refused))]]);
  if (keyword(node, 'anyOf') !== undefined) found = side(found, list(node, 'anyOf').flatMap(inner));
  if (keyword(node, 'oneOf') !== undefined) found = side(found, exactlyOne(list(node, 'oneOf'), inner));
  if (keyword(node, 'if') !== undefined) found = side(found, eitherWay(node, inner));
  return found;
}

type TakeApart = (node: SchemaNode) => readonly (readonly Fact[])[];

const exactlyOne = (branches: readonly SchemaNode[], inner: TakeApart): readonly (readonly Fact[])[] =>
  branches.flatMap((branch) => {
    const others = branches.filter((each) => each !== branch).map((each) => negation(follow(each)));
    return side(inner(branch), [others]);
  });

function eitherWay(node: SchemaNode, inner: TakeApart): readonly (readonly Fact[])[] {
  const condition = child(node, 'if');
  const way = (name: string): readonly (readonly Fact[])[] =>
    single(node, name).length === 0 ? [[]] : inner(child(node, name));
  return [...side(inner(condition), way('then')), ...side([[negation(follow(condition))]], way('else'))];
}

/** Every alternative of the one with every alternative of the other; no more than say that there are too many. */
function side(
  some: readonly (readonly Fact[])[],
  others: readonly (readonly Fact[])[],
): readonly (readonly Fact[])[] {
  return some
    .flatMap((one) =>
      others.map((other) => {
        const known = new Map([...one, ...other].map((fact) => [fact.key, fact]));
        return [...known.values()];
      }),
    )
    .slice(0, MOST_ALTERNATIVES + 1);
}
