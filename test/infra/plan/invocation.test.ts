import { expect, test } from 'vitest';
import { durationMs, largestBatch, ratePerInvocation, usualBatch } from '../../../infra/plan/invocation.ts';

const work = { recordBytes: 1_024, ruleMs: 5, batchSize: 500, concurrency: 20 };

test('a batch is cut at 6 MB of base64', () => {
  expect(largestBatch(work)).toBe(500);
  // 1,000,000 bytes are 1,333,333 as base64 and 200 around them: four of them are 5.3 MB, five 6.7.
  expect(largestBatch({ ...work, recordBytes: 1_000_000 })).toBe(4);
  expect(largestBatch({ ...work, recordBytes: 3_000_000 })).toBe(1);
  expect(largestBatch({ ...work, recordBytes: 10_000_000 })).toBe(1);
});

test('records run side by side, one rule after the other, and are settled once', () => {
  expect(durationMs(500, work)).toBe(20 + 25 * 5);
  expect(durationMs(1, work)).toBe(20 + 5);
  expect(durationMs(500, { ...work, concurrency: 1 })).toBe(20 + 500 * 5);
  expect(ratePerInvocation(work)).toBeCloseTo(500 / 0.145, 6);
});

test('a usual batch is what arrives for a poller within the window, at least one record, at most the largest', () => {
  const arrival = { rate: 100, pollers: 1, windowMs: 500 };
  expect(usualBatch(work, arrival)).toBe(50);
  expect(usualBatch(work, { ...arrival, pollers: 5 })).toBe(10);
  expect(usualBatch(work, { ...arrival, rate: 0.1 })).toBe(1);
  expect(usualBatch(work, { ...arrival, rate: 10_000 })).toBe(500);
});
