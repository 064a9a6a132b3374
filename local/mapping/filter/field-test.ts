/**
 * A pattern's object against JSON, as AWS's open matcher (aws/event-ruler) does it: all fields must match, `$or` is one
 * of several, and lists of the record are looked through: a field matches when one element does, and fields of one
 * object of the pattern must match within one and the same element. `exists` is about texts, numbers, truth values and
 * nulls alone: a field that holds an object does not exist.
 */
import { get, isList, isObject, type Json, type JsonObject, show } from '../../template/json.ts';
import { type Leaf, type LeafTest, leafTest } from './leaf-test.ts';

/** `root` is the whole value: a field that does not exist must not exist anywhere on its path. */
export type FieldTest = (node: Json | undefined, root: Json) => boolean;
type Refuse = (why: string) => never;
type Path = readonly string[];

const RESERVED = [
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
  'anything-but',
  'numeric',
  'exists',
  'cidr',
];

export function fieldsTest(pattern: JsonObject, refuse: Refuse, path: Path = []): FieldTest {
  const tests = Object.entries(pattern).map(([key, inner]): FieldTest => {
    if (key === '$or' && isAlternatives(inner)) {
      const either = inner.map((each) => fieldsTest(each, refuse, path));
      return (node, root) => either.some((test) => test(node, root));
    }
    const at = [...path, key];
    const test = isObject(inner) ? fieldsTest(inner, refuse, at) : listTest(inner, refuse, at);
    return (node, root) => test(get(node, key), root);
  });
  if (tests.length === 0) refuse(`${named(path)} is empty; a field with a list of values is due`);
  return (node, root) => {
    const objects = objectsIn(node);
    if (objects.length === 0) return tests.every((test) => test(undefined, root));
    return objects.some((each) => tests.every((test) => test(each, root)));
  };
}

export function listTest(list: Json, refuse: Refuse, path: Path): FieldTest {
  const at = (why: string): never => refuse(`${named(path)}: ${why}`);
  if (!isList(list) || list.length === 0) {
    return at(`${show(list)}; a list of values or an object is due`);
  }
  const tests: LeafTest[] = [];
  let absent = false;
  for (const entry of list) {
    if (isObject(entry) && entry.exists === false && Object.keys(entry).length === 1) absent = true;
    else tests.push(leafTest(entry, at));
  }
  return (node, root) =>
    leavesIn(node).some((leaf) => tests.some((test) => test(leaf))) || (absent && !isThere(root, path));
}

/** AWS takes `$or` for the name of a field unless it has two objects or more, of fields. */
const isAlternatives = (inner: Json): inner is readonly JsonObject[] =>
  isList(inner) &&
  inner.length > 1 &&
  inner.every((each) => isObject(each) && !Object.keys(each).some((key) => RESERVED.includes(key)));

function isThere(root: Json, path: Path): boolean {
  let nodes: readonly (Json | undefined)[] = [root];
  for (const key of path) nodes = nodes.flatMap(objectsIn).map((each) => get(each, key));
  return nodes.some((node) => leavesIn(node).length > 0);
}

const objectsIn = (node: Json | undefined): readonly JsonObject[] => elements(node).filter(isObject);
const leavesIn = (node: Json | undefined): readonly Leaf[] =>
  elements(node).filter((each): each is Leaf => typeof each !== 'object' || each === null);

/** Through lists in lists, without recursion: they may be as deep as the record is long. */
function elements(node: Json | undefined): readonly Json[] {
  if (node === undefined) return [];
  if (!isList(node)) return [node];
  const found: Json[] = [];
  const open: Json[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isList(next)) for (const each of next) open.push(each);
    else found.push(next);
  }
  return found;
}

const named = (path: Path): string => ['value', ...path].join('.');
