/**
 * One partition on its way: read ahead, then at most one batch of it with the function, then done, then committed.
 *
 * `committed <= done <= first record not yet settled`: `done` moves only over records that are settled, in order.
 */
import type { Batch } from './batch.ts';
import { recordSize } from './lambda-event.ts';
import type { SourceRecord } from './record-source.ts';

interface Buffered {
  readonly record: SourceRecord;
  readonly size: number;
  readonly arrived: number;
}

export class Lane {
  readonly topic: string;
  readonly partition: number;
  /** Batches that hold records of this partition, in order; only the first may be with the function. */
  batches: Batch[] = [];
  /** Taken away by the group: nothing of it is committed any more. */
  revoked = false;
  paused = false;
  /** What the group may commit. */
  done: number;
  committed: number;
  /** Records settled since the last commit. */
  settled = 0;
  /** Bytes read ahead, as JSON. */
  bytes = 0;
  #next: number;
  #buffer: Buffered[] = [];
  #head = 0;

  constructor(topic: string, partition: number, position: number, committed: number) {
    this.topic = topic;
    this.partition = partition;
    this.done = position;
    this.committed = committed;
    this.#next = position;
  }

  get buffered(): number {
    return this.#buffer.length - this.#head;
  }

  get idle(): boolean {
    return this.batches.length === 0;
  }

  /** When the oldest record read ahead came in. */
  get waitingSince(): number | undefined {
    return this.#buffer[this.#head]?.arrived;
  }

  append(records: readonly SourceRecord[], next: number, now: number): void {
    for (const record of records) {
      const size = recordSize(this.topic, this.partition, record);
      this.#buffer.push({ record, size, arrived: now });
      this.bytes += size;
    }
    this.#next = next;
    this.#passGaps();
  }

  /** The longest run of records from the head within both limits. */
  take(records: number, bytes: number): { records: SourceRecord[]; bytes: number } {
    const taken: SourceRecord[] = [];
    let size = 0;
    while (taken.length < records) {
      const next = this.#buffer[this.#head];
      if (next === undefined || size + next.size > bytes) break;
      taken.push(next.record);
      size += next.size;
      this.#head += 1;
    }
    this.bytes -= size;
    if (this.#head > 4096 || this.#head === this.#buffer.length) {
      this.#buffer.splice(0, this.#head);
      this.#head = 0;
    }
    return { records: taken, bytes: size };
  }

  /** Size of the head record, so that one that can never fit is told from one that must wait. */
  get headSize(): number {
    return this.#buffer[this.#head]?.size ?? 0;
  }

  settle(records: readonly SourceRecord[]): void {
    const last = records.at(-1);
    if (last === undefined) return;
    this.settled += records.length;
    this.done = last.offset + 1;
  }

  leave(batch: Batch): void {
    this.replace(batch, []);
    this.#passGaps();
  }

  replace(batch: Batch, by: readonly Batch[]): void {
    this.batches = this.batches.flatMap((each) => (each === batch ? by : [each]));
  }

  /** With nothing pending, offsets that hold no record (compaction, transaction markers) are done as well. */
  #passGaps(): void {
    if (this.buffered === 0 && this.batches.length === 0) this.done = this.#next;
  }
}
