/** Brokers and leaders of one topic, asked of any broker that answers; kept until somebody found it stale. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, metadataV12 } from '@platformatic/kafka';
import type { Address } from '../../kafka/address.ts';
import type { Connections } from './connections.ts';

export interface Leader {
  readonly node: number;
  readonly epoch: number;
}

export interface View {
  readonly brokers: ReadonlyMap<number, Address>;
  /** Leader by partition; a partition without one is missing. */
  readonly leaders: ReadonlyMap<number, Leader>;
  readonly partitions: number;
}

/** No more than one question in this time, ms, however many loops find the view stale. */
const PAUSE_MS = 100;

export class ClusterView {
  readonly #connections: Connections;
  readonly #topic: string;
  readonly #bootstrap: readonly Address[];
  #view: View | undefined;
  #asking: Promise<View> | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  #turn = 0;

  constructor(connections: Connections, bootstrap: readonly Address[], topic: string) {
    this.#connections = connections;
    this.#bootstrap = bootstrap;
    this.#topic = topic;
  }

  get current(): View | undefined {
    return this.#view;
  }

  /** Ms since the brokers were last asked. */
  get age(): number {
    return performance.now() - this.#askedAt;
  }

  async get(): Promise<View> {
    return this.#view ?? (await this.refresh());
  }

  refresh(): Promise<View> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** Partition counts of any topics, for a group whose members read others too. */
  async partitionCounts(topics: readonly string[]): Promise<Map<string, number>> {
    const response = await this.#any((connection) => metadataV12.api.async(connection, [...topics]));
    return new Map(response.topics.map((each) => [each.name ?? '', each.partitions.length]));
  }

  async #ask(): Promise<View> {
    const early = this.#askedAt + PAUSE_MS - performance.now();
    if (early > 0) await sleep(early);
    this.#askedAt = performance.now();
    const response = await this.#any((connection) => metadataV12.api.async(connection, [this.#topic], false));
    const topic = response.topics[0];
    if (topic === undefined || topic.errorCode !== 0) {
      throw new Error(`topic '${this.#topic}' is not known (error ${topic?.errorCode})`);
    }
    const leaders = new Map<number, Leader>();
    for (const { partitionIndex, leaderId, leaderEpoch } of topic.partitions) {
      if (leaderId >= 0) leaders.set(partitionIndex, { node: leaderId, epoch: leaderEpoch });
    }
    const brokers = new Map(response.brokers.map(({ nodeId, host, port }) => [nodeId, { host, port }]));
    this.#view = { brokers, leaders, partitions: topic.partitions.length };
    return this.#view;
  }

  async #any<T>(request: (connection: Connection) => Promise<T>): Promise<T> {
    const known = [...(this.#view?.brokers.values() ?? []), ...this.#bootstrap];
    let last: unknown;
    for (let tried = 0; tried < known.length; tried += 1) {
      const to = known[(this.#turn + tried) % known.length] as Address;
      try {
        const answer = await this.#connections.call({ purpose: 'metadata', to }, request);
        this.#turn += tried;
        return answer;
      } catch (error) {
        last = error;
      }
    }
    throw last;
  }
}
