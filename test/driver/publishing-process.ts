/**
 * Publishes numbered records one after another until its input ends, and prints the number of each that is acknowledged:
 * `node publishing-process.ts plaintext|iam <brokers> <topic>`. A process of its own can be stopped, as Lambda stops one,
 * and has credentials and trusted certificates of its own.
 */
import { createProducer } from '../../shared/produce/create-producer.ts';
import { anyTopic } from './any-topic.ts';

const [, , kind = '', brokers = '', name = ''] = process.argv;
const producer = createProducer({
  brokers: brokers.split(','),
  auth: kind === 'iam' ? { kind, region: 'us-east-1' } : { kind: 'plaintext' },
  source: 'process',
});
const topic = anyTopic<{ n: number }>(name, 1);
let going = true;
process.stdin.once('end', () => {
  going = false;
});
process.stdin.resume();
for (let n = 0; going; n += 1) {
  await producer.publish({ topic, value: { n } });
  process.stdout.write(`${n}\n`);
}
await producer.close();
