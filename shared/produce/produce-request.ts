/** A produce request (version 7) around batches that are encoded already; acks=all. */
import type { Protocol } from 'kafkajs/src/network/connection.js';
import type { Produced } from 'kafkajs/src/protocol/requests/index.js';
import type { Batch } from './batch.ts';
import type { Kafkajs } from './kafkajs.ts';

const API = 0;
const VERSION = 7;
const ALL = -1;

/** `timeoutMs`: how long the leader waits for the in-sync replicas. At most one batch of each partition. */
export function produceRequest(
  kafkajs: Kafkajs,
  batches: readonly Batch[],
  timeoutMs: number,
): Protocol<Produced> {
  const { response } = kafkajs.requests.Produce.protocol({ version: VERSION })({});
  const buffer = encode(batches, timeoutMs);
  return {
    request: {
      apiKey: API,
      apiVersion: VERSION,
      apiName: 'Produce',
      expectResponse: () => true,
      encode: async () =>
        Object.assign(Object.create(kafkajs.Encoder.prototype), { buf: buffer, offset: buffer.length }),
    },
    // Codes are read partition by partition; kafkajs would throw the first for all.
    response: { decode: (raw) => response.decode(raw), parse: async (decoded) => decoded },
  };
}

function encode(batches: readonly Batch[], timeoutMs: number): Buffer {
  const topics = Map.groupBy(batches, ({ topic }) => topic);
  let size = 12;
  for (const [topic, list] of topics) {
    size += 2 + Buffer.byteLength(topic) + 4 + list.reduce((sum, { bytes }) => sum + 8 + bytes.length, 0);
  }
  const out = Buffer.allocUnsafe(size);
  let at = out.writeInt16BE(-1, 0);
  at = out.writeInt16BE(ALL, at);
  at = out.writeInt32BE(timeoutMs, at);
  at = out.writeInt32BE(topics.size, at);
  for (const [topic, list] of topics) {
    at = out.writeInt16BE(Buffer.byteLength(topic), at);
    at += out.write(topic, at);
    at = out.writeInt32BE(list.length, at);
    for (const { partition, bytes } of list) {
      at = out.writeInt32BE(partition, at);
      at = out.writeInt32BE(bytes.length, at);
      at += bytes.copy(out, at);
    }
  }
  return out;
}
