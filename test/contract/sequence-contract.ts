/** What the producer relies on in a broker's handling of sequence numbers: run on the fake and on a real one. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Batch } from '../../shared/produce/batch.ts';
import { BrokerLink } from '../../shared/produce/broker-link.ts';
import { loadKafkajs } from '../../shared/produce/kafkajs.ts';
import { produceRequest } from '../../shared/produce/produce-request.ts';
import { producerIdRequest } from '../../shared/produce/producer-id-request.ts';
import type { ProducerIdentity } from '../../shared/produce/record-batch.ts';

const OUT_OF_ORDER = 45;

export interface OnePartition {
  /** The broker that leads partition 0 of the topic. */
  readonly leader: string;
  readonly topic: string;
}

export function sequenceContract(make: () => Promise<OnePartition>): void {
  /** Sends batches of one record with these sequence numbers; the code of each answer, or its offset from the first's. */
  const answersTo = async (...sequences: readonly number[]): Promise<(string | number)[]> => {
    const { leader, topic } = await make();
    const kafkajs = await loadKafkajs();
    const options = { clientId: 'contract', ssl: false, connectMs: 5_000 };
    const link = await BrokerLink.open(kafkajs, leader, options);
    try {
      const producer = await producerId(link);
      const answers: (string | number)[] = [];
      let first: bigint | undefined;
      for (const sequence of sequences) {
        const entry = {
          record: { key: null, value: Buffer.from(`${sequence}`), headers: [] },
          size: 10,
          recipient: { acknowledged: () => {}, failed: () => {} },
          index: 0,
        };
        const batch = new Batch({ topic, partition: 0 }, [entry], { deadline: 0, divisible: false });
        batch.assign(producer, sequence);
        const answer = await link.send(produceRequest(kafkajs, [batch], 5_000), 10_000);
        const { errorCode = -1, baseOffset = '-1' } = answer.topics[0]?.partitions[0] ?? {};
        if (errorCode === 0) first ??= BigInt(baseOffset);
        answers.push(errorCode === 0 ? Number(BigInt(baseOffset) - (first ?? 0n)) : `error ${errorCode}`);
      }
      return answers;
    } finally {
      link.close();
    }
  };

  test('a repeat of one of the last five batches is acknowledged with the offset of the first', async () => {
    expect(await answersTo(0, 1, 2, 3, 4, 0, 2, 4, 5)).toEqual([0, 1, 2, 3, 4, 0, 2, 4, 5]);
  });

  test('a repeat of an older one, and a gap, are out of order', async () => {
    expect(await answersTo(0, 1, 2, 3, 4, 5, 0)).toEqual([0, 1, 2, 3, 4, 5, `error ${OUT_OF_ORDER}`]);
    expect(await answersTo(0, 2, 1, 2)).toEqual([0, `error ${OUT_OF_ORDER}`, 1, 2]);
  });

  test('a producer that the broker does not know may begin anywhere', async () => {
    expect(await answersTo(7, 8)).toEqual([0, 1]);
  });
}

/** A broker that has just started says that it is not ready to give one. */
async function producerId(link: BrokerLink): Promise<ProducerIdentity> {
  for (let left = 100; ; left -= 1) {
    try {
      return await link.send(producerIdRequest, 5_000);
    } catch (error) {
      if (left === 0 || (error as { code?: string }).code !== 'COORDINATOR_LOAD_IN_PROGRESS') throw error;
      await sleep(100);
    }
  }
}
