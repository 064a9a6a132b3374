import { expect, test } from 'vitest';
import { ceiling, effective } from '../../../infra/plan/pollers.ts';

test('pollers are never more than partitions', () => {
  expect(effective({ min: 1, max: 200 }, 12)).toEqual({ min: 1, max: 12 });
  expect(effective({ min: 20, max: 200 }, 12)).toEqual({ min: 12, max: 12 });
  expect(effective({ min: 2, max: 3 }, 12)).toEqual({ min: 2, max: 3 });
});

test('a poller carries 5 MB/s and five invocations; a partition has one batch at a time', () => {
  expect(ceiling(30, 30)).toEqual({ mbPerSecond: 150, invocations: 150, batches: 30 });
  expect(ceiling(2, 30)).toEqual({ mbPerSecond: 10, invocations: 10, batches: 10 });
});
