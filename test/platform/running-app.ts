/** The fragile app on a platform of its own, and what a test asks of it. Everything is read by a client of its own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Platform, startPlatform } from '../../local/platform.ts';
import { LogReader, type LogRecord } from '../../samples/accounting/log-reader.ts';
import { ObjectReader } from '../../samples/accounting/object-reader.ts';
import { createProducer } from '../../shared/produce/create-producer.ts';
import type { Producer } from '../../shared/produce/producer.ts';
import { fragile } from './app/functions/fragile/subscription.ts';
import { type Job, jobs, runs } from './app/topics.ts';

export interface RunningApp {
  readonly platform: Platform;
  readonly producer: Producer;
  readonly lines: readonly string[];
  publish(some: readonly Job[]): Promise<void>;
  /** Every record of `runs`, `retry` and `dead` read so far, by the id of the job. */
  seen(): Promise<Seen>;
  /** Waits until `what` holds of what is seen. */
  until(what: (seen: Seen) => boolean, ms: number): Promise<Seen>;
  failures(): Promise<readonly { readonly key: string; readonly document: FailureDocument }[]>;
  stop(): Promise<void>;
}

export interface Seen {
  /** How often the rule came to its end. */
  readonly ran: ReadonlyMap<string, number>;
  /** How often it was parked. */
  readonly parked: ReadonlyMap<string, number>;
  /** Error codes of its dead letters. */
  readonly dead: ReadonlyMap<string, readonly string[]>;
}

export interface FailureDocument {
  readonly requestContext: { readonly condition: string; readonly approximateInvokeCount: number };
  readonly KafkaBatchInfo: { readonly batchSize: number };
  /** The event, as text. */
  readonly payload: string;
}

export async function runApp(portBase: number): Promise<RunningApp> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'fragile-app-'));
  const assemblyDir = path.join(dataDir, 'assembly');
  await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'app', 'app.ts')], {
    env: { ...process.env, CDK_OUTDIR: assemblyDir },
  });
  const lines: string[] = [];
  const platform = await startPlatform({
    assemblyDir,
    dataDir,
    portBase,
    onLine: (text) => lines.push(text),
  });
  const producer = createProducer({
    brokers: platform.bootstrap.split(','),
    auth: { kind: 'plaintext' },
    source: 'test',
  });
  const dead = fragile.deadLetterTopic.name;
  const log = new LogReader(platform.bootstrap, [
    runs.name,
    ...fragile.retryTopics.map(({ name }) => name),
    dead,
  ]);
  const objects = new ObjectReader(platform.s3);
  const bucket = [...platform.buckets.values()].find((name) => name.includes('failures')) ?? '';
  const seen = {
    ran: new Map<string, number>(),
    parked: new Map<string, number>(),
    dead: new Map<string, string[]>(),
  };
  const count = (map: Map<string, number>, id: string) => map.set(id, (map.get(id) ?? 0) + 1);
  const file = ({ topic, key, headers }: LogRecord): void => {
    const id = String(key);
    if (topic === runs.name) count(seen.ran, id);
    else if (topic !== dead) count(seen.parked, id);
    else
      seen.dead.set(id, [
        ...(seen.dead.get(id) ?? []),
        String(headers.find(([name]) => name === 'x-error-code')?.[1]),
      ]);
  };
  const look = async (): Promise<Seen> => {
    for (const record of await log.read()) file(record);
    return seen;
  };
  return {
    platform,
    producer,
    lines,
    async publish(some) {
      await producer.publishAll(some.map((value) => ({ topic: jobs, value })));
    },
    seen: look,
    async until(what, ms) {
      const giveUp = Date.now() + ms;
      for (;;) {
        // Brokers may be away: a failed look is another one later.
        const found = await look().catch(() => undefined);
        if (found && what(found)) return found;
        if (Date.now() > giveUp) {
          throw new Error(`not within ${ms} ms; the platform said:\n${lines.slice(-30).join('\n')}`);
        }
        await sleep(200);
      }
    },
    async failures() {
      const keys = await objects.list(bucket, '');
      return Promise.all(
        keys.map(async (key) => ({ key, document: JSON.parse(await objects.read(bucket, key)) })),
      );
    },
    async stop() {
      log.close();
      objects.close();
      await producer.close();
      await platform.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
