import { expect, test } from 'vitest';
import { upgradesTo } from '../../../infra/record/kafka-version.ts';

test.each([
  ['3.7.x', '3.8.x', true],
  ['3.9.x.kraft', '4.0.x.kraft', true],
  ['4.9.x.kraft', '4.10.x.kraft', true],
  ['2.8.1', '2.8.2', true],
  ['3.8.x', '3.7.x', false],
  ['4.10.x.kraft', '4.9.x.kraft', false],
  ['3.8.x', '3.8.x', false],
  ['3.9.x', '4.0.x.kraft', false],
  ['3.8.x.kraft', '3.9.x', false],
  ['3.9.x', 'latest', false],
  ['null', '3.9.x', false],
])('an upgrade from %s to %s: %s', (from, to, possible) => {
  expect(upgradesTo(from, to)).toBe(possible);
});
