/**
 * One member of a consumer group (classic protocol): join, share out when leader, heartbeat, leave.
 *
 * After a rebalance in which the member took part without a gap, partitions it keeps were nobody else's in between, so
 * their reading goes on; after a generation it missed, or thrown out (unknown member, old generation), everything is
 * given up first. A commit carries the generation of the share that is being read, never that of a join under way.
 */
import { heartbeatV4, leaveGroupV5 } from '@platformatic/kafka';
import type { Address } from '../../kafka/address.ts';
import { hasCode, reasonOf } from '../../kafka/refusal.ts';
import type { ClusterView } from './cluster-view.ts';
import type { Connections } from './connections.ts';
import { findCoordinator } from './find-coordinator.ts';
import { joinGroup } from './join-group.ts';
import { Outage } from './outage.ts';

export interface GroupEvents {
  /** The share of this generation. */
  joined(partitions: readonly number[]): void;
  /** Thrown out: nothing is this member's any more. */
  lost(): void;
  rebalancing(): Promise<void>;
  log(line: string): void;
}

export interface MemberPorts {
  readonly group: string;
  readonly topic: string;
  readonly view: ClusterView;
  readonly connections: Connections;
  readonly events: GroupEvents;
}

export interface Identity {
  readonly memberId: string;
  readonly generation: number;
}

const HEARTBEAT_MS = 1000;
const RETRY_MS = 200;
/** How often a leader asks whether the topic has gained partitions. */
const COUNT_MS = 5000;

export class GroupMember {
  readonly group: string;
  readonly #topic: string;
  readonly #view: ClusterView;
  readonly #connections: Connections;
  readonly #events: GroupEvents;
  readonly #outage: Outage;
  #memberId = '';
  #identity: Identity | undefined;
  #coordinator: Address | undefined;
  #stopped = false;
  #wake: (() => void) | undefined;
  /** Partitions the last assignment of this leader counted; undefined when another leads. */
  #counted: number | undefined;

  constructor({ group, topic, view, connections, events }: MemberPorts) {
    this.group = group;
    this.#topic = topic;
    this.#view = view;
    this.#connections = connections;
    this.#events = events;
    this.#outage = new Outage(`group '${group}'`, events.log);
  }

  /** What a commit must carry to be this generation's; undefined outside of any. */
  get identity(): Identity | undefined {
    return this.#identity;
  }

  /** Runs until stopped. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#membership();
      } catch (error) {
        if (this.#stopped) return;
        this.#handle(error);
        await this.#pause(RETRY_MS);
      }
    }
  }

  async coordinator(): Promise<Address> {
    this.#coordinator ??= await findCoordinator(this.group, this.#view, this.#connections);
    return this.#coordinator;
  }

  /** The coordinator is another one, or not reachable: ask for it anew. */
  forgetCoordinator(): void {
    this.#coordinator = undefined;
  }

  async leave(): Promise<void> {
    this.#stopped = true;
    this.#wake?.();
    const memberId = this.#memberId;
    const coordinator = this.#coordinator;
    if (memberId === '' || coordinator === undefined) return;
    await this.#connections.call({ purpose: 'heartbeat', to: coordinator }, (connection) =>
      leaveGroupV5.api.async(connection, this.group, [{ memberId, reason: 'the mapping stops' }]),
    );
  }

  async #membership(): Promise<void> {
    const partitions = await this.#join();
    this.#outage.over();
    this.#events.joined(partitions);
    while (!this.#stopped) {
      await this.#pause(HEARTBEAT_MS);
      if (this.#stopped) return;
      if (this.#hasGrown()) break;
      try {
        await this.#heartbeat();
        this.#outage.over();
      } catch (error) {
        if (hasCode(error, 'REBALANCE_IN_PROGRESS')) break;
        if (isThrownOut(error)) throw error;
        this.#handle(error);
      }
    }
    await this.#events.rebalancing();
  }

  async #heartbeat(): Promise<void> {
    const generation = this.#identity?.generation ?? -1;
    await this.#connections.call({ purpose: 'heartbeat', to: await this.coordinator() }, (connection) =>
      heartbeatV4.api.async(connection, this.group, generation, this.#memberId),
    );
  }

  async #join(): Promise<number[]> {
    const joined = await joinGroup({
      group: this.group,
      topic: this.#topic,
      memberId: this.#memberId,
      coordinator: await this.coordinator(),
      view: this.#view,
      connections: this.#connections,
      named: (memberId) => {
        this.#memberId = memberId;
      },
    });
    const last = this.#identity?.generation;
    if (last !== undefined && joined.generation !== last + 1) this.#lost();
    this.#identity = { memberId: this.#memberId, generation: joined.generation };
    this.#counted = joined.counted;
    return joined.partitions;
  }

  #hasGrown(): boolean {
    if (this.#counted === undefined) return false;
    if (this.#view.age > COUNT_MS) this.#view.refresh().catch(() => undefined);
    return (this.#view.current?.partitions ?? 0) > this.#counted;
  }

  #handle(error: unknown): void {
    if (hasCode(error, 'REBALANCE_IN_PROGRESS')) return;
    if (isThrownOut(error)) {
      if (!hasCode(error, 'ILLEGAL_GENERATION')) this.#memberId = '';
      this.#lost();
    } else {
      this.forgetCoordinator();
    }
    this.#outage.failed(reasonOf(error));
  }

  #lost(): void {
    this.#identity = undefined;
    this.#events.lost();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const isThrownOut = (error: unknown): boolean =>
  hasCode(error, 'UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID');
