import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ASSIGNORS, assignPartitions } from '../../../../local/mapping/kafka/assign-partitions.ts';

const members = ['c', 'a', 'b'].map((id) => ({ id, topics: ['t'] }));
const shares = (assignor: string, partitions: number) =>
  Object.fromEntries(
    [...assignPartitions(assignor, members, new Map([['t', partitions]]))].map(([id, share]) => [
      id,
      share.get('t') ?? [],
    ]),
  );

test("range gives runs in the order of the members' ids, the first ones larger", () => {
  expect(shares('range', 7)).toEqual({ a: [0, 1, 2], b: [3, 4], c: [5, 6] });
  expect(shares('range', 2)).toEqual({ a: [0], b: [1], c: [] });
});

test('roundrobin deals them out one by one', () => {
  expect(shares('roundrobin', 7)).toEqual({ a: [0, 3, 6], b: [1, 4], c: [2, 5] });
});

test('a member gets nothing of a topic it does not read', () => {
  const mixed = [
    { id: 'a', topics: ['t'] },
    { id: 'b', topics: ['t', 'other'] },
  ];
  const given = assignPartitions('range', mixed, new Map([['other', 2]]));
  expect(given.get('a')?.size).toBe(0);
  expect(given.get('b')?.get('other')).toEqual([0, 1]);
});

test('every partition has one reader, whatever their number', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ASSIGNORS),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(40),
      (assignor, size, count) => {
        const group = Array.from({ length: size }, (_, index) => ({ id: `m${index}`, topics: ['t'] }));
        const given = assignPartitions(assignor, group, new Map([['t', count]]));
        const all = [...given.values()].flatMap((share) => share.get('t') ?? []);
        expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
        const sizes = [...given.values()].map((share) => share.get('t')?.length ?? 0);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      },
    ),
  );
});
