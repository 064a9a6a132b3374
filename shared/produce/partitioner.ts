/** Keys go where Java's murmur2 puts them; keyless records fill one batch before they go to another partition. */
import { partitionOfKey } from './murmur2.ts';
import type { Packing } from './packing.ts';

interface Sticky {
  readonly partition: number;
  bytes: number;
}

export class Partitioner {
  readonly #packing: Packing;
  readonly #sticky = new Map<string, Sticky>();

  constructor(packing: Packing) {
    this.#packing = packing;
  }

  /** `leaders` by partition, undefined for one without: keyless records avoid those. */
  partition(
    topic: string,
    record: { readonly key: Buffer | null; readonly size: number },
    partitions: number,
    leaders: readonly (number | undefined)[],
  ): number {
    if (record.key !== null) return partitionOfKey(record.key, partitions);
    let sticky = this.#sticky.get(topic);
    const full = sticky !== undefined && sticky.bytes >= this.#packing.limit(topic);
    if (sticky === undefined || full || leaders[sticky.partition] === undefined) {
      const led = leaders.flatMap((leader, partition) => (leader === undefined ? [] : [partition]));
      const others = led.filter((each) => each !== sticky?.partition);
      const candidates = others.length > 0 ? others : led;
      const partition = candidates[Math.floor(Math.random() * candidates.length)] ?? 0;
      sticky = { partition, bytes: 0 };
      this.#sticky.set(topic, sticky);
    }
    sticky.bytes += record.size;
    return sticky.partition;
  }
}
