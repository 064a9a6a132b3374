/** Why a keyed topic keeps its number of partitions: on real brokers, more of them move keys away from their past. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { compare } from '../../infra/record/compare.ts';
import { hours } from '../../shared/declare/duration.ts';
import { plainJson } from '../../shared/declare/plain-json.ts';
import { topic } from '../../shared/declare/topic.ts';
import { createProducer } from '../../shared/produce/create-producer.ts';
import { type ThreeBrokers, threeBrokers } from '../driver/three-brokers.ts';

let cluster: ThreeBrokers;
beforeAll(async () => {
  cluster = await threeBrokers(21_800);
});
afterAll(() => cluster?.stop());

const accounts = (partitions: number) =>
  topic('accounts.v1', {
    partitions,
    retention: hours(1),
    key: 'id',
    value: plainJson(z.object({ id: z.string(), entry: z.int() })),
  });
const KEYS = Array.from({ length: 40 }, (_, index) => `account-${index}`);

test('more partitions break key order, and the record of a stage refuses them', async () => {
  const declared = accounts(3);
  await cluster.createTopic(declared.name, 3);
  const placesOf = async (entry: number): Promise<readonly number[]> => {
    const producer = createProducer({
      brokers: cluster.brokers,
      auth: { kind: 'plaintext' },
      source: 'test',
    });
    const published = await producer.publishAll(
      KEYS.map((id) => ({ topic: declared, value: { id, entry } })),
    );
    await producer.close();
    return published.map(({ partition }) => partition);
  };
  const before = await placesOf(1);
  expect(await placesOf(2)).toEqual(before);

  await cluster.admin.createPartitions({
    topicPartitions: [{ topic: declared.name, count: 4 }],
  });
  await cluster.inSync(declared.name);
  const after = await placesOf(3);
  expect(after.filter((partition, index) => partition !== before[index]).length).toBeGreaterThan(10);

  const stacks = (PartitionCount: number) => ({
    kafka: { Accounts: { Type: 'AWS::MSK::Topic', TopicName: declared.name, PartitionCount } },
  });
  const recorded = { stacks: stacks(3), retained: {} };
  expect(compare(recorded, stacks(3)).findings).toEqual([]);
  expect(compare(recorded, stacks(4)).findings).toEqual([
    expect.objectContaining({
      property: 'PartitionCount',
      why: expect.stringContaining('a key goes to another one'),
    }),
  ]);
});
