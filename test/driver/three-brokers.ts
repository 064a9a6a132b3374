/** A throw-away cluster of three brokers and a controller, with the jars and the class archive of the local platform. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import kafkajs, { type Admin } from 'kafkajs';
import { javaTools } from '../../local/java/java-tools.ts';
import { type KafkaCluster, startKafka } from '../../local/kafka/kafka-cluster.ts';
import { portsFrom } from '../../local/ports.ts';

export interface ThreeBrokers {
  readonly kafka: KafkaCluster;
  readonly brokers: readonly string[];
  readonly admin: Admin;
  /** Replicated 3 times, 2 in sync, unless `configs` says otherwise. Resolves when every partition has a leader. */
  createTopic(name: string, partitions: number, configs?: Readonly<Record<string, string>>): Promise<void>;
  /** The leader of each partition. */
  leaders(topic: string): Promise<readonly number[]>;
  /** Resolves when all three replicas of every partition are in sync. */
  inSync(topic: string): Promise<void>;
  stop(): Promise<void>;
}

const LEADERS_MS = 10_000;
const IN_SYNC_MS = 60_000;

/** Uses the ports from `port` on. */
export async function threeBrokers(
  port: number,
  serverProperties: Readonly<Record<string, string>> = {},
): Promise<ThreeBrokers> {
  const cacheDir = fileURLToPath(new URL('../../.local/cache', import.meta.url));
  const dir = mkdtempSync(path.join(tmpdir(), 'three-brokers-'));
  const kafka = await startKafka({
    dir,
    cacheDir,
    tools: await javaTools({ cacheDir }),
    brokers: 3,
    ports: portsFrom(port),
    serverProperties: {
      'min.insync.replicas': '2',
      'unclean.leader.election.enable': 'false',
      ...serverProperties,
    },
    progress: () => {},
    log: () => {},
  });
  // The brokers are ended when this process exits, which a signal by itself would not have it do.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const brokers = kafka.bootstrap.split(',');
  const client = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING });
  const admin = client.admin();
  await admin.connect();

  const partitionsOf = async (topic: string) => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return (topics[0]?.partitions ?? []).toSorted((a, b) => a.partitionId - b.partitionId);
  };
  /** Another broker may be asked each time, and one of them hears of a topic last. */
  const leaders = async (topic: string): Promise<readonly number[]> => {
    for (const start = performance.now(); ; await sleep(20)) {
      try {
        return (await partitionsOf(topic)).map(({ leader }) => leader);
      } catch (error) {
        const { retriable } = error as { readonly retriable?: boolean };
        if (retriable !== true || performance.now() - start > LEADERS_MS) throw error;
      }
    }
  };

  return {
    kafka,
    brokers,
    admin,
    leaders,
    async inSync(topic) {
      const whole = async () => (await partitionsOf(topic)).every(({ isr }) => isr.length === 3);
      for (const start = performance.now(); !(await whole().catch(() => false)); await sleep(50)) {
        if (performance.now() - start > IN_SYNC_MS) throw new Error(`topic ${topic} does not get in sync`);
      }
    },
    async createTopic(topic, partitions, configs = {}) {
      const configEntries = Object.entries({ 'min.insync.replicas': '2', ...configs });
      await admin.createTopics({
        waitForLeaders: false,
        topics: [
          {
            topic,
            numPartitions: partitions,
            replicationFactor: 3,
            configEntries: configEntries.map(([name, value]) => ({ name, value })),
          },
        ],
      });
      for (const start = performance.now(); ; await sleep(20)) {
        const led = await leaders(topic);
        if (led.length === partitions && led.every((leader) => leader >= 0)) return;
        if (performance.now() - start > LEADERS_MS) throw new Error(`topic ${topic} has no leaders`);
      }
    },
    async stop() {
      await admin.disconnect().catch(() => {});
      await kafka.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
