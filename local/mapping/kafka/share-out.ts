/** What the leader of a group does: its members' topics, counted and shared out by the protocol all of them know. */
import {
  decodeConsumerProtocolSubscription,
  encodeConsumerProtocolAssignment,
  type joinGroupV9,
} from '@platformatic/kafka';
import { assignPartitions } from './assign-partitions.ts';
import type { ClusterView } from './cluster-view.ts';

export type JoinAnswer = Awaited<ReturnType<typeof joinGroupV9.api.async>>;

export interface SharedOut {
  /** Partitions by topic. */
  readonly counts: ReadonlyMap<string, number>;
  readonly assignments: { memberId: string; assignment: Buffer }[];
}

export async function shareOut(joined: JoinAnswer, view: ClusterView): Promise<SharedOut> {
  const members = joined.members.map(({ memberId, metadata }) => ({
    id: memberId,
    topics: decodeConsumerProtocolSubscription(metadata).topics,
  }));
  const counts = await view.partitionCounts([...new Set(members.flatMap(({ topics }) => topics))]);
  const shares = assignPartitions(joined.protocolName ?? 'range', members, counts);
  const assignments = [...shares].map(([memberId, share]) => ({
    memberId,
    assignment: encodeConsumerProtocolAssignment({
      version: 0,
      assignedPartitions: [...share].map(([topic, partitions]) => ({ topic, partitions })),
    }),
  }));
  return { counts, assignments };
}
