/**
 * One partition on its way: read ahead, then at most one batch of it with the function, then done, then committed.
 *
 * `committed <= done <= first record not yet settled`: `done` moves only over records that are settled, in order. Records
 * that the filter left out are settled with what lies before them, and take no room.
 */
import type { Batch } from './batch.ts';
import type { Unfit } from './judge-record.ts';
import { type EventRecord, recordSize } from './lambda-event.ts';

interface Buffered {
  readonly record: EventRecord;
  readonly size: number;
  readonly arrived: number;
  readonly unfit: Unfit | undefined;
}

/** Records that were left out between two that were added. */
interface LeftOut {
  readonly after: number;
  last: number;
  count: number;
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
  #leftOut: LeftOut[] = [];
  #lastAdded = -1;

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

  add(record: EventRecord, now: number, unfit?: Unfit): void {
    const size = recordSize(this.topic, this.partition, record);
    this.#buffer.push({ record, size, arrived: now, unfit });
    this.bytes += size;
    this.#lastAdded = record.offset;
  }

  leaveOut(offset: number): void {
    const run = this.#leftOut.at(-1);
    if (run?.after !== this.#lastAdded)
      this.#leftOut.push({ after: this.#lastAdded, last: offset, count: 1 });
    else {
      run.last = offset;
      run.count += 1;
    }
  }

  /** All records before this offset are here. */
  reach(next: number): void {
    this.#next = next;
    this.#passGaps();
  }

  /** The longest run of records from the head within both limits, up to one that the function must not get. */
  take(records: number, bytes: number): { records: EventRecord[]; bytes: number } {
    const taken: EventRecord[] = [];
    let size = 0;
    while (taken.length < records) {
      const next = this.#buffer[this.#head];
      if (next === undefined || next.unfit || size + next.size > bytes) break;
      taken.push(next.record);
      size += next.size;
      this.#head += 1;
    }
    this.bytes -= size;
    this.#trim();
    return { records: taken, bytes: size };
  }

  /** The head record by itself, whatever is wrong with it. */
  takeHead(): EventRecord[] {
    const head = this.#buffer[this.#head];
    if (head === undefined) return [];
    this.#head += 1;
    this.bytes -= head.size;
    this.#trim();
    return [head.record];
  }

  /** Of the head record, so that one that can never be sent is told from one that must wait. */
  get headSize(): number {
    return this.#buffer[this.#head]?.size ?? 0;
  }

  get headUnfit(): Unfit | undefined {
    return this.#buffer[this.#head]?.unfit;
  }

  settle(records: readonly EventRecord[]): void {
    const last = records.at(-1);
    if (last === undefined) return;
    this.settled += records.length;
    this.#reachDone(last.offset + 1);
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
    if (this.buffered === 0 && this.batches.length === 0) this.#reachDone(this.#next);
  }

  #reachDone(offset: number): void {
    this.done = offset;
    while (this.#leftOut[0] !== undefined && this.#leftOut[0].last < offset) {
      this.settled += this.#leftOut.shift()?.count ?? 0;
    }
  }

  #trim(): void {
    if (this.#head <= 4096 && this.#head !== this.#buffer.length) return;
    this.#buffer.splice(0, this.#head);
    this.#head = 0;
  }
}
