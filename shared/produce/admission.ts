/**
 * Lets the records of calls in: each topic's in the order of the calls, when the topic is known and there is room. A
 * record is encoded when its turn comes, so that what waits costs no more than the caller's own objects.
 */
import type { BatchFailure } from './batch.ts';
import type { Call } from './call.ts';
import type { RawRecord } from './record.ts';
import { sizeOf } from './record-batch.ts';
import { refusalOf } from './refusal.ts';
import type { Room } from './room.ts';
import type { TopicWait } from './topic-wait.ts';

/** The records of one call for one topic. */
export interface Visit {
  readonly topic: string;
  readonly call: Call;
  /** Positions in the call. */
  readonly indices: readonly number[];
  encode(index: number): RawRecord;
  /** The record is let in: its bytes are to be released when it is settled. */
  admit(index: number, record: RawRecord, size: number): void;
}

export class Admission {
  readonly #topics: TopicWait;
  readonly #room: Room;
  readonly #queues = new Map<string, Progress[]>();
  #idle: (() => void)[] = [];

  constructor(topics: TopicWait, room: Room) {
    this.#topics = topics;
    this.#room = room;
  }

  enter(visit: Visit): void {
    const progress = new Progress(visit);
    const queue = this.#queues.get(visit.topic);
    if (queue) {
      queue.push(progress);
    } else if (!(this.#topics.ready(visit.topic) && progress.advance(this.#room))) {
      this.#queues.set(visit.topic, [progress]);
      void this.#drain(visit.topic);
    }
  }

  /** Resolves when nobody waits to be let in. */
  idle(): Promise<void> {
    if (this.#queues.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle.push(resolve);
    });
  }

  async #drain(topic: string): Promise<void> {
    const queue = this.#queues.get(topic) ?? [];
    for (let head = queue[0]; head; head = queue[0]) {
      await this.#serve(head);
      queue.shift();
    }
    this.#queues.delete(topic);
    if (this.#queues.size > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  async #serve(progress: Progress): Promise<void> {
    const { topic, call } = progress.visit;
    if (call.ended) return;
    const problem = this.#topics.ready(topic) ? undefined : await this.#topics.wait(topic, call);
    if (problem) {
      progress.refuseRest(problem);
      return;
    }
    while (!progress.advance(this.#room)) {
      if (!(await this.#room.wait(progress.size, call))) {
        progress.refuseRest(NO_ROOM);
        return;
      }
      progress.admitHeld(this.#room);
    }
  }
}

const NO_ROOM: BatchFailure = {
  outcome: 'refused',
  code: 'NO_ROOM',
  retriable: true,
  message: 'the buffer was full of records that the cluster did not take',
};

class Progress {
  readonly visit: Visit;
  #next = 0;
  /** The record at #next, encoded, for which there was no room. */
  #held: { readonly record: RawRecord; readonly size: number } | undefined;

  constructor(visit: Visit) {
    this.visit = visit;
  }

  get size(): number {
    return this.#held?.size ?? 0;
  }

  /** False: the next record needs `size` bytes that are not free. */
  advance(room: Room): boolean {
    const { call, indices } = this.visit;
    for (; this.#next < indices.length && !call.ended; this.#next += 1) {
      const index = indices[this.#next] as number;
      const record = this.#encoded(index);
      if (record === undefined) continue;
      const size = sizeOf(record);
      if (!room.take(size)) {
        this.#held = { record, size };
        return false;
      }
      this.#admit(index, record, size);
    }
    return true;
  }

  /** Its bytes are taken. */
  admitHeld(room: Room): void {
    if (this.#held === undefined) return;
    const { record, size } = this.#held;
    const index = this.visit.indices[this.#next] as number;
    this.#held = undefined;
    this.#next += 1;
    if (this.visit.call.ended) room.release(size);
    else this.#admit(index, record, size);
  }

  refuseRest(failure: BatchFailure): void {
    const { call, indices } = this.visit;
    for (; this.#next < indices.length && !call.ended; this.#next += 1) {
      call.failed(indices[this.#next] as number, undefined, failure);
    }
  }

  #admit(index: number, record: RawRecord, size: number): void {
    this.visit.call.entered(index);
    this.visit.admit(index, record, size);
  }

  #encoded(index: number): RawRecord | undefined {
    try {
      return this.visit.encode(index);
    } catch (error) {
      this.visit.call.failed(index, undefined, refusalOf(error as Error, { retriable: false }));
      return undefined;
    }
  }
}
