/** The producer on real brokers: what it writes, and what it says when brokers move, stop, die and come back. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Acl } from '../../local/kafka/acl.ts';
import { reconcileAcls } from '../../local/kafka/acls.ts';
import { LogReader, type LogRecord } from '../../samples/accounting/log-reader.ts';
import { s3ClaimCheck } from '../../shared/claim-check/s3-claim-check.ts';
import { createProducer } from '../../shared/produce/create-producer.ts';
import { partitionOfKey } from '../../shared/produce/murmur2.ts';
import type { ProduceError } from '../../shared/produce/produce-error.ts';
import type { Producer } from '../../shared/produce/producer.ts';
import type { ProducerOptions } from '../../shared/produce/producer-parts.ts';
import { sequenceContract } from '../contract/sequence-contract.ts';
import { anyTopic } from '../driver/any-topic.ts';
import { MemoryObjectStore } from '../driver/memory-object-store.ts';
import { nemesis } from '../driver/nemesis.ts';
import { ownClient } from '../driver/nemesis-clients.ts';
import { type ThreeBrokers, threeBrokers } from '../driver/three-brokers.ts';

interface Numbered {
  readonly n: number;
}

let cluster: ThreeBrokers;
const made: Producer[] = [];
beforeAll(async () => {
  // A session over IAM lasts no longer: a link retires after four fifths of it.
  cluster = await threeBrokers(21_700, { 'connections.max.reauth.ms': '4000' });
});
afterEach(async () => {
  await Promise.all(made.splice(0).map((producer) => producer.close()));
});
afterAll(() => cluster.stop());

function producerOf(options: Partial<ProducerOptions> = {}): Producer {
  const { brokers } = cluster;
  const producer = createProducer({ brokers, auth: { kind: 'plaintext' }, source: 'test', ...options });
  made.push(producer);
  return producer;
}

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function publishingProcess(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, '../driver/publishing-process.ts'), ...args],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    },
  );
  children.push(child);
  return child;
}

async function logOf(topic: string): Promise<readonly LogRecord[]> {
  const reader = new LogReader(cluster.kafka.bootstrap, [topic]);
  try {
    return await reader.read();
  } finally {
    reader.close();
  }
}

const numbersIn = async (topic: string): Promise<number[]> =>
  (await logOf(topic)).map(({ value }) => (JSON.parse(String(value)) as Numbered).n);

/** Publishes numbers one after another while `during` runs; what was acknowledged, and the longest wait. */
async function publishDuring(topic: string, during: () => Promise<void>) {
  const producer = producerOf();
  const to = anyTopic<Numbered>(topic, 1);
  const acknowledged: number[] = [];
  let longestMs = 0;
  let going = true;
  const publishing = (async () => {
    for (let n = 0; going; n += 1) {
      const start = performance.now();
      await producer.publish({ topic: to, value: { n } });
      longestMs = Math.max(longestMs, performance.now() - start);
      acknowledged.push(n);
    }
  })();
  await sleep(500);
  await during();
  await sleep(500);
  going = false;
  await publishing;
  return { acknowledged, longestMs };
}

describe('a real broker', () => {
  let contracts = 0;
  sequenceContract(async () => {
    contracts += 1;
    const topic = `contract-${contracts}`;
    await cluster.createTopic(topic, 1);
    const [leader = 1] = await cluster.leaders(topic);
    return { leader: cluster.brokers[leader - 1] as string, topic };
  });
});

describe('what is written', () => {
  test('a record has its key, JSON, headers and place; a tombstone has no value', async () => {
    await cluster.createTopic('basics', 12);
    const topic = anyTopic<{ id: string }>('basics', 12, { key: 'id', tombstones: true });
    const producer = producerOf();
    const trace = { correlationId: 'c-1', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` };
    const published = await producer.publish({ topic, value: { id: 'ü-1' }, headers: { x: 'y' } }, { trace });
    await producer.publish({ topic, value: null, key: 'ü-1' });
    const partition = partitionOfKey(Buffer.from('ü-1'), 12);
    expect(published).toEqual({ topic: 'basics', partition, offset: 0n });
    const [record, tombstone] = await logOf('basics');
    expect(record).toMatchObject({ partition, key: Buffer.from('ü-1'), value: Buffer.from('{"id":"ü-1"}') });
    const headers = Object.fromEntries((record?.headers ?? []).map(([name, value]) => [name, String(value)]));
    expect(headers).toMatchObject({ x: 'y', 'correlation-id': 'c-1', source: 'test' });
    expect(headers.traceparent).toMatch(/^00-a{32}-(?!b{16})[0-9a-f]{16}-01$/);
    expect(Math.abs(Date.parse(headers.timestamp ?? '') - Date.now())).toBeLessThan(60_000);
    expect(tombstone).toMatchObject({ partition, value: null });
  });

  test('20,000 records of one call are all there once, each key in order', async () => {
    await cluster.createTopic('many', 12);
    const topic = anyTopic<{ id: string; n: number }>('many', 12, { key: 'id' });
    const values = Array.from({ length: 20_000 }, (_, n) => ({ id: `k${n % 50}`, n }));
    const published = await producerOf({ bufferBytes: 200_000 }).publishAll(
      values.map((value) => ({ topic, value })),
    );
    const log = await logOf('many');
    expect(log).toHaveLength(values.length);
    const written = new Map(
      log.map(({ partition, offset, value }) => [`${partition}@${offset}`, String(value)]),
    );
    published.forEach(({ partition, offset }, n) => {
      expect(written.get(`${partition}@${offset}`)).toBe(JSON.stringify(values[n]));
    });
    for (const records of Map.groupBy(log, ({ key }) => String(key)).values()) {
      const numbers = records.map(({ value }) => (JSON.parse(String(value)) as Numbered).n);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
  });

  test('a batch that the topic refuses as too large is halved until it fits', async () => {
    await cluster.createTopic('narrow', 1, { 'max.message.bytes': '2048' });
    const topic = anyTopic<Numbered & { pad: string }>('narrow', 1);
    const noise = (bytes = 300) => randomBytes(bytes).toString('base64');
    const records = Array.from({ length: 40 }, (_, n) => ({ topic, value: { n, pad: noise() } }));
    await producerOf().publishAll(records);
    expect(await numbersIn('narrow')).toEqual(records.map(({ value }) => value.n));
    const large = producerOf().publish({ topic, value: { n: 99, pad: noise(3_000) } });
    await expect(large).rejects.toMatchObject({
      code: 'produce-refused',
      retriable: false,
      refused: [{ index: 0, code: 'MESSAGE_TOO_LARGE', topic: 'narrow', partition: 0 }],
    });
  });

  test('a large value goes to the claim check, and its key keeps its order', async () => {
    await cluster.createTopic('large', 3);
    const topic = anyTopic<{ id: string; n: number; text?: string }>('large', 3, {
      key: 'id',
      claimCheck: true,
    });
    const claims = s3ClaimCheck({ bucket: 'claims', store: new MemoryObjectStore() });
    const producer = producerOf({ claimCheck: () => claims });
    const text = 'x'.repeat(2_000_000);
    await Promise.all([
      producer.publish({ topic, value: { id: 'a', n: 0, text } }),
      producer.publish({ topic, value: { id: 'a', n: 1 } }),
      producer.publish({ topic, value: { id: 'b', n: 2 } }),
      producer.publish({ topic, value: { id: 'a', n: 3 } }),
    ]);
    const ofA = (await logOf('large')).filter(({ key }) => String(key) === 'a');
    const [claim, ...rest] = ofA as [LogRecord, ...LogRecord[]];
    expect(JSON.parse(String(await claims.restore(claim.value as Buffer, claim.headers)))).toMatchObject({
      n: 0,
      text,
    });
    expect(rest.map(({ value }) => (JSON.parse(String(value)) as Numbered).n)).toEqual([1, 3]);
  });

  test('append writes the records as they are, in one batch', async () => {
    await cluster.createTopic('appended', 2);
    const records = [
      { key: null, value: Buffer.from([0, 255]), headers: [['h', Buffer.alloc(0)] as const] },
      { key: Buffer.from('k'), value: null, headers: [] },
    ];
    const { baseOffset } = await producerOf().append({ topic: 'appended', partition: 1 }, records);
    expect(baseOffset).toBe(0n);
    expect(await logOf('appended')).toMatchObject(records.map((record) => ({ ...record, partition: 1 })));
  });

  test('a topic that no broker knows is refused after five seconds', async () => {
    const start = performance.now();
    const publishing = producerOf().publish({ topic: anyTopic<Numbered>('nowhere', 1), value: { n: 0 } });
    await expect(publishing).rejects.toMatchObject({
      code: 'produce-refused',
      refused: [{ code: 'UNKNOWN_TOPIC_OR_PARTITION' }],
    });
    expect(performance.now() - start).toBeLessThan(12_000);
  });
});

describe('over IAM', () => {
  const role = 'role-of-the-test';
  const environment = () => ({
    AWS_ACCESS_KEY_ID: role,
    AWS_SECRET_ACCESS_KEY: 'secret',
    NODE_EXTRA_CA_CERTS: cluster.kafka.caFile,
  });
  const allowed = (operation: 'WRITE' | 'DESCRIBE'): Acl => ({
    principal: `User:${role}`,
    permission: 'ALLOW',
    operation,
    resource: 'topic',
    pattern: { type: 'LITERAL', name: 'iam' },
  });

  test('sessions end and begin again under way, and no record waits for it', async () => {
    await cluster.createTopic('iam', 1);
    await reconcileAcls(cluster.kafka.bootstrap, [allowed('WRITE'), allowed('DESCRIBE')]);
    const child = publishingProcess(['iam', cluster.kafka.iamBootstrap, 'iam'], environment());
    const acknowledged: number[] = [];
    let longestMs = 0;
    let last: number | undefined;
    child.stdout.on('data', (chunk: Buffer) => {
      const at = performance.now();
      if (last !== undefined) longestMs = Math.max(longestMs, at - last);
      last = at;
      acknowledged.push(...String(chunk).trimEnd().split('\n').map(Number));
    });
    const errors = text(child.stderr);
    const ended = new Promise((resolve) => child.once('close', resolve));
    await sleep(14_000);
    child.stdin.end();
    expect(await ended, await errors).toBe(0);
    expect(await errors).toBe('');
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(longestMs).toBeLessThan(3_000);
    expect(await numbersIn('iam')).toEqual(acknowledged);
  });

  test('a topic that the role may not see is refused at once', async () => {
    await cluster.createTopic('secret', 1);
    await reconcileAcls(cluster.kafka.bootstrap, [allowed('WRITE'), allowed('DESCRIBE')]);
    const child = publishingProcess(['iam', cluster.kafka.iamBootstrap, 'secret'], environment());
    const start = performance.now();
    expect(await text(child.stderr)).toMatch(/TOPIC_AUTHORIZATION_FAILED.* may not describe topic 'secret'/);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('when brokers fail', () => {
  afterEach(() => cluster.kafka.ready());

  test('20 s of leader moves under 8 callers: nothing lost, nothing doubled, order kept', async () => {
    const account = await nemesis(cluster, 'nemesis', 20, ownClient(cluster.brokers));
    expect(account).toMatchObject({ lost: 0, doubled: 0, reordered: 0, unacknowledged: 0, errors: {} });
    expect(account.moves).toBeGreaterThan(5);
    expect(account.acknowledged).toBeGreaterThan(500);
  });

  test('a leader that is silent holds a record for seconds, not until it answers', async () => {
    await cluster.createTopic('silent', 1);
    const { acknowledged, longestMs } = await publishDuring('silent', async () => {
      const [leader = 0] = await cluster.leaders('silent');
      cluster.kafka.pause(leader);
      await sleep(25_000);
      cluster.kafka.resume(leader);
      await sleep(1_000);
    });
    console.log(`silent leader: the longest publish took ${(longestMs / 1000).toFixed(1)} s`);
    expect(longestMs).toBeLessThan(15_000);
    expect(await numbersIn('silent')).toEqual(acknowledged);
  });

  test('a leader killed in the middle loses and doubles nothing', async () => {
    await cluster.createTopic('killed', 1);
    const { acknowledged, longestMs } = await publishDuring('killed', async () => {
      const [leader = 0] = await cluster.leaders('killed');
      await cluster.kafka.kill(leader);
      await cluster.kafka.ready();
    });
    console.log(`killed leader: the longest publish took ${(longestMs / 1000).toFixed(1)} s`);
    expect(await numbersIn('killed')).toEqual(acknowledged);
  });

  test('two brokers down: refused at the deadline, delivered once when they are back before it', async () => {
    await cluster.createTopic('pair', 1);
    const topic = anyTopic<Numbered>('pair', 1);
    const producer = producerOf();
    await producer.publish({ topic, value: { n: 0 } });
    const [leader = 0] = await cluster.leaders('pair');
    const others = [1, 2, 3].filter((id) => id !== leader);
    for (const id of others) await cluster.kafka.stopNode(id);
    const failure = (await producer
      .publish({ topic, value: { n: 1 } }, { deadline: Date.now() + 5_000 })
      .catch((error: unknown) => error)) as ProduceError;
    expect(failure).toMatchObject({ code: 'produce-refused', retriable: true });
    expect(failure.refused).toMatchObject([{ index: 0, code: 'NOT_ENOUGH_REPLICAS' }]);
    const waiting = producer.publish({ topic, value: { n: 2 } });
    for (const id of others) await cluster.kafka.startNode(id);
    await waiting;
    await cluster.kafka.ready();
    expect(await numbersIn('pair')).toEqual([0, 2]);
  });

  test('a process that was frozen for eight seconds in the middle of a publish goes on', async () => {
    await cluster.createTopic('frozen', 1);
    const child = publishingProcess(['plaintext', cluster.kafka.bootstrap, 'frozen']);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    while (output.split('\n').length < 20) await sleep(20);
    child.kill('SIGSTOP');
    const before = output;
    await sleep(8_000);
    child.kill('SIGCONT');
    await sleep(1_500);
    child.stdin.end();
    expect(await ended).toBe(0);
    expect(output.length).toBeGreaterThan(before.length + 20);
    const acknowledged = output.trimEnd().split('\n').map(Number);
    expect(await numbersIn('frozen')).toEqual(acknowledged);
  });
});
