import { describe, expect, test } from 'vitest';
import { publishOrders } from '../../samples/publish-orders.ts';
import type { Order } from '../../schemas/orders.events.v1/value/contract.ts';
import {
  ProduceError,
  type RecordAcknowledged,
  type RecordFailure,
} from '../../shared/produce/produce-error.ts';
import type { Outgoing, Published } from '../../shared/produce/producer.ts';
import { order } from '../functions/order.ts';

type Fate = 'acknowledged' | 'refused' | 'unknown';

/** `fates`: for each call, what becomes of each of its records. */
function scripted(fates: readonly (readonly Fate[])[], retriable = true) {
  const calls: string[][] = [];
  let offset = 0n;
  let now = 0;
  const publishAll = async (records: readonly Outgoing[]): Promise<readonly Published[]> => {
    const fate = fates[Math.min(calls.length, fates.length - 1)]!;
    calls.push(records.map(({ value }) => (value as Order).id));
    const acknowledged: RecordAcknowledged[] = [];
    const failures: Record<'refused' | 'unknown', RecordFailure[]> = { refused: [], unknown: [] };
    records.forEach(({ topic }, index) => {
      const outcome = fate[index]!;
      if (outcome === 'acknowledged')
        acknowledged.push({ index, topic: topic.name, partition: 0, offset: offset++ });
      else failures[outcome].push({ index, topic: topic.name, partition: 0, code: 'X', message: 'x' });
    });
    if (acknowledged.length === records.length) return acknowledged;
    throw new ProduceError({ ...failures, acknowledged, retriable });
  };
  const ports = {
    producer: { publishAll },
    sleep: async (ms: number) => {
      now += ms;
    },
    now: () => now,
  };
  const orders = ['a', 'b', 'c', 'd'].map((id) => order({ id }));
  return { calls, publish: () => publishOrders(orders, ports) };
}

describe('publishOrders', () => {
  test('answers where each order is', async () => {
    const { publish, calls } = scripted([['acknowledged', 'acknowledged', 'acknowledged', 'acknowledged']]);
    const acknowledged = await publish();
    expect(acknowledged.map(({ id, offset }) => [id, offset])).toEqual([
      ['a', 0n],
      ['b', 1n],
      ['c', 2n],
      ['d', 3n],
    ]);
    expect(calls).toEqual([['a', 'b', 'c', 'd']]);
  });

  test('publishes again what failed, and that alone, without mixing up who is where', async () => {
    const { publish, calls } = scripted([
      ['refused', 'acknowledged', 'unknown', 'acknowledged'],
      ['acknowledged', 'refused'],
      ['acknowledged'],
    ]);
    const acknowledged = await publish();
    expect(calls).toEqual([['a', 'b', 'c', 'd'], ['a', 'c'], ['c']]);
    expect(acknowledged.map(({ id, offset }) => [id, offset])).toEqual([
      ['b', 0n],
      ['d', 1n],
      ['a', 2n],
      ['c', 3n],
    ]);
  });

  test('gives up at once on what will never be taken', async () => {
    const { publish, calls } = scripted([['acknowledged', 'refused', 'refused', 'refused']], false);
    await expect(publish()).rejects.toMatchObject({ code: 'produce-refused' });
    expect(calls).toHaveLength(1);
  });

  test('gives up after two minutes', async () => {
    const { publish, calls } = scripted([['unknown', 'unknown', 'unknown', 'unknown']]);
    await expect(publish()).rejects.toMatchObject({ code: 'produce-unknown' });
    expect(calls).toHaveLength(121);
  });
});
