import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigResourceTypes, Connection, describeConfigsV4, metadataV12 } from '@platformatic/kafka';
import { generateAuthTokenFromCredentialsProvider } from 'aws-msk-iam-sasl-signer-js';
import kafkajs from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JavaTools, javaTools } from '../../local/java/java-tools.ts';
import { reconcileAcls } from '../../local/kafka/acls.ts';
import { iamGrants } from '../../local/kafka/iam-grants.ts';
import { type KafkaCluster, startKafka } from '../../local/kafka/kafka-cluster.ts';
import type { KafkaOptions } from '../../local/kafka/kafka-options.ts';
import { reconcileTopics, type TopicDefinition } from '../../local/kafka/topics.ts';

process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1';

const cacheDir = fileURLToPath(new URL('../../.local/cache', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'kafka-cluster-'));
const ports = { plaintext: 21_110, iam: 21_120, controller: 21_101 };
const arn = 'arn:aws:kafka:us-east-1:000000000000:cluster/test/0-1';
const topicArn = (name: string) => arn.replace(':cluster/', ':topic/').concat('/', name);
const configs = { 'min.insync.replicas': '2' };
const topics = ['orders', 'payments'].map((name) => ({ name, partitions: 3, replicationFactor: 3, configs }));
const roles = [
  {
    principal: 'User:role-orders',
    statements: [
      { effect: 'Allow' as const, actions: ['kafka-cluster:Connect'], resources: [arn] },
      {
        effect: 'Allow' as const,
        actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'],
        resources: [topicArn('orders')],
      },
    ],
  },
];

let tools: JavaTools;
let cluster: KafkaCluster;
const lines: string[] = [];

const options = (over: Partial<KafkaOptions> = {}): KafkaOptions => ({
  dir: path.join(folder, 'kafka'),
  cacheDir,
  tools,
  brokers: 3,
  ports,
  serverProperties: { 'min.insync.replicas': '2', 'log.retention.hours': '168' },
  clusterArn: arn,
  progress: (text) => lines.push(text),
  log: (text) => lines.push(text),
  ...over,
});

beforeAll(async () => {
  tools = await javaTools({ cacheDir });
  cluster = await startKafka(options());
  await Promise.all([
    reconcileTopics(cluster.bootstrap, topics, (text) => lines.push(text)),
    reconcileAcls(cluster.bootstrap, iamGrants(roles, arn).acls),
  ]);
});

afterAll(async () => {
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const signed = async (sessionToken: string, region = 'us-east-1'): Promise<string> => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local', sessionToken };
  const { token } = await generateAuthTokenFromCredentialsProvider({
    region,
    awsCredentialsProvider: async () => credentials,
  });
  return token;
};

/** One record, or the broker's refusal. */
async function send(client: kafkajs.Kafka, topic: string): Promise<string> {
  const producer = client.producer({ retry: { retries: 0 } });
  await producer.connect();
  try {
    await producer.send({ topic, acks: -1, messages: [{ key: 'k', value: 'v' }] });
    return 'written';
  } catch (error) {
    return refusalIn(error as Error);
  } finally {
    await producer.disconnect();
  }
}

/** The client wraps a refusal it does not retry, with or without its type. */
function refusalIn(error: Error & { type?: string }): string {
  if (error.type !== undefined) return error.type;
  if (error.message.includes('Topic authorization failed')) return 'TOPIC_AUTHORIZATION_FAILED';
  return error.cause instanceof Error ? refusalIn(error.cause) : String(error);
}

const asRole = (sessionToken: string) =>
  new kafkajs.Kafka({
    brokers: cluster.iamBootstrap.split(','),
    ssl: { ca: readFileSync(cluster.caFile, 'utf8') },
    logLevel: 0,
    retry: { retries: 0 },
    sasl: {
      mechanism: 'oauthbearer',
      oauthBearerProvider: async () => ({ value: await signed(sessionToken) }),
    },
  });

const anyone = () =>
  new kafkajs.Kafka({ brokers: cluster.bootstrap.split(','), logLevel: 0, retry: { retries: 0 } });

const metadata = async (sasl?: { token: string }) => {
  const connection = new Connection('test', {
    connectTimeout: 5000,
    requestTimeout: 5000,
    ...(sasl && {
      tls: { ca: readFileSync(cluster.caFile, 'utf8') },
      sasl: { mechanism: 'OAUTHBEARER', token: sasl.token },
    }),
  });
  connection.on('error', () => {});
  try {
    await connection.connect('127.0.0.1', sasl ? ports.iam : ports.plaintext);
    return await metadataV12.api.async(connection, null, false);
  } finally {
    await connection.close();
  }
};

async function insyncDefault(): Promise<string | null | undefined> {
  const connection = new Connection('test');
  await connection.connect('127.0.0.1', ports.plaintext);
  const resource = { resourceType: ConfigResourceTypes.BROKER, resourceName: '' };
  const { results } = await describeConfigsV4.api.async(connection, [resource]);
  await connection.close();
  return results[0]?.configs.find(({ name }) => name === 'min.insync.replicas')?.value;
}

describe('the brokers', () => {
  it('are three in three zones, with a controller of its own', async () => {
    const { brokers } = await metadata();
    expect(brokers.map(({ nodeId, rack }) => [nodeId, rack]).sort()).toEqual([
      [1, 'az1'],
      [2, 'az2'],
      [3, 'az3'],
    ]);
    expect(cluster.nodes().map(({ id, role, state }) => `${role} ${id} ${state}`)).toEqual([
      'controller 100 running',
      'broker 1 running',
      'broker 2 running',
      'broker 3 running',
    ]);
  });

  it('let a role write the topic it may write, and no other', async () => {
    expect(await send(asRole('role-orders'), 'orders')).toBe('written');
    expect(await send(asRole('role-orders'), 'payments')).toBe('TOPIC_AUTHORIZATION_FAILED');
    expect(await send(asRole('role-other'), 'orders')).toBe('TOPIC_AUTHORIZATION_FAILED');
  });

  it('show a role no topic that it may not describe', async () => {
    const seen = async (role: string) =>
      (await metadata({ token: await signed(role) })).topics.map(({ name }) => name);
    expect(await seen('role-orders')).toEqual(['orders']);
    expect(await seen('role-other')).toEqual([]);
  });

  it('refuse every token that the signer would not make', async () => {
    const good = Buffer.from(await signed('role-orders'), 'base64url').toString();
    const other = (from: string | RegExp, to: string) => {
      expect(good).toMatch(from);
      return Buffer.from(good.replace(from, to)).toString('base64url');
    };
    const hostile = [
      'garbage',
      '====',
      Buffer.from('no url').toString('base64url'),
      Buffer.from([0xff, 0xfe, 0x00]).toString('base64url'),
      'A'.repeat(100_000),
      other('kafka-cluster%3AConnect', 'kafka-cluster%3AOther'),
      other(/\d{8}(?=T\d{6}Z|%2F)/g, '20200101'),
      other(/\d{8}(?=T\d{6}Z|%2F)/g, '20990101'),
      other(/X-Amz-Date=\d{8}/, 'X-Amz-Date=20200101'),
      other(/X-Amz-Expires=\d+/, 'X-Amz-Expires=99999999999999999999'),
      other('kafka.us-east-1.amazonaws.com', 'kafka.us-east-1.example.com'),
      other('kafka.us-east-1.amazonaws.com', 'kafka.eu-west-1.amazonaws.com'),
      other('role-orders', 'ANONYMOUS'),
      other('role-orders', 'role-orders%2F..%2Fadmin'),
      other('X-Amz-Signature', 'X-Amz-Date'),
      other(/$/, `&${'a=b&'.repeat(500)}`),
    ];
    const outcomes = await Promise.all(
      hostile.map((token) =>
        metadata({ token }).then(
          () => 'accepted',
          (error: Error) => (error.cause as { code?: string } | undefined)?.code,
        ),
      ),
    );
    expect(outcomes).toEqual(hostile.map(() => 'PLT_KFK_AUTHENTICATION'));
    expect(await metadata({ token: other('role-orders', 'role-orders') })).toBeDefined();
  });

  it.each([
    ['broker 2', 2],
    ['the controller', 100],
  ])('bring %s back by themselves after a kill', async (name, id) => {
    const pid = () => cluster.nodes().find((node) => node.id === id)!.pid;
    const before = pid();
    await cluster.kill(id);
    await cluster.ready();
    expect(pid()).not.toBe(before);
    expect(lines).toContain(`${name} ended (SIGKILL); starting it again`);
    expect(await send(anyone(), 'orders')).toBe('written');
  });

  it('answer NOT_ENOUGH_REPLICAS with two of three down, and write again when they are back', async () => {
    await Promise.all([cluster.stopNode(2), cluster.stopNode(3)]);
    expect(cluster.nodes().map(({ state }) => state)).toEqual(['running', 'running', 'stopped', 'stopped']);
    expect(await send(anyone(), 'orders')).toBe('NOT_ENOUGH_REPLICAS');
    await Promise.all([cluster.startNode(2), cluster.startNode(3)]);
    await cluster.ready();
    expect(await send(anyone(), 'orders')).toBe('written');
  });

  it('have the topics that the template says, and refuse what Kafka cannot do', async () => {
    const [orders, payments] = [topics[0]!, topics[1]!];
    const reconcile = (changed: Partial<TopicDefinition>) =>
      reconcileTopics(cluster.bootstrap, [orders, { ...payments, ...changed }], (text) => lines.push(text));
    const outcome = () => lines.findLast((line) => line.startsWith('topics:'));
    await reconcile({ partitions: 5, configs: { 'retention.ms': '60000' } });
    expect(outcome()).toBe('topics: 2, of which 0 created, 1 given more partitions, 1 configured anew');
    const { topics: seen } = await metadata();
    expect(seen.find(({ name }) => name === 'payments')?.partitions).toHaveLength(5);
    await reconcile({ partitions: 5, configs });
    expect(outcome()).toBe('topics: 2, of which 0 created, 0 given more partitions, 1 configured anew');
    await reconcile({ partitions: 5 });
    expect(outcome()).toBe('topics: 2, of which 0 created, 0 given more partitions, 0 configured anew');

    await expect(reconcile({ partitions: 3 })).rejects.toThrow(
      'topic payments: the template has 3 partitions, the kept topic 5',
    );
    await expect(reconcile({ partitions: 5, replicationFactor: 2 })).rejects.toThrow(
      'topic payments: the template has replication factor 2, the kept topic 3',
    );
    await expect(reconcile({ partitions: 5, configs: { 'retention.ms': 'long' } })).rejects.toThrow(
      'topic payments: INVALID_CONFIG, Invalid value long for configuration retention.ms',
    );
  });

  it('refuse a second cluster on their ports, before a JVM starts', async () => {
    const start = startKafka(options({ dir: path.join(folder, 'second') }));
    await expect(start).rejects.toThrow(
      new RegExp(`port 21101 \\(the controller\\) is taken by process ${cluster.nodes()[0]!.pid} \\(java\\)`),
    );
  });

  it('keep topics, records and permissions over a stop and a start', async () => {
    const begin = performance.now();
    await cluster.stop();
    expect(performance.now() - begin).toBeLessThan(2600);
    expect(cluster.nodes().map(({ pid }) => pid)).toEqual([undefined, undefined, undefined, undefined]);

    await expect(startKafka(options({ clusterArn: `${arn}-other` }))).rejects.toThrow(
      /holds the cluster .*--fresh/,
    );
    await expect(startKafka(options({ brokers: 1 }))).rejects.toThrow(/of 3 brokers; this one is .* of 1/);

    // What the metadata holds of the first start must follow, too.
    cluster = await startKafka(options({ serverProperties: { 'min.insync.replicas': '3' } }));
    expect(await insyncDefault()).toBe('3');
    expect(await send(asRole('role-orders'), 'orders')).toBe('written');
    expect(await send(asRole('role-orders'), 'payments')).toBe('TOPIC_AUTHORIZATION_FAILED');
    const admin = anyone().admin();
    await admin.connect();
    const offsets = await admin.fetchTopicOffsets('orders');
    await admin.disconnect();
    expect(offsets.reduce((sum, { high }) => sum + Number(high), 0)).toBe(5);
  });
});
