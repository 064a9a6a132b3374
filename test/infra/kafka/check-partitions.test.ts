import { expect, it, test } from 'vitest';
import { checkPartitions, partitionsPerBroker } from '../../../infra/kafka/check-partitions.ts';
import { days } from '../../../shared/declare/duration.ts';

const topics = (...partitions: readonly number[]) =>
  partitions.map((count, index) => ({
    name: `t-${index}`,
    partitions: count,
    maxMessageBytes: 1_000,
    retention: { time: days(1) },
  }));

test('a broker holds its share of every partition, three times over, and of the 100 of Kafka itself', () => {
  expect(partitionsPerBroker(topics(30, 20), 3)).toBe(150);
  expect(partitionsPerBroker(topics(30, 20), 6)).toBe(75);
});

it('takes as many as the type may hold and still be upgraded', () => {
  expect(() => checkPartitions(topics(200), { instanceType: 'kafka.t3.small', brokers: 3 })).not.toThrow();
  expect(() => checkPartitions(topics(1_400), { instanceType: 'kafka.m7g.large', brokers: 3 })).not.toThrow();
});

it('refuses one more, with the topics that have most', () => {
  expect(() => checkPartitions(topics(1, 200), { instanceType: 'kafka.t3.small', brokers: 3 })).toThrow(
    /the number of partitions on a broker, .* is 301; allowed: at most 300 on 3 × kafka\.t3\.small, .*most have t-1 200, t-0 1/,
  );
  expect(() => checkPartitions(topics(1_401), { instanceType: 'kafka.m7g.large', brokers: 3 })).toThrow(
    /1501/,
  );
});
