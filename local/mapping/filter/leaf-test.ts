/**
 * One entry of a pattern's list, against one text, number, truth value or null of a record. A list matches when one of
 * its entries does. `exists: false` is about a field that is not there, and is told by whoever looks for the field.
 */
import { isList, isObject, type Json, type JsonObject, show } from '../../template/json.ts';
import { wildcardTest } from './wildcard.ts';

export type Leaf = string | number | boolean | null;
export type LeafTest = (leaf: Leaf) => boolean;
type Refuse = (why: string) => never;

const OPERATORS = 'prefix, suffix, equals-ignore-case, wildcard, anything-but, numeric, exists';
const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

export function leafTest(entry: Json, refuse: Refuse): LeafTest {
  if (isList(entry)) return refuse(`a list within a list: ${show(entry)}`);
  if (!isObject(entry)) return (leaf) => leaf === entry;
  const [operator, operand] = only(entry, refuse);
  if (operator === 'anything-but') {
    const not = anythingBut(operand, refuse);
    return (leaf) => !not.some((test) => test(leaf));
  }
  if (operator === 'numeric') return numeric(operand, refuse);
  if (operator === 'exists') {
    return operand === true ? () => true : refuse(`exists is ${show(operand)}; allowed: true, false`);
  }
  return textTest(operator, operand, refuse);
}

function textTest(operator: string, operand: Json, refuse: Refuse): LeafTest {
  if ((operator === 'prefix' || operator === 'suffix') && isObject(operand)) {
    const [inner, text] = only(operand, refuse);
    if (inner !== 'equals-ignore-case') refuse(`${operator} of '${inner}'; allowed: equals-ignore-case`);
    const folded = textOf(operator, text, refuse).toLowerCase();
    return (leaf) => typeof leaf === 'string' && ENDS[operator](leaf.toLowerCase(), folded);
  }
  if (operator === 'prefix' || operator === 'suffix') {
    const text = textOf(operator, operand, refuse);
    return (leaf) => typeof leaf === 'string' && ENDS[operator](leaf, text);
  }
  if (operator === 'equals-ignore-case') {
    const folded = textOf(operator, operand, refuse).toLowerCase();
    return (leaf) => typeof leaf === 'string' && leaf.toLowerCase() === folded;
  }
  if (operator === 'wildcard') {
    const test = wildcardTest(textOf(operator, operand, refuse), refuse);
    return (leaf) => typeof leaf === 'string' && test(leaf);
  }
  return refuse(`the operator '${operator}' is not known here; known: ${OPERATORS}`);
}

const ENDS = {
  prefix: (text: string, start: string) => text.startsWith(start),
  suffix: (text: string, end: string) => text.endsWith(end),
};

function anythingBut(operand: Json, refuse: Refuse): readonly LeafTest[] {
  if (isObject(operand)) {
    const [operator, inner] = only(operand, refuse);
    return (isList(inner) ? inner : [inner]).map((each) => textTest(operator, each, refuse));
  }
  const values = isList(operand) ? operand : [operand];
  const [first] = values;
  const alike = values.every((each) => typeof each === typeof first);
  if (!alike || (typeof first !== 'string' && typeof first !== 'number')) {
    refuse(`anything-but is ${show(operand)}; allowed: texts, numbers, or one operator on texts`);
  }
  return values.map((each) => leafTest(each, refuse));
}

/** One comparison, or a lower and an upper bound. */
function numeric(operand: Json, refuse: Refuse): LeafTest {
  const parts = isList(operand) ? operand : [];
  const [sign, bound, upperSign, upper] = parts;
  const isRange =
    /^>=?$/.test(String(sign)) && /^<=?$/.test(String(upperSign)) && Number(bound) < Number(upper);
  if (parts.length === 2 || (parts.length === 4 && isRange)) {
    const tests = [comparison(sign, bound), ...(isRange ? [comparison(upperSign, upper)] : [])];
    if (!tests.includes(undefined)) {
      return (leaf) => typeof leaf === 'number' && tests.every((test) => test?.(leaf));
    }
  }
  return refuse(
    `numeric is ${show(operand)}; allowed: ["=", n], or a bound or two such as [">", 0, "<=", 5]`,
  );
}

function comparison(
  sign: Json | undefined,
  bound: Json | undefined,
): ((leaf: number) => boolean) | undefined {
  const compare =
    typeof sign === 'string' && Object.hasOwn(COMPARISONS, sign) ? COMPARISONS[sign] : undefined;
  if (compare === undefined || typeof bound !== 'number') return undefined;
  return (leaf) => compare(leaf, bound);
}

function only(operation: JsonObject, refuse: Refuse): [operator: string, operand: Json] {
  const [entry, more] = Object.entries(operation);
  return entry === undefined || more !== undefined
    ? refuse(`${show(operation)}; an operation has one of ${OPERATORS}`)
    : entry;
}

const textOf = (operator: string, operand: Json, refuse: Refuse): string =>
  typeof operand === 'string' ? operand : refuse(`${operator} is ${show(operand)}; text is due`);
