/**
 * The sample's orders by contract, beside what they would be without one. All sides in one run; contenders take turns in
 * every round, ratios are of medians, and what counts is CPU time of the process.
 *   bytes     an order, and batches of 100 compressed as producers do: framed Avro, framed Protobuf, JSON
 *   encode    contract (validation included) · bare avsc · bare protobufjs · zod and JSON.stringify
 *   decode    contract · bare avsc · bare protobufjs · JSON.parse and zod
 *   consume   events of Lambda through the record path · Powertools' kafkaConsumer with the same Avro schema, for which
 *             the frame was taken off: it reads none
 */
import { gzipSync } from 'node:zlib';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import avsc from 'avsc';
import protobufjs from 'protobufjs';
import * as z from 'zod';
import { sampleOrders } from '../samples/orders.ts';
import { type Order, orderContract } from '../schemas/orders.events.v1/value/contract.ts';
import { systemClock } from '../shared/consume/clock.ts';
import { consume } from '../shared/consume/consume.ts';
import { subscription } from '../shared/declare/subscription.ts';
import { compressInto, snappyBound } from '../shared/produce/snappy.ts';
import type { Contract } from '../shared/schema/contract.ts';
import { protobuf } from '../shared/schema/protobuf/protobuf.ts';
import { orders as topic } from '../shared/topics.ts';
import { testSchemas } from '../test/driver/version-ids.ts';
import { type BenchResult, median, runAlone } from './bench.ts';

const ORDERS = 500;
const BATCH = 100;
const ROUNDS = 41;
/** Passes over the orders in each round of a contender: some 5 ms of work. */
const PASSES = 40;

const PROTO = `syntax = "proto3";
package com.example.ecommerce;
message Order {
  string id = 1;
  double amount = 2;
  string status = 3;
  string customer_id = 4;
  optional int32 placed_on = 5;
  int32 quantity = 6;
  optional string gift_message = 7;
}
`;

const orderSchema = z.object({
  id: z.string(),
  amount: z.number(),
  status: z.string(),
  customerId: z.string(),
  placedOn: z.int().nullable(),
  quantity: z.int(),
  giftMessage: z.string().nullable(),
});

type Contender = () => unknown;

/** Without the fifteen large ones, of which each is a claim check. */
const orders: readonly Order[] = sampleOrders()
  .map(({ order }) => order)
  .filter(({ giftMessage }) => giftMessage === null)
  .slice(0, ORDERS);

const schemas = testSchemas([topic]);
const avroCodec = schemas.codec(topic, orderContract);
const bareAvro = avsc.Type.forSchema(JSON.parse(orderContract.definitions.at(-1) as string));
const root = protobufjs.parse(PROTO).root;
const bareProtobuf = root.lookupType('com.example.ecommerce.Order');
const protobufContract: Contract<Order> = protobuf<Order>({
  topic: topic.name,
  attribute: 'value',
  compatibility: 'BACKWARD',
  definitions: [PROTO],
  message: 'com.example.ecommerce.Order',
  descriptors: [root.toJSON()],
});
const protobufCodec = testSchemas([{ ...topic, value: protobufContract }]).codec(topic, protobufContract);

const each =
  (work: (order: Order) => unknown): Contender =>
  () => {
    for (const order of orders) work(order);
  };

const encoders: Readonly<Record<string, Contender>> = {
  avro: each((order) => avroCodec.encode(order)),
  'bare avsc': each((order) => bareAvro.toBuffer(order)),
  protobuf: each((order) => protobufCodec.encode(order)),
  'bare protobufjs': each((order) => bareProtobuf.encode(order).finish()),
  'zod, JSON': each((order) => Buffer.from(JSON.stringify(orderSchema.parse(order)))),
};

function decoders(): Readonly<Record<string, Contender>> {
  const over =
    (values: readonly Buffer[], work: (bytes: Buffer) => unknown): Contender =>
    () => {
      for (const value of values) work(value);
    };
  const json = orders.map((order) => Buffer.from(JSON.stringify(order)));
  return {
    avro: over(
      orders.map((order) => avroCodec.encode(order)),
      (bytes) => avroCodec.decode(bytes),
    ),
    'bare avsc': over(
      orders.map((order) => bareAvro.toBuffer(order)),
      (bytes) => bareAvro.fromBuffer(bytes),
    ),
    protobuf: over(
      orders.map((order) => protobufCodec.encode(order)),
      (bytes) => protobufCodec.decode(bytes),
    ),
    'bare protobufjs': over(
      orders.map((order) => Buffer.from(bareProtobuf.encode(order).finish())),
      (bytes) => bareProtobuf.decode(bytes),
    ),
    'JSON, zod': over(json, (bytes) => orderSchema.parse(JSON.parse(bytes.toString()))),
  };
}

async function consumers(): Promise<Readonly<Record<string, () => Promise<unknown>>>> {
  const { kafkaConsumer } = await import('@aws-lambda-powertools/kafka');
  let seen = 0;
  const nowhere = (): never => {
    throw new Error('nothing of this benchmark is published');
  };
  const ours = consume(
    subscription('bench', { topic, batch: { size: ORDERS }, concurrency: 50 }),
    (order) => {
      seen += order.quantity;
    },
    {
      clock: systemClock,
      producer: nowhere,
      claimCheck: nowhere,
      schemas: () => schemas,
      logger: new Logger({ serviceName: 'bench' }),
      metrics: new Metrics({ serviceName: 'bench', namespace: 'bench' }),
    },
  );
  const theirs = kafkaConsumer<unknown, Order>(
    async ({ records }) => {
      for (const { value } of records) seen += (value as Order).quantity;
    },
    { value: { type: 'avro', schema: orderContract.definitions.at(-1) as string } },
  );
  const framed = eventOf(orders.map((order) => avroCodec.encode(order)));
  const bare = eventOf(orders.map((order) => bareAvro.toBuffer(order)));
  const checked = (run: () => Promise<unknown>) => async () => {
    seen = 0;
    await run();
    if (seen === 0) throw new Error('no record was handled');
  };
  return {
    'record path': checked(() => ours(framed)),
    Powertools: checked(async () => theirs(bare as never, {} as never)),
  };
}

function eventOf(values: readonly Buffer[]): object {
  const records = values.map((value, offset) => ({
    topic: topic.name,
    partition: 0,
    offset,
    timestamp: 1_790_000_000_000,
    timestampType: 'CREATE_TIME',
    key: Buffer.from(`order-${offset}`).toString('base64'),
    value: value.toString('base64'),
    headers: [],
  }));
  return JSON.parse(JSON.stringify({ eventSource: 'aws:kafka', records: { [`${topic.name}-0`]: records } }));
}

/** Median µs of CPU a round. */
async function race(
  contenders: Readonly<Record<string, () => unknown>>,
  passes: number,
): Promise<ReadonlyMap<string, number>> {
  const all = Object.entries(contenders);
  const times = new Map(all.map(([name]) => [name, [] as number[]]));
  for (let round = -8; round < ROUNDS; round += 1) {
    for (let turn = 0; turn < all.length; turn += 1) {
      const [name, run] = all[(turn + round + 10 * all.length) % all.length] as [string, () => unknown];
      const started = process.cpuUsage();
      for (let pass = 0; pass < passes; pass += 1) await run();
      const { user, system } = process.cpuUsage(started);
      if (round >= 0) times.get(name)?.push(user + system);
    }
  }
  return new Map([...times].map(([name, each]) => [name, median(each)]));
}

const snappy = (bytes: Buffer): number => compressInto(Buffer.alloc(snappyBound(bytes.length)), 0, bytes);

function sizes(): { readonly lines: string[]; readonly results: Record<string, number> } {
  const kinds: Readonly<Record<string, (order: Order) => Buffer>> = {
    Avro: (order) => avroCodec.encode(order),
    Protobuf: (order) => protobufCodec.encode(order),
    JSON: (order) => Buffer.from(JSON.stringify(order)),
  };
  const lines: string[] = [];
  const results: Record<string, number> = {};
  for (const [name, encode] of Object.entries(kinds)) {
    const values = orders.map(encode);
    const batch = Buffer.concat(values.slice(0, BATCH));
    const of = {
      record: Buffer.concat(values).length / values.length,
      snappy: snappy(batch) / BATCH,
      gzip: gzipSync(batch).length / BATCH,
    };
    for (const [kind, bytes] of Object.entries(of)) results[`${name} ${kind} bytes`] = bytes;
    lines.push(
      `${name.padEnd(10)}${of.record.toFixed(0).padStart(5)} bytes an order, in batches of ${BATCH}: snappy ${of.snappy.toFixed(0)}, gzip ${of.gzip.toFixed(0)}`,
    );
  }
  return { lines, results };
}

export async function schemasBench(): Promise<BenchResult> {
  const { lines, results } = sizes();
  const report = async (
    what: string,
    contenders: Readonly<Record<string, () => unknown>>,
    passes: number,
    ratios: readonly (readonly [string, string])[],
  ) => {
    const times = await race(contenders, passes);
    const perSecond = (name: string) => (ORDERS * passes * 1e6) / (times.get(name) ?? Number.NaN);
    for (const name of times.keys()) {
      results[`${what} ${name} per second`] = perSecond(name);
      lines.push(`${what.padEnd(8)}${name.padEnd(16)}${thousands(perSecond(name))} records/s`);
    }
    for (const [name, to] of ratios) {
      const ratio = perSecond(name) / perSecond(to);
      results[`${what} ${name} to ${to}`] = ratio;
      lines.push(`${what.padEnd(8)}${name} is ${ratio.toFixed(2)} of ${to}`);
    }
  };
  await report('encode', encoders, PASSES, [
    ['avro', 'bare avsc'],
    ['protobuf', 'bare protobufjs'],
    ['avro', 'zod, JSON'],
  ]);
  await report('decode', decoders(), PASSES, [
    ['avro', 'bare avsc'],
    ['protobuf', 'bare protobufjs'],
    ['avro', 'JSON, zod'],
  ]);
  const write = process.stdout.write;
  process.stdout.write = () => true;
  try {
    await report('consume', await consumers(), 10, [['record path', 'Powertools']]);
  } finally {
    process.stdout.write = write;
  }
  return { name: `schemas (${ORDERS} orders of the sample, medians of ${ROUNDS} rounds)`, lines, results };
}

const thousands = (value: number): string => Math.round(value).toLocaleString('en-US').padStart(12);

await runAlone(import.meta.url, schemasBench);
