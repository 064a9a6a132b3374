/** A log and its group in memory, for a mapping: a test says what is assigned, written, revoked and refused. */
import type { RecordSource, SourceEvents, SourceRecord } from '../../../local/mapping/record-source.ts';

export class FakeLog implements RecordSource {
  readonly committed = new Map<number, number>();
  /** Every accepted commit, in order. */
  readonly commits: [partition: number, offset: number][] = [];
  readonly paused = new Set<number>();
  /** Thrown by the next commits, one each. */
  readonly refusals: Error[] = [];
  running = false;
  #events: SourceEvents | undefined;

  start(events: SourceEvents): Promise<void> {
    this.#events = events;
    this.running = true;
    return Promise.resolve();
  }

  pause(partition: number): void {
    this.paused.add(partition);
  }

  resume(partition: number): void {
    this.paused.delete(partition);
  }

  commit(offsets: ReadonlyMap<number, number>): Promise<void> {
    const refusal = this.refusals.shift();
    if (refusal) return Promise.reject(refusal);
    for (const [partition, offset] of offsets) {
      this.committed.set(partition, offset);
      this.commits.push([partition, offset]);
    }
    return Promise.resolve();
  }

  lag(): Promise<number> {
    return Promise.resolve(0);
  }

  stop(): Promise<void> {
    this.running = false;
    return Promise.resolve();
  }

  assign(...partitions: number[]): void {
    this.#events?.assigned(
      partitions.map((partition) => {
        const committed = this.committed.get(partition) ?? -1;
        return { partition, position: Math.max(0, committed), committed };
      }),
    );
  }

  revoke(...partitions: number[]): void {
    this.#events?.revoked(partitions);
  }

  rebalance(): Promise<void> {
    return this.#events?.rebalancing() ?? Promise.resolve();
  }

  give(partition: number, records: readonly SourceRecord[], next = (records.at(-1)?.offset ?? -1) + 1): void {
    this.#events?.records(partition, records, next);
  }
}

/** Records of these offsets, `bytes` of value each. */
export function records(offsets: readonly number[], bytes = 4): SourceRecord[] {
  return offsets.map((offset) => ({
    offset,
    timestamp: 1_700_000_000_000 + offset,
    timestampType: 'CREATE_TIME',
    key: Buffer.from(`k${offset}`),
    value: Buffer.alloc(bytes, 'v'),
    headers: [],
  }));
}

/** From first to last, both included. */
export const offsets = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
