/**
 * What a broker does with the batches of one partition, by Kafka's rules: it remembers the last five batches of each
 * producer id, takes a repeat of one of them for acknowledged, and otherwise wants the next sequence number. A producer
 * that it does not know may begin anywhere. After a restart it remembers the last batch alone.
 */
export interface Incoming {
  readonly producerId: bigint;
  readonly epoch: number;
  readonly sequence: number;
  readonly count: number;
}

interface Kept extends Incoming {
  readonly baseOffset: number;
}

export type Answer = { readonly code: number; readonly baseOffset: number };

const REMEMBERED = 5;
export const OUT_OF_ORDER_SEQUENCE_NUMBER = 45;
export const INVALID_PRODUCER_EPOCH = 47;

export class SequenceBroker<B extends Incoming> {
  /** What was appended, in order. */
  readonly log: B[] = [];
  #end = 0;
  readonly #producers = new Map<bigint, Kept[]>();

  get end(): number {
    return this.#end;
  }

  append(batch: B): Answer {
    const kept = this.#producers.get(batch.producerId) ?? [];
    const last = kept.at(-1);
    if (last && batch.epoch < last.epoch) return { code: INVALID_PRODUCER_EPOCH, baseOffset: -1 };
    const repeat = kept.find(({ sequence, count }) => sequence === batch.sequence && count === batch.count);
    if (repeat) return { code: 0, baseOffset: repeat.baseOffset };
    if (last && batch.sequence !== (last.sequence + last.count) % 2 ** 31) {
      return { code: OUT_OF_ORDER_SEQUENCE_NUMBER, baseOffset: -1 };
    }
    const baseOffset = this.#end;
    this.#end += batch.count;
    this.log.push(batch);
    this.#producers.set(batch.producerId, [...kept, { ...batch, baseOffset }].slice(-REMEMBERED));
    return { code: 0, baseOffset };
  }

  restart(): void {
    for (const [id, kept] of this.#producers) this.#producers.set(id, kept.slice(-1));
  }

  forget(): void {
    this.#producers.clear();
  }
}
