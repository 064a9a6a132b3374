/** One round of the classic protocol: into the next generation, and what is this member's share of it. */
import {
  type Connection,
  decodeConsumerProtocolAssignment,
  encodeConsumerProtocolSubscription,
  joinGroupV9,
  syncGroupV5,
} from '@platformatic/kafka';
import type { Address } from '../../kafka/address.ts';
import { hasCode, responseOf } from '../../kafka/refusal.ts';
import { ASSIGNORS } from './assign-partitions.ts';
import type { ClusterView } from './cluster-view.ts';
import type { Connections } from './connections.ts';
import { type JoinAnswer, shareOut } from './share-out.ts';

export interface JoinPorts {
  readonly group: string;
  readonly topic: string;
  readonly memberId: string;
  readonly coordinator: Address;
  readonly view: ClusterView;
  readonly connections: Connections;
  /** Told the member's id as soon as the broker has given one: it is kept if the round fails. */
  named(memberId: string): void;
}

export interface Joined {
  readonly generation: number;
  readonly partitions: number[];
  /** Partitions of the topic that were shared out; undefined when another member leads. */
  readonly counted: number | undefined;
}

/** The broker's least (group.min.session.timeout.ms is 6 s): a killed platform's member blocks its successor as long. */
const SESSION_MS = 6000;
const REBALANCE_MS = 6000;

export async function joinGroup(ports: JoinPorts): Promise<Joined> {
  const { group, topic, coordinator: to, view, connections } = ports;
  const call = <T>(request: (connection: Connection) => Promise<T>): Promise<T> =>
    connections.call({ purpose: 'join', to }, request);
  const joined = await enter(ports.memberId);
  ports.named(joined.memberId);
  const leads = joined.leader === joined.memberId;
  const sharedOut = leads ? await shareOut(joined, view) : undefined;
  const assignments = sharedOut?.assignments ?? [];
  const { memberId: id, generationId, protocolName } = joined;
  const synced = await call((connection) =>
    syncGroupV5.api.async(connection, group, generationId, id, null, 'consumer', protocolName, assignments),
  );
  const { assignedPartitions } = decodeConsumerProtocolAssignment(synced.assignment);
  return {
    generation: generationId,
    partitions: assignedPartitions.find((each) => each.topic === topic)?.partitions ?? [],
    counted: sharedOut?.counts.get(topic),
  };

  /** A first join without an id is answered with one to join with. */
  async function enter(as: string): Promise<JoinAnswer> {
    const metadata = encodeConsumerProtocolSubscription({ version: 0, topics: [topic] });
    const protocols = ASSIGNORS.map((name) => ({ name, metadata }));
    try {
      return await call((connection) =>
        joinGroupV9.api.async(connection, group, SESSION_MS, REBALANCE_MS, as, null, 'consumer', protocols),
      );
    } catch (error) {
      const answer = responseOf(error) as JoinAnswer | undefined;
      if (!hasCode(error, 'MEMBER_ID_REQUIRED') || answer === undefined || as !== '') throw error;
      ports.named(answer.memberId);
      return await enter(answer.memberId);
    }
  }
}
