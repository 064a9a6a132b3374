import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedUnits, unitsAlone } from '../../../infra/plan/poller-units.ts';
import { HOURS, PRICES } from '../../../infra/plan/prices.ts';

const small = Array.from({ length: 10 }, () => ({ pollers: 1, mbPerSecond: 1.9 }));
const perHour = PRICES.pollerUnit.usd;

test("AWS's own example: ten small mappings are $1,332 alone and $133.20 in a group, in its month of 720 hours", () => {
  expect(unitsAlone(small) * 720 * perHour).toBeCloseTo(1_332, 10);
  expect(sharedUnits(small) * 720 * perHour).toBeCloseTo(133.2, 10);
});

test('in a month of 730 hours one unit is $135.05', () => {
  expect(sharedUnits(small) * HOURS * perHour).toBeCloseTo(135.05, 10);
});

test.each([
  ['no mapping', [], 0],
  ['an eleventh poller', [...small, { pollers: 1, mbPerSecond: 0 }], 2],
  ['21 MB/s of two pollers', [{ pollers: 2, mbPerSecond: 21 }], 2],
  ['20 MB/s of ten pollers', [{ pollers: 10, mbPerSecond: 20 }], 1],
])('%s needs its units', (_, demands, units) => {
  expect(sharedUnits(demands)).toBe(units);
});

const demand = fc.record({
  pollers: fc.integer({ min: 1, max: 200 }),
  mbPerSecond: fc.double({ min: 0, max: 1_000, noNaN: true }),
});

test('sharing never costs more than being alone, and one more mapping never costs less', () => {
  fc.assert(
    fc.property(fc.array(demand), demand, (demands, another) => {
      expect(sharedUnits(demands)).toBeLessThanOrEqual(unitsAlone(demands));
      expect(sharedUnits([...demands, another])).toBeGreaterThanOrEqual(sharedUnits(demands));
    }),
  );
});
