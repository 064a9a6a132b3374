/**
 * Whether the cluster is whole: every broker sees every broker, and every partition with a leader and all its replicas
 * in sync, and reaches the controller. No topic is made to find out; a new cluster has no partitions, and the topics
 * created in it wait in the same way.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { describeQuorumV2, metadataV12 } from '@platformatic/kafka';
import { addressesOf } from './address.ts';
import { BrokerConnection } from './broker-connection.ts';
import { reasonOf } from './refusal.ts';

const METADATA_LOG = { topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] };
const POLL_MS = 20;
/** A paused broker accepts a connection and never answers. */
const ANSWER_MS = 1500;

export interface Wholeness {
  readonly bootstrap: string;
  readonly limitMs: number;
  /** Only these topics must be there and whole, with at least so many partitions. Default: all there are. */
  readonly topics?: ReadonlyMap<string, number>;
  /** Gives up early: what rejects is thrown. */
  readonly failed?: Promise<never>;
}

/** Undefined when it is whole; after the limit what is missing, by broker index. */
export async function whole(options: Wholeness): Promise<ReadonlyMap<number, string> | undefined> {
  const brokers = addressesOf(options.bootstrap).map((address) => new BrokerConnection(address, ANSWER_MS));
  const never = new Promise<never>(() => {});
  const start = performance.now();
  try {
    for (;;) {
      const views = Promise.all(brokers.map((broker) => missingAt(broker, brokers.length, options.topics)));
      const found = await Promise.race([views, options.failed ?? never]);
      const missing = found.flatMap((what, index) => (what === undefined ? [] : [[index, what] as const]));
      if (missing.length === 0) return undefined;
      if (performance.now() - start > options.limitMs) return new Map(missing);
      await sleep(POLL_MS);
    }
  } finally {
    await Promise.all(brokers.map((broker) => broker.close()));
  }
}

async function missingAt(
  broker: BrokerConnection,
  count: number,
  topics: ReadonlyMap<string, number> | undefined,
): Promise<string | undefined> {
  try {
    const view = await broker.ask((connection) =>
      metadataV12.api.async(connection, topics ? [...topics.keys()] : null, false),
    );
    if (view.brokers.length < count) return `knows ${view.brokers.length} of ${count} brokers`;
    for (const { name, partitions } of view.topics) {
      const due = topics?.get(name ?? '') ?? 0;
      if (partitions.length < due) return `${name} has ${partitions.length} of ${due} partitions`;
      for (const { partitionIndex, leaderId, isrNodes, replicaNodes } of partitions) {
        if (leaderId < 0) return `${name}-${partitionIndex} has no leader`;
        if (isrNodes.length < replicaNodes.length) {
          return `${name}-${partitionIndex}: ${isrNodes.length} of ${replicaNodes.length} replicas in sync`;
        }
      }
    }
    return await missingController(broker);
  } catch (error) {
    return reasonOf(error);
  }
}

/** Metadata is answered without it. */
async function missingController(broker: BrokerConnection): Promise<string | undefined> {
  try {
    await broker.ask((connection) => describeQuorumV2.api.async(connection, [METADATA_LOG]));
    return undefined;
  } catch (error) {
    return `the controller does not answer it (${reasonOf(error)})`;
  }
}
