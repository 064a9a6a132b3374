import { expect, test } from 'vitest';
import { declared } from '../../../infra/declared.ts';
import { plannedMappings } from '../../../infra/plan/mappings.ts';
import { more } from '../more-declarations.ts';
import { declaredWith } from './declared-with.ts';

const of = (topic: string, subscription: string) =>
  plannedMappings(more).find((each) => each.topic === topic && each.subscription === subscription);

test("a subscription's source has its own pollers, batch and window, a retry topic those that follow from it", () => {
  const [source, first, , last] = plannedMappings(declared);
  expect(source).toMatchObject({
    topic: 'orders.events.v1',
    functionName: 'invoice-orders',
    kind: 'source',
    pollers: { min: 1, max: 30 },
    batchSize: 500,
    windowMs: 500,
    concurrency: 20,
    memoryMb: 512,
    delayMs: 0,
  });
  expect(first).toMatchObject({
    topic: 'orders.events.v1.invoice-orders.retry-1',
    functionName: 'invoice-orders-retry',
    kind: 'retry',
    pollers: { min: 1, max: 3 },
    delayMs: 5_000,
  });
  // What fits the function after a wait of ten minutes.
  expect(last).toMatchObject({ batchSize: 440, delayMs: 600_000 });
});

test("declared pollers are kept, and on demand they are Lambda's own up to the partitions", () => {
  expect(of('scans.v1', 'count-scans')).toMatchObject({ pollers: { min: 2, max: 2 }, mode: 'provisioned' });
  expect(of('orders.events.v1', 'list-orders')).toMatchObject({
    pollers: { min: 1, max: 30 },
    mode: 'on-demand',
    windowMs: 5_000,
  });
  expect(of('orders.events.v1.list-orders.retry-1', 'list-orders')).toMatchObject({ mode: 'on-demand' });
});

test('on demand no number but that of the partitions limits them', () => {
  const declared = declaredWith({ topic: { partitions: 300 }, subscription: { mode: 'on-demand' } });
  expect(plannedMappings(declared)[0]?.pollers).toEqual({ min: 1, max: 300 });
});

test('a subscription of order partition has a mapping of its source alone', () => {
  expect(
    plannedMappings(more).filter(({ subscription }) => subscription === 'balance-payments'),
  ).toHaveLength(1);
});
