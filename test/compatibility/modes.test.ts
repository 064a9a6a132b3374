import { expect, test } from 'vitest';
import { againstAll, isMode, isReadByOlder, MODES, readsOlder } from '../../compatibility/modes.ts';

test('the eight modes compare in these directions, with these versions', () => {
  const rows = MODES.map((mode) => [mode, readsOlder(mode), isReadByOlder(mode), againstAll(mode)]);
  expect(rows).toEqual([
    ['BACKWARD', true, false, false],
    ['BACKWARD_ALL', true, false, true],
    ['FORWARD', false, true, false],
    ['FORWARD_ALL', false, true, true],
    ['FULL', true, true, false],
    ['FULL_ALL', true, true, true],
    ['NONE', false, false, false],
    ['DISABLED', false, false, false],
  ]);
});

test('a word is a mode only as Glue writes it', () => {
  expect(MODES.every(isMode)).toBe(true);
  for (const other of ['backward', 'FULL_TRANSITIVE', 'BACKWARD\n', '', undefined])
    expect(isMode(other)).toBe(false);
});
