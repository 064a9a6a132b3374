/**
 * Gathers records of one partition into batches: one goes out when it holds 32 KB or is 5 ms old, as a Java producer
 * with batch.size and linger.ms would send it (kafkajs knows neither).
 */
import { Batch, type Waiter } from './batch.ts';
import type { RawRecord } from './record.ts';
import { sizeBound } from './record-batch.ts';

interface Open {
  readonly topic: string;
  readonly partition: number;
  readonly records: RawRecord[];
  readonly waiters: Waiter[];
  readonly deadline: number;
  size: number;
}

/** Records whose delivery may take much longer or shorter than their neighbours' travel apart. */
const DEADLINE_SLACK_MS = 1_000;

export class Accumulator {
  readonly #batchBytes: number;
  readonly #lingerMs: number;
  readonly #sealed: (batch: Batch) => void;
  #open = new Map<string, Open>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { batchBytes: number; lingerMs: number }, sealed: (batch: Batch) => void) {
    this.#batchBytes = options.batchBytes;
    this.#lingerMs = options.lingerMs;
    this.#sealed = sealed;
  }

  add(
    to: { readonly topic: string; readonly partition: number },
    record: RawRecord,
    deadline: number,
    waiter: (index: number) => Waiter,
  ): void {
    const key = `${to.partition} ${to.topic}`;
    let open = this.#open.get(key);
    const size = sizeBound(record);
    const apart = open && Math.abs(open.deadline - deadline) > DEADLINE_SLACK_MS;
    if (open && (apart || open.size + size > this.#batchBytes)) {
      this.#seal(key, open);
      open = undefined;
    }
    if (open === undefined) {
      open = { topic: to.topic, partition: to.partition, records: [], waiters: [], deadline, size: 0 };
      this.#open.set(key, open);
      this.#timer ??= setTimeout(() => this.flush(), this.#lingerMs);
    }
    open.waiters.push(waiter(open.records.length));
    open.records.push(record);
    open.size += size;
    if (open.size >= this.#batchBytes) this.#seal(key, open);
  }

  /** Sends what is open, of one partition or of all. */
  flush(to?: { readonly topic: string; readonly partition: number }): void {
    if (to) {
      const key = `${to.partition} ${to.topic}`;
      const open = this.#open.get(key);
      if (open) this.#seal(key, open);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [key, open] of this.#open) this.#seal(key, open);
  }

  #seal(key: string, open: Open): void {
    this.#open.delete(key);
    this.#sealed(new Batch(open, open.records, open.waiters, open.deadline));
  }
}
