/** Code that makes a large value: text that is parsed loads faster than an object that is written out. */
import { LINE_WIDTH } from './print-type.ts';
import { stringLiteral } from './string-literal.ts';

/** Of an item in a list of a property. */
const INDENT = 4;

export function jsonCode(value: unknown): string {
  const text = stringLiteral(JSON.stringify(value));
  const line = `JSON.parse(${text})`;
  return INDENT + line.length + 1 <= LINE_WIDTH ? line : `JSON.parse(\n  ${text},\n)`;
}
