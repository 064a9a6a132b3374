import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');
const README = readFileSync(path.join(ROOT, 'README.md'), 'utf8');

/** Rows of the table under a heading: cells without their back quotes. */
function rows(heading: string): string[][] {
  const section = README.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

describe('"Follow one record" in the README', () => {
  const stops = rows('Follow one record');

  it('leads from the declaration to what is given up', () => {
    expect(stops.length).toBeGreaterThan(10);
    expect(stops.at(0)?.[1]).toBe('shared/topics.ts');
    expect(stops.at(-1)?.[2]).toBe('failureDocument');
  });

  it.each(stops)('%s: %s exports %s, and %s tests it', (_stop, file, symbol, test) => {
    const source = readFileSync(path.join(ROOT, file!), 'utf8');
    expect(source).toMatch(new RegExp(`^export (async )?(const|function|class) ${symbol}\\b`, 'm'));
    expect(existsSync(path.join(ROOT, test!)), test).toBe(true);
    expect(readFileSync(path.join(ROOT, test!), 'utf8')).toMatch(/\b(it|test)(\.each)?\(/);
  });
});

describe('every npm script and file the README names', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

  it.each([...new Set([...README.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!))])(
    'npm run %s exists',
    (name) => expect(scripts).toHaveProperty(name),
  );

  it.each([
    ...new Set(
      [...README.matchAll(/`((?:shared|functions|infra|local|samples|test)\/[\w./-]+)`/g)].map(
        ([, file]) => file!,
      ),
    ),
  ])('%s exists', (file) => expect(existsSync(path.join(ROOT, file))).toBe(true));
});

it.each(['README.md', 'DESIGN.md'])('%s has every figure filled in: no @@PLACEHOLDER@@ is left', (file) => {
  expect(readFileSync(path.join(ROOT, file), 'utf8').match(/@@\w*/g) ?? []).toEqual([]);
});
