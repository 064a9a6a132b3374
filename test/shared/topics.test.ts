import { expect, test } from 'vitest';
import { keepPartitions } from '../../shared/declare/keep-partitions.ts';
import type { Topic } from '../../shared/declare/topic.ts';
import * as declarations from '../../shared/topics.ts';

const topics = Object.values(declarations).filter(
  (each): each is typeof each & Topic => typeof each === 'object' && 'kind' in each && each.kind === 'topic',
);

test('every topic with a key that is declared has the partitions it was deployed with', () => {
  expect(topics.map(({ name }) => name)).toContain('orders.events.v1');
  expect(() => keepPartitions(declarations.partitionHistory, topics)).not.toThrow();
});

test('a topic with a key that nobody lists in the history is noticed', () => {
  expect(() => keepPartitions({}, topics)).toThrow(/history of partitions/);
});
