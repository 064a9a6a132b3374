/**
 * Moves leaders without any failure: the replicas of every partition in a new random order, then an election of the
 * preferred ones. kafkajs has no such election, so its request is written here.
 */
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';

const BROKER_IDS = [1, 2, 3];
const ANSWER_MS = 5_000;

export interface Moving {
  readonly admin: Admin;
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly partitions: number;
}

export async function moveLeaders({ admin, brokers, topic, partitions }: Moving): Promise<void> {
  const partitionAssignment = Array.from({ length: partitions }, (_, partition) => ({
    partition,
    replicas: BROKER_IDS.toSorted(() => Math.random() - 0.5),
  }));
  await admin.alterPartitionReassignments({ topics: [{ topic, partitionAssignment }] });
  await sleep(100);
  await electPreferred(brokers[Math.floor(Math.random() * brokers.length)] as string);
}

/** ElectLeaders version 1, preferred leaders of all partitions. Any broker passes it to the controller. */
async function electPreferred(broker: string): Promise<void> {
  const [host, port] = broker.split(':');
  const request = Buffer.from([
    ...[0, 0, 0, 20, 0, 43, 0, 1, 0, 0, 0, 9, 0, 1, 0x78],
    ...[0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0x13, 0x88],
  ]);
  await new Promise<void>((resolve, reject) => {
    const socket = net.connect(Number(port), host, () => socket.write(request));
    socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('no answer to ElectLeaders')));
    socket.once('error', reject);
    socket.once('data', () => {
      socket.destroy();
      resolve();
    });
  });
}
