import fc from 'fast-check';
import { expect, test } from 'vitest';
import { declared } from '../../../infra/declared.ts';
import { ACCOUNT_CONCURRENCY, askFor, concurrency } from '../../../infra/plan/concurrency.ts';
import { plannedMappings } from '../../../infra/plan/mappings.ts';
import { declaredWith } from './declared-with.ts';

test('five invocations of each poller at most, one batch of a partition as expected, and the retry function may wait', () => {
  expect(concurrency(plannedMappings(declared), declared)).toEqual({
    functions: [
      {
        functionName: 'invoice-orders',
        most: 150,
        expected: 30,
        memoryMb: 512,
        waiting: 0,
        longestWaitMs: 0,
      },
      {
        functionName: 'invoice-orders-retry',
        most: 45,
        expected: 9,
        memoryMb: 512,
        waiting: 9,
        longestWaitMs: 600_000,
      },
      {
        functionName: 'place-order',
        most: undefined,
        expected: undefined,
        memoryMb: 512,
        waiting: 0,
        longestWaitMs: 0,
      },
    ],
    most: 195,
    expected: 39,
    quota: 1_000,
    askFor: undefined,
  });
});

test('more than four fifths of the quota: a higher one is to be asked for, with a fifth of it left', () => {
  const of160 = declaredWith({ topic: { partitions: 160 }, subscription: { retry: [] } });
  const of161 = declaredWith({ topic: { partitions: 161 }, subscription: { retry: [] } });
  expect(concurrency(plannedMappings(of160), of160)).toMatchObject({ most: 800, askFor: undefined });
  expect(concurrency(plannedMappings(of161), of161)).toMatchObject({ most: 805, askFor: 2_000 });
  expect(askFor(1_600)).toBe(2_000);
  expect(askFor(1_601)).toBe(3_000);
});

test('what is asked for is enough', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), (most) => {
      expect((askFor(most) ?? ACCOUNT_CONCURRENCY) * 0.8).toBeGreaterThanOrEqual(most);
    }),
  );
});
