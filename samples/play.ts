/** The ports of the replay on a running platform. Records are published as any Kafka client would, in plaintext. */
import { setTimeout as sleep } from 'node:timers/promises';
import { s3ClaimCheck } from '../shared/claim-check/s3-claim-check.ts';
import { s3Connection } from '../shared/object-store/s3-connection.ts';
import { s3ObjectStore } from '../shared/object-store/s3-object-store.ts';
import { createProducer } from '../shared/produce/create-producer.ts';
import { orders } from '../shared/topics.ts';
import { postOrder } from './post-order.ts';
import { type Acknowledged, publishOrders } from './publish-orders.ts';
import { type Replayed, type ReplayInput, type ReplayPorts, replay } from './replay.ts';
import { ordersUrl, type SamplePlatform, schemasOf, variableOf } from './sample-platform.ts';

export async function play(
  platform: SamplePlatform,
  input: ReplayInput,
  phase: ReplayPorts['phase'],
): Promise<Replayed> {
  const bucket = variableOf(platform, 'CLAIM_CHECK_BUCKET');
  const claimCheck = s3ClaimCheck({ bucket, store: s3ObjectStore(bucket, s3Connection(platform.s3)) });
  const schemas = schemasOf(platform);
  const producer = createProducer({
    brokers: platform.bootstrap.split(','),
    auth: { kind: 'plaintext' },
    source: 'sample-replay',
    claimCheck: () => claimCheck,
    schemas: () => schemas,
  });
  const url = ordersUrl(platform);
  const time = { sleep: (ms: number) => sleep(ms), now: Date.now };
  try {
    return await replay(input, {
      ...time,
      phase,
      store: platform.store,
      post: (order) => postOrder(url, order, { ...time, fetch }),
      publish: (some) => publishOrders(some, { ...time, producer }),
      write: (records) =>
        Promise.all(
          records.map(async ({ id, value }, index): Promise<Acknowledged> => {
            const to = { topic: orders.name, partition: index % orders.partitions };
            const record = { key: Buffer.from(id), value, headers: [] };
            const { baseOffset } = await producer.append(to, [record]);
            return { id, ...to, offset: baseOffset };
          }),
        ),
    });
  } finally {
    await producer.close();
  }
}
