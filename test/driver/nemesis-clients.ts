/** The two clients that the nemesis compares: our producer, and kafkajs' own as its documentation shows it. */
import kafkajs from 'kafkajs';
import type { Topic } from '../../shared/declare/topic.ts';
import { createProducer } from '../../shared/produce/create-producer.ts';
import { partitionOfKey } from '../../shared/produce/murmur2.ts';
import type { ProduceError } from '../../shared/produce/produce-error.ts';
import { anyTopic } from './any-topic.ts';
import { type Numbered, PARTITIONS, type SendNumbered } from './nemesis.ts';

interface Client {
  readonly send: SendNumbered;
  readonly close: () => Promise<void>;
}

export const ownClient =
  (brokers: readonly string[]) =>
  async (name: string): Promise<Client> => {
    const producer = createProducer({ brokers, auth: { kind: 'plaintext' }, source: 'nemesis' });
    const topic: Topic<Numbered['value']> = anyTopic(name, PARTITIONS);
    const keys = keyOfEachPartition();
    return {
      close: () => producer.close(),
      async send(records) {
        try {
          await producer.publishAll(
            records.map(({ partition, value }) => ({ topic, value, key: keys[partition] as string })),
          );
          return { failed: [] };
        } catch (error) {
          const { refused, unknown } = error as ProduceError;
          const failures = [...refused, ...unknown];
          return { failed: failures.map(({ index }) => index), reason: failures[0]?.code ?? 'none' };
        }
      },
    };
  };

export const kafkajsClient =
  (brokers: readonly string[], idempotent: boolean) =>
  async (topic: string): Promise<Client> => {
    const client = new kafkajs.Kafka({
      brokers: [...brokers],
      logLevel: kafkajs.logLevel.NOTHING,
      connectionTimeout: 1_000,
      requestTimeout: 4_000,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 12 },
    });
    const producer = client.producer({
      idempotent,
      ...(idempotent && { maxInFlightRequests: 5 }),
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    return {
      close: () => producer.disconnect(),
      async send(records) {
        const messages = records.map(({ partition, value }) => ({ partition, value: JSON.stringify(value) }));
        try {
          await producer.send({ topic, acks: -1, timeout: 3_000, messages });
          return { failed: [] };
        } catch (error) {
          const { name, cause } = error as Error & { cause?: { type?: string } };
          return { failed: records.map((_, index) => index), reason: cause?.type ?? name };
        }
      },
    };
  };

function keyOfEachPartition(): readonly string[] {
  const keys: string[] = [];
  for (let number = 0; keys.filter(Boolean).length < PARTITIONS; number += 1) {
    keys[partitionOfKey(Buffer.from(`k${number}`), PARTITIONS)] ??= `k${number}`;
  }
  return keys;
}
