import { expect, it } from 'vitest';
import { parcel, publishSteadily } from '../../../samples/evolution/publish-steadily.ts';
import type { Outgoing } from '../../../shared/produce/producer.ts';

const steady = { run: 'r', version: 1, perSecond: 100, ms: 200 } as const;

it('publishes as many as the rate and the time say, each once, and tells those that are acknowledged', async () => {
  const published: Outgoing[] = [];
  const acknowledged: string[] = [];
  const producer = {
    publishAll: async (records: readonly Outgoing[]) => {
      published.push(...records);
      return [];
    },
  };
  await publishSteadily(producer, { ...steady, acknowledged: (ids) => acknowledged.push(...ids) });
  const values = published.map(({ value }) => value);
  expect(values).toEqual(Array.from({ length: 20 }, (_, index) => parcel('r', 1, index)));
  expect(acknowledged).toEqual(Array.from({ length: 20 }, (_, index) => `r-v1-${index}`));
});

it('ends with what publishing fails with, and tells nothing of these records', async () => {
  const acknowledged: string[] = [];
  const producer = { publishAll: () => Promise.reject(new Error('no broker answers')) };
  const publishing = publishSteadily(producer, {
    ...steady,
    acknowledged: (ids) => acknowledged.push(...ids),
  });
  await expect(publishing).rejects.toThrow('no broker answers');
  expect(acknowledged).toEqual([]);
});
