import { expect, test } from 'vitest';
import { plannedTopics } from '../../../infra/plan/topics.ts';
import { more } from '../more-declarations.ts';

const kindOf = (name: string) => plannedTopics(more).find((each) => each.name === name);

test('every topic is told with what it is for and how long it keeps', () => {
  expect(kindOf('payments.v1')).toEqual({
    name: 'payments.v1',
    kind: 'source',
    partitions: 6,
    retentionMs: 259_200_000,
    retentionBytes: 1_073_741_824,
  });
  expect(kindOf('balances.v1')).toMatchObject({ kind: 'compacted', retentionMs: undefined });
  expect(kindOf('orders.events.v1.list-orders.retry-1')).toMatchObject({ kind: 'retry', partitions: 3 });
  expect(kindOf('orders.events.v1.list-orders.dlq')).toMatchObject({ kind: 'dead letter' });
});
