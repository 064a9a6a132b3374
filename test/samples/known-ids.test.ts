import { expect, test } from 'vitest';
import { EvidenceRoom } from '../../samples/accounting/evidence.ts';
import { knownIds } from '../../samples/known-ids.ts';
import type { SampleOrder } from '../../samples/orders.ts';
import { order } from '../functions/order.ts';
import { SampleSources, TOPICS } from './accounting/sample-sources.ts';

const ORDERS: readonly SampleOrder[] = ['a', 'b'].map((id) => ({ order: order({ id }), cents: 1 }));

const known = (sources: SampleSources, sleep = async (_ms: number): Promise<unknown> => undefined) =>
  knownIds(new EvidenceRoom(TOPICS, sources), ORDERS, sleep);

test('knows what is in the topic, and does not ask the store if that is everything', async () => {
  const sources = new SampleSources();
  for (const id of ['a', 'b', 'bad-1']) sources.order(id);
  sources.fail = 'objects';
  expect(await known(sources)).toEqual(new Set(['a', 'b', 'bad-1']));
});

test('knows an order by its invoice where its record is gone', async () => {
  const sources = new SampleSources();
  sources.order('a');
  sources.invoice('b', 1);
  expect(await known(sources)).toEqual(new Set(['a', 'b']));
});

test('asks brokers and store again that do not answer yet, ten times', async () => {
  const sources = new SampleSources();
  sources.order('a');
  sources.fail = 'objects';
  let slept = 0;
  const later = known(sources, async () => {
    slept += 1;
    if (slept === 5) sources.fail = undefined;
  });
  expect(await later).toEqual(new Set(['a']));
  sources.fail = 'records';
  await expect(known(sources)).rejects.toThrow('no broker answers');
});
