/** A metadata request (version 5) about these topics and no others: for none kafkajs' own asks about all of them. */
import type { Metadata } from 'kafkajs/src/protocol/requests/index.js';
import type { Kafkajs } from './kafkajs.ts';
import type { Request } from './request.ts';

const VERSION = 5;
const NO_AUTO_CREATION = 0;

export function metadataRequest(kafkajs: Kafkajs, topics: readonly string[]): Request<Metadata> {
  const count = Buffer.allocUnsafe(4);
  count.writeInt32BE(topics.length);
  const names = topics.flatMap((topic) => {
    const length = Buffer.allocUnsafe(2);
    length.writeInt16BE(Buffer.byteLength(topic));
    return [length, Buffer.from(topic)];
  });
  return {
    apiKey: 3,
    apiVersion: VERSION,
    apiName: 'Metadata',
    body: [count, ...names, Buffer.of(NO_AUTO_CREATION)],
    decode: kafkajs.requests.Metadata.protocol({ version: VERSION })({
      topics: [],
      allowAutoTopicCreation: false,
    }).response.decode,
  };
}
