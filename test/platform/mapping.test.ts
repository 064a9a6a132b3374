/** Event source mappings on real brokers that die, hang, move and come back. Written to with kafkajs, another client. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Admin as PlatformaticAdmin } from '@platformatic/kafka';
import { type Admin, Kafka, logLevel, type Producer } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { KafkaCluster } from '../../local/kafka/kafka-cluster.ts';
import type { InvokeResult } from '../../local/lambda/invoke-result.ts';
import type { Mapping } from '../../local/mapping/mapping.ts';
import type { MappingDefinition } from '../../local/mapping/mapping-definition.ts';
import { type StartPorts, startMapping } from '../../local/mapping/start-mapping.ts';
import { createProducer } from '../../shared/produce/create-producer.ts';
import { type ThreeBrokers, threeBrokers } from '../driver/three-brokers.ts';

let brokers: ThreeBrokers;
let cluster: KafkaCluster;
let kafka: Kafka;
let admin: Admin;
let producer: Producer;
let serial = 0;
const next = (): number => {
  serial += 1;
  return serial;
};

beforeAll(async () => {
  brokers = await threeBrokers(21_420);
  cluster = brokers.kafka;
  kafka = new Kafka({
    clientId: 'test',
    brokers: cluster.bootstrap.split(','),
    logLevel: logLevel.NOTHING,
    retry: { retries: 20, maxRetryTime: 1000 },
  });
  admin = kafka.admin();
  producer = kafka.producer({ metadataMaxAge: 1000 });
  await Promise.all([admin.connect(), producer.connect()]);
});

afterAll(async () => {
  await Promise.all([producer?.disconnect(), admin?.disconnect()]);
  await brokers?.stop();
});

interface Started extends Mapping {
  /** `partition@offset value`, as they came. */
  readonly seen: string[];
  readonly lines: string[];
  readonly objects: Buffer[];
}

type Event = { records: Record<string, { partition: number; offset: number; value: string }[]> };

async function start(given: Partial<MappingDefinition> & { topic: string }, ports: Partial<StartPorts> = {}) {
  const seen: string[] = [];
  const lines: string[] = [];
  const objects: Buffer[] = [];
  const mapping = await startMapping(
    {
      uuid: `mapping-${next()}`,
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:take',
      functionName: 'take',
      eventSourceArn: 'arn:aws:kafka:us-east-1:000000000000:cluster/test/1',
      startingPosition: 'TRIM_HORIZON',
      windowMs: 0,
      batchSize: 500,
      provisioned: { min: 1 },
      reportBatchItemFailures: true,
      ...given,
    },
    {
      bootstrap: cluster.bootstrap,
      bootstrapServers: cluster.iamBootstrap,
      invoke(_name, payload): Promise<InvokeResult> {
        for (const records of Object.values((JSON.parse(payload.toString()) as Event).records)) {
          for (const { partition, offset, value } of records) {
            seen.push(`${partition}@${offset} ${Buffer.from(value ?? '', 'base64')}`);
          }
        }
        return Promise.resolve({ status: 'success', requestId: 'r', payload: Buffer.from('{}') });
      },
      putObject(_bucket, _key, body) {
        objects.push(body);
        return Promise.resolve();
      },
      log: (line) => lines.push(line),
      ...ports,
    },
  );
  onTestFinished(() => mapping.stop());
  return { ...mapping, seen, lines, objects, stats: mapping.stats } satisfies Started;
}

async function newTopic(partitions: number, config: Record<string, string> = {}): Promise<string> {
  const topic = `topic-${next()}`;
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  await admin.createTopics({
    topics: [{ topic, numPartitions: partitions, replicationFactor: 3, configEntries }],
  });
  return topic;
}

/** Values `first` to `last`, dealt to the partitions in turn. One partition a send: kafkajs loses records otherwise. */
async function write(
  topic: string,
  partitions: number,
  first: number,
  last: number,
  pad = '',
): Promise<void> {
  await Promise.all(
    Array.from({ length: partitions }, (_, partition) => {
      const messages = [];
      for (let value = first + partition; value <= last; value += partitions) {
        messages.push({ partition, value: `${value}${pad}` });
      }
      return messages.length === 0 ? undefined : producer.send({ topic, messages, acks: -1 });
    }),
  );
}

/** A producer that does not know a partition yet drops what is for it without a word; its answer shows it. */
async function sendAcknowledged(topic: string, partition: number, value: number): Promise<void> {
  while ((await producer.send({ topic, messages: [{ partition, value: `${value}` }] })).length === 0) {
    await sleep(100);
  }
}

/** By another client: kafkajs finds no broker for it. */
async function deleteBelow(topic: string, offset: number): Promise<void> {
  const other = new PlatformaticAdmin({ clientId: 'test', bootstrapBrokers: cluster.bootstrap.split(',') });
  await other.deleteRecords({
    topics: [{ name: topic, partitions: [{ partition: 0, offset: BigInt(offset) }] }],
  });
  await other.close();
}

async function until(holds: () => boolean | Promise<boolean>, limitMs = 40_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`still not so after ${limitMs} ms`);
    await sleep(20);
  }
}

const valuesOf = (seen: readonly string[]): Set<number> =>
  new Set(seen.map((each) => Number.parseInt(each.split(' ')[1]!, 10)));

const hasAll = ({ seen }: Started, count: number): boolean => valuesOf(seen).size === count;

/** First deliveries of each partition, in the order they came. */
function expectOrder(seen: readonly string[]): void {
  const last = new Map<string, number>();
  for (const each of seen) {
    const [partition = '', offset] = each.split(' ')[0]!.split('@');
    const highest = last.get(partition) ?? -1;
    expect(Number(offset)).toBeLessThanOrEqual(highest + 1);
    last.set(partition, Math.max(highest, Number(offset)));
  }
}

async function leaderOf(topic: string, partition: number): Promise<number> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  return topics[0]!.partitions.find(({ partitionId }) => partitionId === partition)!.leader;
}

/**
 * Writes without a pause until told to stop; gives the number of values acknowledged, none missing. The log may hold
 * more records than values: what was written and not acknowledged is written again.
 */
function keepWriting(topic: string, partitions: number): () => Promise<number> {
  let going = true;
  let written = 0;
  const run = (async () => {
    while (going) {
      await write(topic, partitions, written, written + 99, 'x'.repeat(200)).then(
        () => {
          written += 100;
        },
        () => sleep(100),
      );
    }
  })();
  return async () => {
    going = false;
    await run;
    return written;
  };
}

describe('a quiet topic', () => {
  test('every record of six partitions comes once and in order, and all is committed', async () => {
    const topic = await newTopic(6);
    await write(topic, 6, 0, 2_999);
    const mapping = await start({ topic });
    await write(topic, 6, 3_000, 5_999);
    await until(() => mapping.stats.committed === 6_000);
    expect(mapping.seen).toHaveLength(6_000);
    expect(hasAll(mapping, 6_000)).toBe(true);
    expectOrder(mapping.seen);
    expect(await mapping.lag()).toBe(0);
    expect(mapping.lines).toEqual([]);
  });

  test('a single record is there within a few milliseconds of its acknowledgement', async () => {
    const topic = await newTopic(6);
    const mapping = await start({ topic });
    await write(topic, 6, 0, 5);
    await until(() => hasAll(mapping, 6));
    const waits: number[] = [];
    for (let value = 6; value < 46; value += 1) {
      await producer.send({ topic, messages: [{ partition: value % 6, value: String(value) }] });
      const acknowledged = performance.now();
      while (!hasAll(mapping, value + 1)) await sleep(1);
      waits.push(performance.now() - acknowledged);
    }
    expect(waits.sort((a, b) => a - b)[20]).toBeLessThan(50);
  });

  test('a restart goes on at the committed offset', async () => {
    const topic = await newTopic(3);
    const group = { topic, consumerGroupId: `${topic}-group` };
    await write(topic, 3, 0, 299);
    const first = await start(group);
    await until(() => first.stats.committed === 300);
    await first.stop();
    await write(topic, 3, 300, 399);
    const second = await start(group);
    expect(await second.lag()).toBeLessThanOrEqual(100);
    await until(() => second.stats.committed === 100);
    expect(valuesOf(second.seen)).toEqual(new Set(Array.from({ length: 100 }, (_, index) => 300 + index)));
  });

  test('a stop in mid stream and a restart skip nothing', async () => {
    const topic = await newTopic(3);
    const group = { topic, consumerGroupId: `${topic}-group`, batchSize: 50 };
    const stopWriting = keepWriting(topic, 3);
    const seen: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const mapping = await start(group);
      await until(() => mapping.seen.length >= 300);
      await mapping.stop();
      seen.push(...mapping.seen);
    }
    const written = await stopWriting();
    const last = await start(group);
    await until(() => valuesOf([...seen, ...last.seen]).size === written);
    expectOrder([...seen, ...last.seen]);
  });

  test('LATEST begins at the end for a new group, and where it stopped for one that has offsets', async () => {
    const topic = await newTopic(2);
    const group = { topic, consumerGroupId: `${topic}-group`, startingPosition: 'LATEST' } as const;
    await write(topic, 2, 0, 9);
    const first = await start(group);
    await write(topic, 2, 10, 19);
    await until(() => first.seen.length >= 10);
    expect(valuesOf(first.seen)).toEqual(new Set([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]));
    await first.stop();
    await write(topic, 2, 20, 29);
    const second = await start(group);
    await until(() => second.seen.length >= 10);
    expect(valuesOf(second.seen)).toEqual(new Set([20, 21, 22, 23, 24, 25, 26, 27, 28, 29]));
  });
});

describe('what is in the log', () => {
  test.each(['gzip', 'snappy', 'lz4', 'zstd'])('%s, written by the broker, is read', async (codec) => {
    const topic = await newTopic(2, { 'compression.type': codec });
    const mapping = await start({ topic });
    await write(topic, 2, 0, 1_999, ` ${'pad'.repeat(100)}`);
    await until(() => hasAll(mapping, 2_000));
    expectOrder(mapping.seen);
  });

  test('records larger than a fetch come through, beside small ones', async () => {
    const topic = await newTopic(3, { 'max.message.bytes': '4200000' });
    const mapping = await start({ topic });
    const large = 'x'.repeat(3_000_000);
    for (const value of [0, 1, 2, 3]) {
      await producer.send({ topic, messages: [{ partition: value % 2, value: `${value} ${large}` }] });
      await write(topic, 3, 100 + value * 30, 129 + value * 30);
    }
    await until(() => hasAll(mapping, 124));
    expectOrder(mapping.seen);
  });

  test('a record no event can hold goes to the destination, and its partition goes on', async () => {
    const topic = await newTopic(1, { 'max.message.bytes': '6000000' });
    const mapping = await start({
      topic,
      failureDestination: { bucket: 'failures' },
      maximumRetryAttempts: 1,
    });
    await producer.send({ topic, messages: [{ value: 'x'.repeat(5_000_000) }] });
    await write(topic, 1, 7, 7);
    await until(() => mapping.stats.committed === 2);
    expect(mapping.seen).toEqual(['0@1 7']);
    const document = JSON.parse(mapping.objects[0]!.toString());
    expect(document.requestContext.condition).toBe('MaximumPayloadSizeExceeded');
    const [record] = JSON.parse(document.payload).records[`${topic}-0`];
    expect(Buffer.from(record.value, 'base64')).toHaveLength(5_000_000);
  });

  test('with read_committed what a transaction took back does not come; without, it does', async () => {
    const topic = await newTopic(1);
    const writer = kafka.producer({
      transactionalId: `${topic}-writer`,
      maxInFlightRequests: 1,
      idempotent: true,
    });
    await writer.connect();
    for (const [value, keep] of [
      [0, true],
      [1, false],
      [2, false],
      [3, true],
    ] as const) {
      const transaction = await writer.transaction();
      await transaction.send({ topic, messages: [{ value: String(value) }] });
      await (keep ? transaction.commit() : transaction.abort());
    }
    await writer.disconnect();
    await write(topic, 1, 4, 4);
    const committed = await start({ topic }, { isolation: 'read_committed' });
    const all = await start({ topic });
    await until(() => valuesOf(committed.seen).has(4) && valuesOf(all.seen).has(4));
    expect([...valuesOf(committed.seen)]).toEqual([0, 3, 4]);
    expect([...valuesOf(all.seen)]).toEqual([0, 1, 2, 3, 4]);
    await until(() => committed.stats.committed === 3 && all.stats.committed === 5);
    expect(await committed.lag()).toBe(0);
  });

  test('offsets that retention has taken are said, and reading goes on behind them', async () => {
    const topic = await newTopic(1);
    const group = { topic, consumerGroupId: `${topic}-group` };
    await write(topic, 1, 0, 9);
    const first = await start(group);
    await until(() => first.stats.committed === 10);
    await first.stop();
    await write(topic, 1, 10, 19);
    await deleteBelow(topic, 15);
    const second = await start(group);
    await until(() => second.seen.length === 5);
    expect(valuesOf(second.seen)).toEqual(new Set([15, 16, 17, 18, 19]));
    expect(second.lines.join('\n')).toMatch(/LOST: partition 0: offsets 10 to 14 are no longer in the log/);
  });
});

describe('a group', () => {
  test('a second member takes its share and gives it back, and no record is passed over', async () => {
    const topic = await newTopic(6);
    const group = { topic, consumerGroupId: `${topic}-group` };
    const stopWriting = keepWriting(topic, 6);
    const first = await start(group);
    await until(() => first.seen.length > 500);
    const second = await start(group);
    await until(() => second.seen.length > 500);
    const before = second.seen.length;
    await until(() => second.seen.length > before + 500);
    await second.stop();
    const left = first.seen.length;
    await until(() => new Set(first.seen.slice(left).map((each) => each.split('@')[0])).size === 6);
    const written = await stopWriting();
    await until(() => valuesOf([...first.seen, ...second.seen]).size === written);
    await until(async () => (await first.lag()) === 0);
    expect(first.stats.committed + second.stats.committed).toBeGreaterThanOrEqual(written);
  });

  test('partitions a topic gains are read from their beginning', async () => {
    const topic = await newTopic(1);
    const mapping = await start({ topic, startingPosition: 'LATEST' });
    await write(topic, 1, 0, 9);
    await until(() => hasAll(mapping, 10));
    await admin.createPartitions({ topicPartitions: [{ topic, count: 3 }] });
    for (let value = 10; value < 40; value += 1) await sendAcknowledged(topic, value % 3, value);
    await until(() => hasAll(mapping, 40));
  });
});

describe('brokers', () => {
  test('each broker killed in turn, leaders and coordinator: no record and no order is lost', async () => {
    const topic = await newTopic(6);
    const mapping = await start({ topic });
    const stopWriting = keepWriting(topic, 6);
    await until(() => mapping.seen.length > 1_000);
    for (const id of [1, 2, 3]) {
      await cluster.kill(id);
      const seen = mapping.seen.length;
      await until(() => new Set(mapping.seen.slice(seen).map((each) => each.split('@')[0])).size === 6);
      await cluster.ready();
    }
    const written = await stopWriting();
    await until(() => hasAll(mapping, written));
    expectOrder(mapping.seen);
    await until(async () => (await mapping.lag()) === 0);
    expect(mapping.stats.committed).toBeGreaterThanOrEqual(written);
  });

  test('a leader that hangs without closing its connections is left for the next one', async () => {
    const topic = await newTopic(3);
    const mapping = await start({ topic });
    await write(topic, 3, 0, 99);
    await until(() => hasAll(mapping, 100));
    const leader = await leaderOf(topic, 0);
    cluster.pause(leader);
    try {
      await until(() => mapping.stats.polled >= 100);
      await sleep(5_000);
      // kafkajs asks the first address again and again, and that may be the one that hangs.
      const other = createProducer({
        brokers: cluster.bootstrap.split(','),
        auth: { kind: 'plaintext' },
        source: 'test',
      });
      await other.append({ topic, partition: 0 }, [{ key: null, value: Buffer.from('100'), headers: [] }]);
      await other.close();
      await until(() => hasAll(mapping, 101), 15_000);
    } finally {
      cluster.resume(leader);
      await cluster.ready();
    }
    expectOrder(mapping.seen);
  });

  test('all brokers away for 15 seconds: it waits without spinning and goes on', async () => {
    const topic = await newTopic(6);
    const mapping = await start({ topic });
    await write(topic, 6, 0, 999);
    await until(() => mapping.stats.committed === 1_000);
    for (const id of [1, 2, 3]) await cluster.stopNode(id);
    const before = process.cpuUsage();
    await sleep(15_000);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(15_000 * 0.05);
    await Promise.all([1, 2, 3].map((id) => cluster.startNode(id)));
    await cluster.ready();
    await write(topic, 6, 1_000, 1_999);
    await until(() => hasAll(mapping, 2_000));
    await until(() => mapping.stats.committed >= 2_000);
    expectOrder(mapping.seen);
    expect(mapping.lines.length).toBeLessThanOrEqual(12);
  });
});
