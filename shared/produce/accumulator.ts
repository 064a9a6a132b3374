/**
 * Gathers records of one partition into batches: one goes out when it holds 32 KB or is 5 ms old, as a Java producer
 * with batch.size and linger.ms would send it (kafkajs knows neither). Behind a partition that is busy a batch stays
 * open, since it would only wait.
 */
import { Batch, type Entry } from './batch.ts';
import { now } from './clock.ts';
import type { Packing } from './packing.ts';

interface Partition {
  readonly topic: string;
  readonly partition: number;
}

interface Open extends Partition {
  readonly entries: Entry[];
  readonly openedAt: number;
  /** The earliest of its records. */
  deadline: number;
  size: number;
}

export interface AccumulatorOptions {
  readonly packing: Packing;
  readonly lingerMs: number;
  /** A batch sealed for this partition now would only wait. */
  readonly full: (to: Partition) => boolean;
  readonly sealed: (batch: Batch) => void;
  /** Called with a batch's size once its recipients were told. */
  readonly settled: (bytes: number) => void;
}

/** Records whose delivery may take much longer or shorter than their neighbours' travel apart. */
const DEADLINE_SLACK_MS = 1_000;

export class Accumulator {
  readonly #options: AccumulatorOptions;
  /** In the order of opening. */
  readonly #open = new Map<string, Open>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: AccumulatorOptions) {
    this.#options = options;
  }

  /** `deadline`: see clock.ts. */
  add(to: Partition, entry: Entry, deadline: number): void {
    const { packing, lingerMs } = this.#options;
    const batchBytes = packing.limit(to.topic);
    const key = keyOf(to);
    let open = this.#open.get(key);
    const { size } = entry;
    const apart = open && Math.abs(open.deadline - deadline) > DEADLINE_SLACK_MS;
    if (open && (apart || open.size + size > batchBytes)) {
      this.#seal(open);
      open = undefined;
    }
    if (open === undefined) {
      open = { topic: to.topic, partition: to.partition, entries: [], openedAt: now(), deadline, size: 0 };
      this.#open.set(key, open);
      this.#timer ??= setTimeout(() => this.#lingered(), lingerMs);
    }
    open.entries.push(entry);
    open.size += size;
    open.deadline = Math.min(open.deadline, deadline);
    if (open.size >= batchBytes) this.#seal(open);
  }

  /** Seals what is open, of one partition or of all. */
  flush(to?: Partition): void {
    if (to) {
      const open = this.#open.get(keyOf(to));
      if (open) this.#seal(open);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const open of this.#open.values()) this.#seal(open);
  }

  #lingered(): void {
    const { full, lingerMs } = this.#options;
    const at = now();
    let next = Number.POSITIVE_INFINITY;
    for (const open of this.#open.values()) {
      const left = open.openedAt + lingerMs - at;
      if (left >= 1) next = Math.min(next, left);
      else if (!full(open) || at >= open.deadline) this.#seal(open);
      else next = Math.min(next, lingerMs);
    }
    this.#timer = next === Number.POSITIVE_INFINITY ? undefined : setTimeout(() => this.#lingered(), next);
  }

  #seal(open: Open): void {
    this.#open.delete(keyOf(open));
    const { packing, sealed, settled } = this.#options;
    const packed = packing.learn.bind(packing);
    sealed(new Batch(open, open.entries, { deadline: open.deadline, divisible: true, packed, settled }));
  }
}

const keyOf = ({ topic, partition }: Partition): string => `${partition} ${topic}`;
