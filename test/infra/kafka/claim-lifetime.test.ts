import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { claimLifetimeDays } from '../../../infra/kafka/claim-lifetime.ts';
import { days, minutes, seconds } from '../../../shared/declare/duration.ts';
import { plainJson } from '../../../shared/declare/plain-json.ts';
import { subscription } from '../../../shared/declare/subscription.ts';
import { type TopicOptions, topic } from '../../../shared/declare/topic.ts';

const value = plainJson(z.object({ id: z.string() }));
const of = (options: Partial<TopicOptions<{ id: string }>> = {}) =>
  topic('orders.v1', { partitions: 3, retention: days(7), value, claimCheck: true, ...options });
const lifetime = (source: ReturnType<typeof of>, ...subscriptions: ReturnType<typeof subscription>[]) =>
  claimLifetimeDays(source, { declared: { subscriptions }, brokers: 'standard' });

describe('claimLifetimeDays()', () => {
  it('outlives the topic by two days when nobody parks its records', () => {
    expect(lifetime(of())).toBe(7 + 2);
  });

  it('outlives a whole stay in the topic, in each retry topic and in the dead-letter topic', () => {
    const orders = of();
    const book = subscription('book', { topic: orders, retry: [seconds(5), minutes(1)] });
    expect(lifetime(orders, book)).toBe(7 + 1 + 2 * (7 + 1) + (14 + 1) + 1);
  });

  it('follows the longest way of any subscription', () => {
    const orders = of({ retention: days(1) });
    const short = subscription('short', { topic: orders, retry: [] });
    const long = subscription('long', { topic: orders, retry: [seconds(1)] });
    expect(lifetime(orders, short)).toBe(1 + 1 + (14 + 1) + 1);
    expect(lifetime(orders, short, long)).toBe(1 + 1 + (7 + 1) + (14 + 1) + 1);
  });

  it('of a topic without claim checks covers what had to be offloaded on the way to a retry topic', () => {
    const orders = of({ claimCheck: false });
    expect(lifetime(orders)).toBeUndefined();
    const book = subscription('book', { topic: orders, retry: [seconds(5)] });
    expect(lifetime(orders, book)).toBe(7 + 1 + (14 + 1) + 1);
  });

  it('outlives the week that Express brokers may take to cut a segment', () => {
    const orders = of();
    const book = subscription('book', { topic: orders, retry: [seconds(5)] });
    const props = { declared: { subscriptions: [book] }, brokers: 'express' } as const;
    expect(claimLifetimeDays(orders, props)).toBe(7 + 7 + (7 + 7) + (14 + 7) + 1);
  });

  it('refuses claim checks in a topic whose records have no time to go', () => {
    expect(() => lifetime(of({ retention: { bytes: 1_048_576 } }))).toThrow(
      /topic 'orders\.v1': retention time with claimCheck is undefined; allowed: a duration/,
    );
  });
});
