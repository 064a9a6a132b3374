/** The text of a record: everything in order, one property or name a line, so that a diff shows what was meant. */
import { jsonText } from './json.ts';
import type { Recorded, RecordedResource } from './recorded.ts';

export function recordText({ stacks, retained }: Recorded): string {
  const stackTexts = entries(stacks).map(([name, stack]) => {
    const resources = entries(stack).map(([id, resource]) => keyed(id, block(6, properties(resource))));
    return keyed(name, block(4, resources));
  });
  const names = entries(retained).map(([type, given]) =>
    keyed(
      type,
      list(
        4,
        given.toSorted().map((name) => jsonText(name)),
      ),
    ),
  );
  return `${block(0, [keyed('stacks', block(2, stackTexts)), keyed('retained', block(2, names))])}\n`;
}

const properties = ({ Type, ...others }: RecordedResource): readonly string[] => [
  keyed('Type', jsonText(Type)),
  ...entries(others).map(([property, value]) => keyed(property, jsonText(value))),
];

const entries = <T>(of: Readonly<Record<string, T>>): readonly [string, T][] =>
  Object.entries(of).toSorted(([a], [b]) => (a < b ? -1 : 1));

const keyed = (key: string, text: string): string => `${JSON.stringify(key)}: ${text}`;

const block = (indent: number, lines: readonly string[]): string => `{${inside(indent, lines)}}`;
const list = (indent: number, lines: readonly string[]): string => `[${inside(indent, lines)}]`;

function inside(indent: number, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const inner = lines.map((line) => `${' '.repeat(indent + 2)}${line}`);
  return `\n${inner.join(',\n')}\n${' '.repeat(indent)}`;
}
