/**
 * Publishes orders until all are acknowledged. What failed for a moment (a store that is away keeps large orders from
 * their claim check, brokers that are away) is published again; it may then be in the topic twice, which is harmless.
 */
import type { Order } from '../schemas/orders.events.v1/value/contract.ts';
import type { ProduceError, RecordAcknowledged } from '../shared/produce/produce-error.ts';
import type { Producer } from '../shared/produce/producer.ts';
import { orders as topic } from '../shared/topics.ts';

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
      return [...acknowledged, ...published.map((at, index) => placed(left, { index, ...at }))];
    } catch (error) {
      const failure = error as ProduceError;
      if (!failure.retriable || now() >= giveUp) throw error;
      const failed = new Set([...failure.refused, ...failure.unknown].map(({ index }) => index));
      for (const at of failure.acknowledged) acknowledged.push(placed(left, at));
      left = left.filter((_, index) => failed.has(index));
    }
  }
}

const placed = (orders: readonly Order[], { index, ...at }: RecordAcknowledged): Acknowledged => ({
  id: orders[index]?.id ?? '',
  ...at,
});
