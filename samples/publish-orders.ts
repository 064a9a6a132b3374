/**
 * Publishes orders until all are acknowledged. What failed for a moment (a store that is away keeps large orders from
 * their claim check, brokers that are away) is published again; it may then be in the topic twice, which is harmless.
 */
import type { ProduceError } from '../shared/produce/produce-error.ts';
import type { Producer, Published } from '../shared/produce/producer.ts';
import { type Order, orders as topic } from '../shared/topics.ts';

export interface Acknowledged {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  /** -1: known to be in the topic, not where. */
  readonly offset: bigint;
}

export interface PublishPorts {
  readonly producer: Pick<Producer, 'publishAll'>;
  readonly sleep: (ms: number) => Promise<void>;
  /** Epoch ms. */
  readonly now: () => number;
}

const PATIENCE_MS = 120_000;
const PAUSE_MS = 1_000;

export async function publishOrders(
  orders: readonly Order[],
  { producer, sleep, now }: PublishPorts,
): Promise<readonly Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  const giveUp = now() + PATIENCE_MS;
  for (let left = orders; ; await sleep(PAUSE_MS)) {
    try {
      const published = await producer.publishAll(left.map((value) => ({ topic, value })));
      return [...acknowledged, ...pairs(left, published)];
    } catch (error) {
      const failure = error as ProduceError;
      if (!failure.retriable || now() >= giveUp) throw error;
      const failed = new Set([...failure.refused, ...failure.unknown].map(({ index }) => index));
      const done = left.filter((_, index) => !failed.has(index));
      acknowledged.push(...pairs(done, failure.acknowledged));
      left = left.filter((_, index) => failed.has(index));
    }
  }
}

const pairs = (orders: readonly Order[], published: readonly Published[]): Acknowledged[] =>
  published.map((each, index) => ({ id: orders[index]?.orderId ?? '', ...each }));
