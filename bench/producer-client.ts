/**
 * One client of the producer benchmark in a process of its own, so that its CPU is its alone:
 * `node producer-client.ts ours|kafkajs <brokers> <topic> <records> <payload file>`. Prints { ms, cpuMs }.
 *
 * Both publish calls of 500 records, 16 calls at a time; time runs from the first call after a warm connection until
 * everything is acknowledged. Records have no key, as those of ProducerPerformance.
 */
import { readFileSync } from 'node:fs';
import kafkajs from 'kafkajs';
import { createProducer } from '../shared/produce/create-producer.ts';
import { compressInto, snappyBound } from '../shared/produce/snappy.ts';
import { anyTopic } from '../test/driver/any-topic.ts';

const CALL = 500;
const CALLS_AT_A_TIME = 16;
const PARTITIONS = 12;

type Publish = (lines: readonly string[]) => Promise<unknown>;
interface Client {
  readonly publish: Publish;
  readonly close: () => Promise<void>;
}

const [, , name = '', brokers = '', topic = '', records = '', file = ''] = process.argv;
const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
const clients: Readonly<Record<string, () => Promise<Client>>> = { ours, kafkajs: rawKafkajs };
const make = clients[name];
if (make === undefined) throw new Error(`no client '${name}'; allowed: ${Object.keys(clients).join(', ')}`);
const { publish, close } = await make();
await publish(lines.slice(0, 1));

const total = Number(records);
let next = 0;
const caller = async () => {
  while (next < total) {
    const from = next;
    next += CALL;
    await publish(Array.from({ length: CALL }, (_, index) => lines[(from + index) % lines.length] as string));
  }
};
const cpu = process.cpuUsage();
const start = performance.now();
await Promise.all(Array.from({ length: CALLS_AT_A_TIME }, caller));
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
await close();
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000 }));
process.exit(0);

/** The values are objects, as a function has them: writing the JSON is part of publishing. */
async function ours(): Promise<Client> {
  const producer = createProducer({
    brokers: brokers.split(','),
    auth: { kind: 'plaintext' },
    source: 'bench',
  });
  const to = anyTopic<unknown>(topic, PARTITIONS);
  const values = new Map(lines.map((line) => [line, JSON.parse(line) as unknown]));
  return {
    publish: (batch) => producer.publishAll(batch.map((line) => ({ topic: to, value: values.get(line) }))),
    close: () => producer.close(),
  };
}

/** Not idempotent, as kafkajs is by default; acks=all, snappy by the same code as ours. */
async function rawKafkajs(): Promise<Client> {
  kafkajs.CompressionCodecs[kafkajs.CompressionTypes.Snappy] = () => ({
    async compress({ buffer }: { buffer: Buffer }) {
      const out = Buffer.allocUnsafe(snappyBound(buffer.length));
      return out.subarray(0, compressInto(out, 0, buffer));
    },
    decompress: () => Promise.reject(new Error('nothing is read here')),
  });
  const client = new kafkajs.Kafka({ brokers: brokers.split(','), logLevel: kafkajs.logLevel.NOTHING });
  const producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  const values = new Map(lines.map((line) => [line, JSON.parse(line) as unknown]));
  return {
    publish: (batch) =>
      producer.send({
        topic,
        acks: -1,
        compression: kafkajs.CompressionTypes.Snappy,
        messages: batch.map((line) => ({ value: JSON.stringify(values.get(line)) })),
      }),
    close: () => producer.disconnect(),
  };
}
