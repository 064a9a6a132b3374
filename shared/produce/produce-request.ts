/** A produce request (version 7) around batches that are encoded already; acks=all. */
import type { Produced } from 'kafkajs/src/protocol/requests/index.js';
import type { Batch } from './batch.ts';
import type { Kafkajs } from './kafkajs.ts';
import type { Request } from './request.ts';

const VERSION = 7;
const NO_TRANSACTION = -1;
const ALL = -1;

/** `timeoutMs`: how long the leader waits for the in-sync replicas. At most one batch of each partition. */
export function produceRequest(
  kafkajs: Kafkajs,
  batches: readonly Batch[],
  timeoutMs: number,
): Request<Produced> {
  return {
    apiKey: 0,
    apiVersion: VERSION,
    apiName: 'Produce',
    body: body(batches, timeoutMs),
    // kafkajs' parse would throw the first partition's error for all of them.
    decode: kafkajs.requests.Produce.protocol({ version: VERSION })({}).response.decode,
  };
}

function body(batches: readonly Batch[], timeoutMs: number): Buffer[] {
  const topics = Map.groupBy(batches, ({ topic }) => topic);
  const head = Buffer.allocUnsafe(12);
  head.writeInt16BE(NO_TRANSACTION, 0);
  head.writeInt16BE(ALL, 2);
  head.writeInt32BE(timeoutMs, 4);
  head.writeInt32BE(topics.size, 8);
  const chunks: Buffer[] = [head];
  for (const [topic, list] of topics) {
    const name = Buffer.from(topic);
    const before = Buffer.allocUnsafe(2 + name.length + 4);
    before.writeInt16BE(name.length, 0);
    name.copy(before, 2);
    before.writeInt32BE(list.length, 2 + name.length);
    chunks.push(before);
    for (const { partition, bytes } of list) {
      const place = Buffer.allocUnsafe(8);
      place.writeInt32BE(partition, 0);
      place.writeInt32BE(bytes.length, 4);
      chunks.push(place, bytes);
    }
  }
  return chunks;
}
