/**
 * Types as Biome prints them: on one line where they fit, a union's members on a line each where they do not. What would
 * have to break elsewhere stays on its line, and Biome is told so.
 */
import { propertyName } from './string-literal.ts';
import type { TsType } from './ts-type.ts';

export const LINE_WIDTH = 110;
export const UNFORMATTED = '// biome-ignore format: generated, and too long for a line';

/** `head`: what stands before the type, up to its `:` or `=`. */
export function printTyped(head: string, type: TsType, indent: string): readonly string[] {
  const line = `${indent}${head} ${oneLine(type)};`;
  if (line.length <= LINE_WIDTH || type.is === 'word') return [line];
  if (type.is === 'union') {
    const members = type.of.map((member) => `${indent}  | ${oneLine(member)}`);
    const broken = [`${indent}${head}`, ...members.slice(0, -1), `${members.at(-1)};`];
    if (broken.every(({ length }) => length <= LINE_WIDTH)) return broken;
  }
  return [`${indent}${UNFORMATTED}`, line];
}

function oneLine(type: TsType): string {
  switch (type.is) {
    case 'word':
      return type.text;
    case 'array':
      return type.of.is === 'union' || type.of.is === 'array'
        ? `readonly (${oneLine(type.of)})[]`
        : `readonly ${oneLine(type.of)}[]`;
    case 'map':
      return type.deferred
        ? `{ readonly [name: string]: ${oneLine(type.of)} }`
        : `Readonly<Record<string, ${oneLine(type.of)}>>`;
    case 'union':
      return type.of.map(oneLine).join(' | ');
    case 'wrapped':
      return `{ readonly ${propertyName(type.name)}: ${oneLine(type.of)} }`;
  }
}
