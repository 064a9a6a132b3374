/** The whole producer against brokers that fail when told to. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { createProducer } from '../../../shared/produce/create-producer.ts';
import type { ProduceError } from '../../../shared/produce/produce-error.ts';
import type { Producer } from '../../../shared/produce/producer.ts';
import type { ProducerOptions } from '../../../shared/produce/producer-parts.ts';
import { sequenceContract } from '../../contract/sequence-contract.ts';
import { anyTopic } from '../../driver/any-topic.ts';
import { FakeCluster, type Fate } from '../../driver/fake-cluster.ts';

const TOPIC = 'fake';
const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function fake(partitions = 1): Promise<FakeCluster> {
  const cluster = await FakeCluster.start(TOPIC, partitions);
  ended.push(() => cluster.stop());
  return cluster;
}

function producerOf({ addresses }: FakeCluster, options: Partial<ProducerOptions> = {}): Producer {
  const producer = createProducer({
    brokers: addresses,
    auth: { kind: 'plaintext' },
    source: 'test',
    ...options,
  });
  ended.push(() => producer.close());
  return producer;
}

const topicOf = (cluster: FakeCluster) => anyTopic<number | string>(TOPIC, cluster.partitions.length);
const publish = (producer: Producer, cluster: FakeCluster, value: number | string, options = {}) =>
  producer.publish({ topic: topicOf(cluster), value }, options);
const errorOf = async (work: Promise<unknown>): Promise<ProduceError> =>
  (await work.then(
    () => undefined,
    (error: unknown) => error,
  )) as ProduceError;

/** The fates of the next requests; then all is well. */
const fates = (cluster: FakeCluster, ...next: Fate[]) => {
  cluster.fate = () => next.shift() ?? 'serve';
};

describe('the fake broker', () => {
  sequenceContract(async () => {
    const cluster = await fake();
    return { leader: cluster.addresses[0] as string, topic: TOPIC };
  });
});

describe('a record is written once', () => {
  test.each<[string, ...Fate[]]>([
    ['its connection is cut before it is appended', 'drop'],
    ['its connection is cut after it is appended', 'append and drop', 'append and drop'],
    ['the leader says that it is none', { code: 6 }, { code: 6 }],
    ['the replicas are too few', { code: 19 }, { code: 19 }],
    ['the broker answers with a code nobody knows', { code: 999 }],
  ])('though %s', async (_, ...next) => {
    const cluster = await fake();
    const producer = producerOf(cluster);
    await publish(producer, cluster, 0);
    fates(cluster, ...next);
    const done = await Promise.all([1, 2, 3].map((value) => publish(producer, cluster, value)));
    expect(done.map(({ offset }) => offset)).toEqual([1n, 2n, 3n]);
    expect(cluster.values).toEqual([['0', '1', '2', '3']]);
  });

  test('though its leader moves while an answer is lost', async () => {
    const cluster = await fake();
    const producer = producerOf(cluster);
    await publish(producer, cluster, 0);
    cluster.fate = (broker) => {
      cluster.leaders = [1 - broker];
      cluster.fate = () => 'serve';
      return 'drop';
    };
    await publish(producer, cluster, 1);
    expect(cluster.values).toEqual([['0', '1']]);
  });

  test('though the broker keeps silent after it was appended', async () => {
    const cluster = await fake();
    const producer = producerOf(cluster);
    await publish(producer, cluster, 0);
    fates(cluster, 'append and say nothing');
    const start = performance.now();
    await publish(producer, cluster, 1);
    expect(cluster.values).toEqual([['0', '1']]);
    expect(performance.now() - start).toBeLessThan(7_000);
  }, 15_000);

  test('though all brokers go down and come back', async () => {
    const cluster = await fake(4);
    const producer = producerOf(cluster);
    await publish(producer, cluster, 'before');
    await Promise.all([cluster.down(0), cluster.down(1)]);
    const publishing = Promise.all([1, 2, 3, 4, 5].map((value) => publish(producer, cluster, value)));
    await sleep(600);
    await Promise.all([cluster.up(0), cluster.up(1)]);
    await publishing;
    expect(cluster.values.flat().toSorted()).toEqual(['"before"', '1', '2', '3', '4', '5'].toSorted());
  });

  test('though there is no broker yet', async () => {
    const cluster = await fake();
    await Promise.all([cluster.down(0), cluster.down(1)]);
    const publishing = publish(producerOf(cluster), cluster, 1);
    await sleep(300);
    await Promise.all([cluster.up(0), cluster.up(1)]);
    expect(await publishing).toMatchObject({ offset: 0n });
  });
});

describe('a deadline', () => {
  const inMs = (ms: number) => ({ deadline: Date.now() + ms });

  test('with no broker to be reached: refused', async () => {
    const cluster = await fake();
    await Promise.all([cluster.down(0), cluster.down(1)]);
    const start = performance.now();
    const failures: number[] = [];
    const onFailure = (records: number) => failures.push(records);
    const error = await errorOf(publish(producerOf(cluster, { onFailure }), cluster, 1, inMs(400)));
    expect(error).toMatchObject({
      code: 'produce-refused',
      retriable: true,
      refused: [{ code: 'NO_CONNECTION' }],
    });
    expect(failures).toEqual([1]);
    expect(performance.now() - start).toBeLessThan(1_500);
  });

  test('behind calls for the same topic that may wait longer: refused all the same', async () => {
    const cluster = await fake();
    await Promise.all([cluster.down(0), cluster.down(1)]);
    const producer = producerOf(cluster);
    const patient = publish(producer, cluster, 1);
    const start = performance.now();
    const error = await errorOf(publish(producer, cluster, 2, inMs(300)));
    expect(error).toMatchObject({
      code: 'produce-refused',
      retriable: true,
      refused: [{ code: 'NOT_SENT' }],
    });
    expect(performance.now() - start).toBeLessThan(1_500);
    await Promise.all([cluster.up(0), cluster.up(1)]);
    await patient;
    expect(cluster.values).toEqual([['1']]);
  });

  test('while the broker owes the answer: unknown, and not later', async () => {
    const cluster = await fake();
    const producer = producerOf(cluster);
    await publish(producer, cluster, 0);
    fates(cluster, 'append and say nothing');
    const start = performance.now();
    const error = await errorOf(publish(producer, cluster, 1, inMs(400)));
    expect(error).toMatchObject({ code: 'produce-unknown', unknown: [{ index: 0, code: 'NO_ANSWER' }] });
    expect(performance.now() - start).toBeLessThan(1_500);
    await publish(producer, cluster, 2);
    expect(cluster.values).toEqual([['0', '1', '2']]);
  }, 15_000);

  test('after answers that all said no: refused, and what follows is written', async () => {
    const cluster = await fake();
    const producer = producerOf(cluster);
    await publish(producer, cluster, 0);
    cluster.fate = () => ({ code: 19 });
    const error = await errorOf(publish(producer, cluster, 1, inMs(400)));
    expect(error.refused).toMatchObject([{ index: 0, code: 'NOT_ENOUGH_REPLICAS', partition: 0 }]);
    cluster.fate = () => 'serve';
    await publish(producer, cluster, 2);
    expect(cluster.values).toEqual([['0', '2']]);
  });
});

describe('a permission that is missing refuses at once, and the record is not to blame', () => {
  test.each<[string, string, (cluster: FakeCluster) => void]>([
    ['to write to the topic', 'TOPIC_AUTHORIZATION_FAILED', (cluster) => fates(cluster, { code: 29 })],
    ['to write at all', 'CLUSTER_AUTHORIZATION_FAILED', (cluster) => fates(cluster, { code: 31 })],
    [
      'to see the topic',
      'TOPIC_AUTHORIZATION_FAILED',
      (cluster) => {
        cluster.topicCode = 29;
      },
    ],
    [
      'to have a producer id',
      'CLUSTER_AUTHORIZATION_FAILED',
      (cluster) => {
        cluster.producerIdCode = 31;
      },
    ],
  ])('%s: %s', async (_, code, forbid) => {
    const cluster = await fake();
    const producer = producerOf(cluster);
    forbid(cluster);
    const start = performance.now();
    const error = await errorOf(publish(producer, cluster, 1));
    expect(error).toMatchObject({ code: 'produce-refused', retriable: true, refused: [{ code }] });
    expect(performance.now() - start).toBeLessThan(2_000);
    cluster.topicCode = 0;
    cluster.producerIdCode = 0;
    await publish(producer, cluster, 2);
    expect(cluster.values).toEqual([['2']]);
  });
});

describe('a call', () => {
  test('says which record was refused, and writes the others', async () => {
    const cluster = await fake();
    const producer = producerOf(cluster);
    const topic = topicOf(cluster);
    const records = [
      { topic, value: 1 },
      { topic, value: 2n as unknown as number },
      { topic, value: 3 },
    ];
    const error = await errorOf(producer.publishAll(records));
    expect(error).toMatchObject({
      code: 'produce-refused',
      retriable: false,
      refused: [{ index: 1, code: 'outgoing' }],
    });
    expect(cluster.values).toEqual([['1', '3']]);
  });

  test('waits for room, and loses nothing and no order for it', async () => {
    const cluster = await fake();
    const producer = producerOf(cluster, { bufferBytes: 2_000 });
    const topic = topicOf(cluster);
    const numbers = (from: number) => Array.from({ length: 60 }, (_, n) => ({ topic, value: from + n }));
    await Promise.all([0, 60, 120].map((from) => producer.publishAll(numbers(from))));
    expect(cluster.values).toEqual([
      numbers(0)
        .concat(numbers(60), numbers(120))
        .map(({ value }) => `${value}`),
    ]);
  });

  test('that finds no room by its deadline is refused', async () => {
    const cluster = await fake();
    const producer = producerOf(cluster, { bufferBytes: 2_000 });
    await publish(producer, cluster, 0);
    cluster.fate = () => ({ code: 19 });
    const first = publish(producer, cluster, 'x'.repeat(1_900));
    const error = await errorOf(
      publish(producer, cluster, 'y'.repeat(1_900), { deadline: Date.now() + 200 }),
    );
    expect(error.refused).toMatchObject([{ code: 'NO_ROOM' }]);
    cluster.fate = () => 'serve';
    await first;
    expect(cluster.values.flat()).toHaveLength(2);
  });

  test('aborted while it waits ends at once; aborted before, it begins nothing', async () => {
    const cluster = await fake();
    const producer = producerOf(cluster);
    await publish(producer, cluster, 0);
    cluster.fate = () => ({ code: 19 });
    const controller = new AbortController();
    const waiting = errorOf(publish(producer, cluster, 1, { signal: controller.signal }));
    await sleep(50);
    controller.abort(new Error('over'));
    expect(await waiting).toMatchObject({ code: 'produce-unknown', unknown: [{ code: 'ABORTED' }] });
    cluster.fate = () => 'serve';
    const begun = await errorOf(publish(producer, cluster, 2, { signal: controller.signal }));
    expect(begun).toMatchObject({
      name: 'ProduceError',
      code: 'produce-refused',
      retriable: true,
      refused: [{ code: 'ABORTED', message: 'over' }],
    });
    await producer.close();
    expect(cluster.values.flat()).not.toContain('2');
  });
});

test.each<[string, (cluster: FakeCluster) => Promise<unknown>, Partial<ProducerOptions>]>([
  ['the cluster', (cluster) => Promise.all([cluster.down(0), cluster.down(1)]), {}],
  [
    'room',
    async (cluster) => {
      cluster.fate = () => ({ code: 19 });
    },
    { bufferBytes: 2_000 },
  ],
])('a call that is aborted while it waits for %s holds up nobody behind it', async (_, spoil, options) => {
  const cluster = await fake();
  const producer = producerOf(cluster, options);
  if (options.bufferBytes) await publish(producer, cluster, 0);
  await spoil(cluster);
  const large = 'x'.repeat(1_900);
  const filling = options.bufferBytes
    ? errorOf(publish(producer, cluster, large, { deadline: Date.now() + 3_000 }))
    : undefined;
  const controller = new AbortController();
  const aborted = errorOf(publish(producer, cluster, large, { signal: controller.signal }));
  const behind = errorOf(publish(producer, cluster, large, { deadline: Date.now() + 400 }));
  controller.abort(new Error('over'));
  expect(await aborted).toMatchObject({ code: 'produce-refused', refused: [{ code: 'ABORTED' }] });
  // It got its turn: it was told what it waited for itself, and not that the turn never came.
  expect((await behind).refused).toMatchObject([{ code: options.bufferBytes ? 'NO_ROOM' : 'NO_CONNECTION' }]);
  cluster.fate = () => 'serve';
  await filling;
});

test('batches of one moment share a request for each broker', async () => {
  const cluster = await fake(6);
  const producer = producerOf(cluster);
  const append = (partition: number) =>
    producer.append({ topic: TOPIC, partition }, [{ key: null, value: Buffer.from('1'), headers: [] }]);
  await Promise.all([append(0), append(1)]);
  const asked: number[] = [];
  cluster.fate = (broker) => {
    asked.push(broker);
    return 'serve';
  };
  await Promise.all([0, 1, 2, 3, 4, 5].map(append));
  expect(asked.toSorted()).toEqual([0, 1]);
});

test('a producer takes one producer id, and asks about its topics alone', async () => {
  const cluster = await fake();
  const producer = producerOf(cluster);
  for (const value of [1, 2, 3]) await publish(producer, cluster, value);
  expect(cluster.producerIds).toBe(1n);
  expect(cluster.metadataRequests).toBe(1);
});

test('close sends what is accumulated and takes no more', async () => {
  const cluster = await fake();
  const producer = producerOf(cluster);
  const publishing = publish(producer, cluster, 1);
  await producer.close();
  expect(await publishing).toMatchObject({ offset: 0n });
  const closed = { name: 'ProduceError', retriable: true, refused: [{ index: 0, code: 'CLOSED' }] };
  expect(await errorOf(publish(producer, cluster, 2))).toMatchObject(closed);
  const record = { key: null, value: Buffer.from('2'), headers: [] };
  expect(await errorOf(producer.append({ topic: TOPIC, partition: 0 }, [record]))).toMatchObject(closed);
  expect(cluster.values).toEqual([['1']]);
});

test('a producer at rest runs no timer', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  // The test runner reports the test's start a moment later.
  while (timers() > 0) await sleep(10);
  const cluster = await fake();
  const producer = producerOf(cluster);
  const publishing = publish(producer, cluster, 1);
  expect(timers()).toBeGreaterThan(0);
  await publishing;
  await sleep(20);
  expect(timers()).toBe(0);
});
