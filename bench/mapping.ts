/**
 * Records of 1 KB through an event source mapping into a function that does nothing: real brokers, real workers,
 * batches of 1,000. All of them run on this machine's cores: three brokers, the mapping, up to five workers.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Producer } from '@platformatic/kafka';
import { createFunction } from '../local/lambda/create-function.ts';
import { startMapping } from '../local/mapping/start-mapping.ts';
import { threeBrokers } from '../test/driver/three-brokers.ts';
import { type BenchResult, median, runAlone } from './bench.ts';

const RECORDS = 200_000;
const BATCH = 1_000;
const PARTITIONS = 12;
const ROUNDS = 3;
const IDLE_MS = 5_000;
const TOPIC = 'bench.mapping.v1';
const PORT = 21_480;

export async function mappingBench(): Promise<BenchResult> {
  const dir = mkdtempSync(path.join(tmpdir(), 'mapping-bench-'));
  const cluster = await threeBrokers(PORT);
  const { bootstrap } = cluster.kafka;
  try {
    await cluster.createTopic(TOPIC, PARTITIONS);
    await fill(bootstrap);
    const rates: number[] = [];
    const cpu: number[] = [];
    let idle = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const result = await readAll(bootstrap, dir, `round-${round}`);
      rates.push(result.rate);
      cpu.push(result.cpu);
      idle = result.idle;
    }
    const results = {
      'records/s': median(rates),
      'cpu s per 100,000 records, workers apart': median(cpu),
      'idle % of a core': idle,
    };
    const lines = [
      `${RECORDS} records of 1 KB, batches of ${BATCH}, ${PARTITIONS} partitions`,
      `records/s: ${rates.map(Math.round).join(', ')}, median ${Math.round(results['records/s'])}`,
      `CPU of mapping and platform per 100,000 records: ${results['cpu s per 100,000 records, workers apart'].toFixed(2)} s`,
      `idle, nothing to read: ${idle.toFixed(2)} % of a core`,
    ];
    return { name: 'mapping', lines, results };
  } finally {
    await cluster.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Sizes and content of an order with a message: neither empty nor one repeated letter. */
async function fill(bootstrap: string): Promise<void> {
  const producer = new Producer({ clientId: 'bench', bootstrapBrokers: bootstrap.split(',') });
  for (let sent = 0; sent < RECORDS; sent += BATCH) {
    const messages = Array.from({ length: BATCH }, (_, index) => ({
      topic: TOPIC,
      key: Buffer.from(`order-${sent + index}`),
      value: record(sent + index),
    }));
    await producer.send({ messages });
  }
  await producer.close();
}

function record(index: number): Buffer {
  const words = Array.from({ length: 160 }, (_, word) =>
    ((index * 7919 + word * 104729) % 99991).toString(36),
  );
  const text = JSON.stringify({ orderId: `order-${index}`, total: index % 1000, message: words.join(' ') });
  return Buffer.from(text.padEnd(1024));
}

async function readAll(bootstrap: string, dir: string, group: string) {
  const codeDir = mkdtempSync(path.join(dir, 'function-'));
  writeFileSync(
    path.join(codeDir, 'index.mjs'),
    'export const handler = async () => ({ batchItemFailures: [] });',
  );
  const nothing = createFunction(
    {
      name: 'nothing',
      runtime: `nodejs${process.versions.node.split('.')[0]}.x`,
      handler: 'index.handler',
      codeDir,
      memoryMb: 512,
      timeoutMs: 30_000,
      environment: {},
    },
    {
      region: 'us-east-1',
      accountId: '000000000000',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench', sessionToken: 'bench' },
    },
  );
  await nothing.invoke('{"records":{}}');
  const started = performance.now();
  const before = process.cpuUsage();
  const mapping = await startMapping(
    {
      uuid: '5e7b6a20-0000-4000-8000-00000000000b',
      functionArn: nothing.arn,
      functionName: nothing.name,
      eventSourceArn: 'arn:aws:kafka:us-east-1:000000000000:cluster/bench/1',
      topic: TOPIC,
      consumerGroupId: group,
      startingPosition: 'TRIM_HORIZON',
      batchSize: BATCH,
      provisioned: { min: 1 },
      reportBatchItemFailures: true,
    },
    {
      bootstrap,
      bootstrapServers: bootstrap,
      invoke: (_name, payload) => nothing.invoke(payload),
      putObject: () => Promise.reject(new Error('nothing is given up here')),
      log: (line) => console.error(line),
    },
  );
  try {
    while (mapping.stats.committed < RECORDS) await sleep(2);
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(before);
    const cpu = ((user + system) / 1e6 / RECORDS) * 100_000;
    await sleep(1000);
    return { rate: RECORDS / seconds, cpu, idle: await idleShare() };
  } finally {
    await mapping.stop();
    await nothing.shutdown();
  }
}

async function idleShare(): Promise<number> {
  const before = process.cpuUsage();
  await sleep(IDLE_MS);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1000 / IDLE_MS) * 100;
}

await runAlone(import.meta.url, mappingBench);
