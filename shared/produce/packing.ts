/**
 * How much of a topic's records makes a batch of a given size once compressed, learned from the batches before: as in
 * Java, batch.size bounds what is sent. Guessed too high costs nothing but a larger batch, or a split of it.
 */
export class Packing {
  readonly #batchBytes: number;
  readonly #ratios = new Map<string, number>();
  readonly #largest = new Map<string, number>();

  constructor(batchBytes: number) {
    this.#batchBytes = batchBytes;
  }

  /** Bytes of records that fill a batch. */
  limit(topic: string): number {
    const largest = this.#largest.get(topic) ?? this.#batchBytes;
    return Math.min(this.#batchBytes, largest) / (this.#ratios.get(topic) ?? 1);
  }

  /** The topic takes no larger batches. */
  cap(topic: string, maxMessageBytes: number): void {
    this.#largest.set(topic, maxMessageBytes * MARGIN);
  }

  learn(topic: string, bytes: number, packed: number): void {
    const before = this.#ratios.get(topic) ?? 1;
    const ratio = Math.min(1, Math.max(packed / bytes, SMALLEST_RATIO));
    // Down in small steps, since batches differ; up at once, since a batch too large has to be split.
    this.#ratios.set(topic, ratio > before ? ratio : before + (ratio - before) * STEP);
  }
}

const SMALLEST_RATIO = 1 / 8;
const STEP = 0.1;
/** For what batches of a topic differ in. */
const MARGIN = 0.8;
