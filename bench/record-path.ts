/**
 * Records/s of the record path on one core: 500 records of 1 KB of JSON with a zod schema, through
 *   consume, sync    a rule that awaits nothing          consume, async   a rule that awaits something each record
 *   bare loop        base64 → bytes → JSON.parse → zod   Powertools       kafkaConsumer with the same schema
 * All four take turns in every round, so that noise of the machine meets them alike, and what counts is CPU time of
 * the process, its garbage collector included: another process's turn on the core is no record of ours. Medians over
 * the rounds, ratios of these. The whole path is timed: event checks, settling, metrics (formatted, not printed).
 *
 * The record is an order of the sample business, its gift message filled up to 1 KB. What Powertools spends on a record
 * beside decoding it is constant, so its ratio falls as records become harder to validate.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import { systemClock } from '../shared/consume/clock.ts';
import { consume } from '../shared/consume/consume.ts';
import type { LambdaRecord } from '../shared/consume/event.ts';
import type { Runtime } from '../shared/consume/runtime.ts';
import { days } from '../shared/declare/duration.ts';
import { plainJson } from '../shared/declare/plain-json.ts';
import { subscription } from '../shared/declare/subscription.ts';
import { topic } from '../shared/declare/topic.ts';
import { type BenchResult, median, runAlone } from './bench.ts';

const RECORDS = 500;
const PARTITIONS = 10;
const ROUNDS = 61;
/** Invocations of each contender in a round: some 10 ms of work. */
const INVOCATIONS = 10;

const orderSchema = z.object({
  orderId: z.string().min(1).max(64),
  customerId: z.string().min(1).max(64),
  placedOn: z.iso.date(),
  quantity: z.int().min(0),
  amount: z.number().refine((amount) => Math.round(amount * 100) / 100 === amount),
  giftMessage: z.string().optional(),
});
type Order = z.infer<typeof orderSchema>;
const orders = topic('orders.v1', { partitions: 30, retention: days(7), value: plainJson(orderSchema) });

const bench = subscription('bench', { topic: orders, batch: { size: RECORDS }, concurrency: 50 });

/** Exactly 1 KB of JSON: an order of the sample with a gift message that fills it. */
function order(index: number): string {
  const value = {
    orderId: `order-${index}`,
    customerId: `customer-${index % 97}`,
    placedOn: '1997-01-02',
    quantity: 1 + (index % 5),
    amount: 29.33,
    giftMessage: '',
  };
  const words = 'Many happy returns of the day, with love from all of us. '.repeat(20);
  value.giftMessage = words.slice(0, 1_024 - JSON.stringify(value).length);
  return JSON.stringify(value);
}

/** As MSK delivers it, with the four headers that a producer of ours writes. */
function event(): { eventSource: string; records: Record<string, LambdaRecord[]> } {
  const signed = (text: string) => [...new Int8Array(Buffer.from(text))];
  const records: Record<string, LambdaRecord[]> = {};
  for (let index = 0; index < RECORDS; index += 1) {
    const partition = index % PARTITIONS;
    const id = `${orders.name}-${partition}`;
    records[id] ??= [];
    records[id].push({
      topic: orders.name,
      partition,
      offset: 1_000 + index,
      timestamp: 1_790_000_000_000 + index,
      timestampType: 'CREATE_TIME',
      key: Buffer.from(`order-${index}`).toString('base64'),
      value: Buffer.from(order(index)).toString('base64'),
      headers: [
        { 'correlation-id': signed('0b0f7d2e-6c0f-4f53-9a43-1f3f2b6d2f57') },
        { traceparent: signed('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01') },
        { source: signed('place-order') },
        { timestamp: signed('2026-11-24T12:00:00.000Z') },
      ],
    });
  }
  // A fresh parse gives the strings the shape they have in Lambda.
  return JSON.parse(JSON.stringify({ eventSource: 'aws:kafka', records }));
}

const nowhere = (): never => {
  throw new Error('nothing of this benchmark is published');
};

function runtime(): Runtime {
  return {
    clock: systemClock,
    producer: nowhere,
    schemas: nowhere,
    claimCheck: nowhere,
    logger: new Logger({ serviceName: 'bench' }),
    metrics: new Metrics({ serviceName: 'bench', namespace: 'bench' }),
  };
}

type Contender = (event: unknown) => unknown;

async function contenders(count: (order: Order) => void): Promise<Record<string, Contender>> {
  const { kafkaConsumer } = await import('@aws-lambda-powertools/kafka');
  const powertools = kafkaConsumer<unknown, Order>(
    async ({ records }) => {
      for (const { value } of records) count(value as Order);
    },
    { value: { type: 'json', parserSchema: orderSchema } },
  );
  return {
    bare: (given) => {
      for (const records of Object.values((given as { records: Record<string, LambdaRecord[]> }).records)) {
        for (const { value } of records) {
          count(orderSchema.parse(JSON.parse(Buffer.from(value as string, 'base64').toString())));
        }
      }
    },
    sync: consume(bench, count, runtime()),
    async: consume(bench, async (each) => count(await each), runtime()),
    powertools: (given) => powertools(given as never, {} as never),
  };
}

export async function recordPathBench(): Promise<BenchResult> {
  let seen = 0;
  const all = Object.entries(
    await contenders(({ quantity }) => {
      seen += quantity > 0 ? 1 : 0;
    }),
  );
  const given = event();
  const times = new Map(all.map(([name]) => [name, [] as number[]]));
  const restore = silence();
  try {
    for (let round = -10; round < ROUNDS; round += 1) {
      // The order turns with the round: whoever follows a heavy allocator pays for its garbage.
      for (let turn = 0; turn < all.length; turn += 1) {
        const [name, run] = all[(turn + round + 12) % all.length] as [string, Contender];
        seen = 0;
        const started = process.cpuUsage();
        for (let each = 0; each < INVOCATIONS; each += 1) await run(given);
        const { user, system } = process.cpuUsage(started);
        if (seen !== RECORDS * INVOCATIONS) throw new Error(`${name} handled ${seen} records`);
        if (round >= 0) times.get(name)?.push(user + system);
      }
    }
  } finally {
    restore();
  }
  return summary(times);
}

function summary(times: ReadonlyMap<string, readonly number[]>): BenchResult {
  const of = (name: string) => times.get(name) ?? [];
  const rate = (name: string) => (RECORDS * INVOCATIONS * 1e6) / median(of(name));
  const ratio = (name: string, to: string) => rate(name) / rate(to);
  const results: Record<string, number> = {
    syncToBare: ratio('sync', 'bare'),
    asyncToBare: ratio('async', 'bare'),
    syncToPowertools: ratio('sync', 'powertools'),
    asyncToPowertools: ratio('async', 'powertools'),
  };
  for (const name of times.keys()) results[`${name}PerSecond`] = rate(name);
  const lines = [...times.keys()].map((name) => `${name.padEnd(12)}${thousands(rate(name))} records/s`);
  lines.push(
    `consume, sync rule   ${results.syncToBare?.toFixed(2)} of the bare loop, ${results.syncToPowertools?.toFixed(2)} x Powertools`,
    `consume, async rule  ${results.asyncToBare?.toFixed(2)} of the bare loop, ${results.asyncToPowertools?.toFixed(2)} x Powertools`,
  );
  return { name: `record path (${RECORDS} x 1 KB, zod, medians of ${ROUNDS} rounds)`, lines, results };
}

const thousands = (value: number): string => Math.round(value).toLocaleString('en-US').padStart(9);

/** Metrics are formatted and then dropped: a terminal's speed is no property of the record path. */
function silence(): () => void {
  const write = process.stdout.write;
  process.stdout.write = () => true;
  return () => {
    process.stdout.write = write;
  };
}

await runAlone(import.meta.url, recordPathBench);
