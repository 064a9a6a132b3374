/** Offsets of a group and ends of a log, as plain maps. Every refusal of a single partition is an error. */
import { type Connection, listOffsetsV6, offsetCommitV8, offsetFetchV8 } from '@platformatic/kafka';
import { hasCode } from '../../kafka/refusal.ts';
import type { ClusterView } from './cluster-view.ts';
import type { Connections } from './connections.ts';
import type { GroupMember } from './group-member.ts';

const TIMESTAMPS = { earliest: -2n, latest: -1n } as const;

export interface OffsetsPorts {
  readonly connections: Connections;
  readonly view: ClusterView;
  readonly member: GroupMember;
  readonly topic: string;
}

export class GroupOffsets {
  readonly #connections: Connections;
  readonly #view: ClusterView;
  readonly #member: GroupMember;
  readonly #topic: string;

  constructor({ connections, view, member, topic }: OffsetsPorts) {
    this.#connections = connections;
    this.#view = view;
    this.#member = member;
    this.#topic = topic;
  }

  async commit(offsets: ReadonlyMap<number, number>): Promise<void> {
    // Taken before anything is awaited: a commit decided on in one generation must not be another's.
    const identity = this.#member.identity;
    if (identity === undefined) throw new Error('not a member of the group now');
    const { memberId, generation } = identity;
    const partitions = [...offsets].map(([partitionIndex, offset]) => ({
      partitionIndex,
      committedOffset: BigInt(offset),
      committedLeaderEpoch: -1,
      committedMetadata: null,
    }));
    await this.#atCoordinator((connection) =>
      offsetCommitV8.api.async(connection, this.#member.group, generation, memberId, null, [
        { name: this.#topic, partitions },
      ]),
    );
  }

  /** -1: nothing committed. */
  async committed(partitions: readonly number[]): Promise<Map<number, number>> {
    const topics = [{ name: this.#topic, partitionIndexes: [...partitions] }];
    const response = await this.#atCoordinator((connection) =>
      offsetFetchV8.api.async(connection, [{ groupId: this.#member.group, memberEpoch: -1, topics }], true),
    );
    const found = response.groups[0]?.topics[0]?.partitions ?? [];
    return new Map(
      found.map(({ partitionIndex, committedOffset }) => [partitionIndex, Number(committedOffset)]),
    );
  }

  async list(partitions: readonly number[], which: 'earliest' | 'latest'): Promise<Map<number, number>> {
    const view = await this.#view.get();
    const byNode = Map.groupBy(partitions, (partition) => view.leaders.get(partition)?.node);
    const offsets = new Map<number, number>();
    try {
      for (const [node, owned] of byNode) {
        const broker = node === undefined ? undefined : view.brokers.get(node);
        if (broker === undefined) throw new Error(`no leader for partitions ${owned.join(', ')}`);
        const asked = owned.map((partitionIndex) => ({
          partitionIndex,
          currentLeaderEpoch: -1,
          timestamp: TIMESTAMPS[which],
        }));
        const response = await this.#connections.call({ purpose: 'offsets', to: broker }, (connection) =>
          listOffsetsV6.api.async(connection, -1, 0, [{ name: this.#topic, partitions: asked }]),
        );
        for (const each of response.topics[0]?.partitions ?? []) {
          offsets.set(each.partitionIndex, Number(each.offset));
        }
      }
    } catch (error) {
      await this.#view.refresh();
      throw error;
    }
    return offsets;
  }

  async #atCoordinator<T>(request: (connection: Connection) => Promise<T>): Promise<T> {
    const to = await this.#member.coordinator();
    try {
      return await this.#connections.call({ purpose: 'offsets', to }, request);
    } catch (error) {
      if (!hasCode(error, 'REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID')) {
        this.#member.forgetCoordinator();
      }
      throw error;
    }
  }
}
