import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LogLines } from '../../../local/lambda/log-lines.ts';

function read(chunks: readonly Buffer[]): string[] {
  const seen: string[] = [];
  const lines = new LogLines({ line: (text) => seen.push(text), mark: (id) => seen.push(`<${id}>`) });
  for (const chunk of chunks) lines.write(chunk);
  lines.end();
  return seen;
}

test('a mark is told apart, also behind an unfinished line', () => {
  expect(read([Buffer.from('one\ntwo\0end r1\n\0end r2\n\nthree')])).toEqual([
    'one',
    'two',
    '<r1>',
    '<r2>',
    '',
    'three',
  ]);
});

test('lines are the same however the bytes are cut', () => {
  const bytes = Buffer.from('ä\nzwei €\0end r1\n\nfünf 😀');
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
      expect(read(chunks)).toEqual(['ä', 'zwei €', '<r1>', '', 'fünf 😀']);
    }),
  );
});

test('a line without an end is cut at a megabyte', () => {
  expect(read([Buffer.alloc(1024 * 1024 + 1, 'x'), Buffer.from('y\n')])).toEqual([
    'x'.repeat(1024 * 1024 + 1),
    'y',
  ]);
});
