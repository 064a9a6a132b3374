/**
 * Our producer against kafkajs' own send() in batches of 500 and Kafka's ProducerPerformance: the same 1 KB records, the
 * same three brokers, topics of 12 partitions, acks=all, snappy, linger 5 ms, batches of 32 KB (kafkajs has neither of
 * the last two). Every client runs in a process of its own, in turns; ours also writes its four headers.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { jars } from '../local/java/jars.ts';
import { javaTools } from '../local/java/java-tools.ts';
import { type ThreeBrokers, threeBrokers } from '../test/driver/three-brokers.ts';
import { type BenchResult, median, runAlone } from './bench.ts';

const PORT = 21_660;
const RECORDS = 100_000;
const RECORD_BYTES = 1024;
const LINES = 5_000;
const PARTITIONS = 12;
const ROUNDS = 3;
const HERE = import.meta.dirname;
const CACHE = path.join(HERE, '..', '.local', 'cache');

interface Run {
  readonly recordsPerSecond: number;
  readonly cpuSeconds: number;
}
type Client = (cluster: ThreeBrokers, topic: string, payload: string) => Promise<Run>;

export async function producerBench(): Promise<BenchResult> {
  const dir = mkdtempSync(path.join(tmpdir(), 'producer-bench-'));
  const payload = path.join(dir, 'payload.jsonl');
  writeFileSync(payload, `${Array.from({ length: LINES }, (_, index) => line(index)).join('\n')}\n`);
  const clients: Readonly<Record<string, Client>> = {
    ours: nodeClient('ours'),
    kafkajs: nodeClient('kafkajs'),
    'producer-perf-test': await perfTest(),
  };
  const runs = Object.keys(clients).map((name) => ({ name, runs: [] as Run[] }));
  const cluster = await threeBrokers(PORT);
  try {
    // The first round warms the brokers. Another client begins each round: the first meets the coldest page cache.
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (let turn = 0; turn < runs.length; turn += 1) {
        const { name, runs: done } = runs[(round + turn) % runs.length] as (typeof runs)[number];
        const topic = `bench-${name}-${round}`;
        await cluster.createTopic(topic, PARTITIONS);
        const run = await (clients[name] as Client)(cluster, topic, payload);
        if (round > 0) done.push(run);
        await cluster.admin.deleteTopics({ topics: [topic] });
      }
    }
  } finally {
    await cluster.stop();
    rmSync(dir, { recursive: true, force: true });
  }
  return report(runs);
}

function report(runs: readonly { readonly name: string; readonly runs: readonly Run[] }[]): BenchResult {
  const results: Record<string, number> = {};
  const lines = [`${RECORDS} records of 1 KB a run, ${ROUNDS} rounds in turns, ${PARTITIONS} partitions`];
  for (const { name, runs: done } of runs) {
    const rates = done.map(({ recordsPerSecond }) => recordsPerSecond);
    const rate = median(rates);
    const cpu = median(done.map(({ cpuSeconds }) => cpuSeconds));
    results[`${name} records/s`] = rate;
    results[`${name} MB/s`] = (rate * RECORD_BYTES) / 1e6;
    results[`${name} cpu s per 100,000 records`] = (cpu / RECORDS) * 100_000;
    lines.push(
      `${name}: ${Math.round(rate)} records/s (${rates.map(Math.round).join(', ')}), ${((rate * RECORD_BYTES) / 1e6).toFixed(1)} MB/s, client CPU ${cpu.toFixed(2)} s`,
    );
  }
  for (const other of ['kafkajs', 'producer-perf-test']) {
    // Round by round, since neighbours met the same machine.
    const ratio = median(
      Array.from({ length: ROUNDS }, (_, round) => rateOf(runs, 'ours', round) / rateOf(runs, other, round)),
    );
    results[`ratio to ${other}`] = ratio;
    lines.push(`ours / ${other}: ${ratio.toFixed(2)}`);
  }
  return { name: 'producer', lines, results };
}

const rateOf = (
  runs: readonly { readonly name: string; readonly runs: readonly Run[] }[],
  name: string,
  round: number,
): number => runs.find((each) => each.name === name)?.runs[round]?.recordsPerSecond ?? Number.NaN;

function line(index: number): string {
  const fields = {
    orderId: `order-${index}`,
    customer: `c${(index * 7919) % 2357}`,
    items: Array.from({ length: 9 }, (_, item) => ({
      sku: `sku-${(index * 31 + item * 17) % 9973}`,
      quantity: (index + item) % 7,
      price: ((index * 37 + item * 101) % 9999) / 100,
      note: ['gift', 'express', 'fragile', 'none'][(index + item) % 4],
    })),
  };
  const json = JSON.stringify({ ...fields, text: '' });
  const text = Array.from({ length: 60 }, (_, word) => (index * 7 + word * word * 13).toString(36)).join(' ');
  return JSON.stringify({ ...fields, text: text.repeat(4).slice(0, RECORD_BYTES - json.length) });
}

const nodeClient =
  (name: string): Client =>
  async ({ brokers }, topic, payload) => {
    const args = [
      path.join(HERE, 'producer-client.ts'),
      name,
      brokers.join(','),
      topic,
      `${RECORDS}`,
      payload,
    ];
    const { ms, cpuMs } = JSON.parse(await outputOf(process.execPath, args)) as { ms: number; cpuMs: number };
    return { recordsPerSecond: (RECORDS / ms) * 1000, cpuSeconds: cpuMs / 1000 };
  };

async function perfTest(): Promise<Client> {
  const tools = await javaTools({ cacheDir: CACHE });
  const pom = path.join(HERE, 'java', 'pom.xml');
  const classPath = await jars({ pom, cacheDir: CACHE, tools, progress: () => {} });
  return async ({ brokers }, topic, payload) => {
    const java = [
      tools.java,
      '-Xmx512m',
      '-cp',
      classPath.join(path.delimiter),
      'org.apache.kafka.tools.ProducerPerformance',
      ...['--topic', topic, '--num-records', `${RECORDS}`, '--payload-file', payload, '--throughput', '-1'],
      '--producer-props',
      `bootstrap.servers=${brokers.join(',')}`,
      ...['acks=all', 'linger.ms=5', `batch.size=${32 * 1024}`, 'compression.type=snappy'],
    ];
    // `times` says what the shell's child took: start of the JVM included, as it has no way to leave it out.
    const output = await outputOf('sh', ['-c', '"$@"; times', 'sh', ...java]);
    const [, rate] = /^\d+ records sent, ([\d.]+) records\/sec .* 99\.9th\.$/m.exec(output) ?? [];
    const [, minutes, seconds, systemMinutes, systemSeconds] =
      /^(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/.exec(output.trimEnd().split('\n').at(-1) ?? '') ?? [];
    if (rate === undefined || seconds === undefined) throw new Error(`ProducerPerformance said:\n${output}`);
    return {
      recordsPerSecond: Number(rate),
      cpuSeconds: (Number(minutes) + Number(systemMinutes)) * 60 + Number(seconds) + Number(systemSeconds),
    };
  };
}

async function outputOf(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${output}\n${errors}`);
  return output;
}

await runAlone(import.meta.url, producerBench);
