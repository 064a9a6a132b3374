/**
 * One record batch on its way to one partition. It is encoded when it is first sent, and from then on its bytes never
 * change while an attempt may still be appended.
 */
import type { RawRecord } from './record.ts';
import { encodeBatch, type ProducerIdentity, stamp } from './record-batch.ts';

export interface BatchFailure {
  readonly outcome: 'refused' | 'unknown';
  readonly code: string;
  readonly retriable: boolean;
  readonly message: string;
}

/** Who published a record, and as which of its own. Told once. */
export interface Recipient {
  /** `offset` is -1n when the broker only said that it has the record already. */
  acknowledged(index: number, partition: number, offset: bigint): void;
  failed(index: number, partition: number | undefined, failure: BatchFailure): void;
}

export interface Entry {
  readonly record: RawRecord;
  /** Of the record; see sizeOf(). */
  readonly size: number;
  readonly recipient: Recipient;
  readonly index: number;
}

export interface BatchOptions {
  /** See clock.ts. */
  readonly deadline: number;
  /** False: all or nothing, in one batch. */
  readonly divisible: boolean;
  /** Called when it is encoded, with what its bytes were made of. */
  readonly packed?: (topic: string, bytes: number, packed: number) => void;
  /** Called with the batch's size once its recipients were told. */
  readonly settled?: (bytes: number) => void;
}

export class Batch {
  readonly topic: string;
  readonly partition: number;
  readonly entries: readonly Entry[];
  readonly size: number;
  readonly options: BatchOptions;
  producer: ProducerIdentity | undefined;
  sequence = 0;
  inFlight = false;
  attempts = 0;
  /** True once an attempt left whose outcome nobody knows. */
  perhapsAppended = false;
  /** Certainly not appended, whatever the attempt in flight is answered: a batch before it in the chain never was. */
  orphaned = false;
  lastError = { code: 'NOT_SENT', message: 'no attempt was made' };
  readonly #timestamp: number;
  #bytes: Buffer | undefined;
  #told = false;

  constructor(
    to: { readonly topic: string; readonly partition: number },
    entries: readonly Entry[],
    options: BatchOptions,
    timestamp = Date.now(),
  ) {
    this.topic = to.topic;
    this.partition = to.partition;
    this.entries = entries;
    this.size = entries.reduce((sum, { size }) => sum + size, 0);
    this.options = options;
    this.#timestamp = timestamp;
  }

  get bytes(): Buffer {
    this.#bytes ??= this.#encode();
    return this.#bytes;
  }

  /** Its recipients know. It may still be in flight, and keep its place in the chain until that is answered. */
  get told(): boolean {
    return this.#told;
  }

  assign(producer: ProducerIdentity, sequence: number): void {
    this.producer = producer;
    this.sequence = sequence;
    stamp(this.bytes, producer, sequence);
  }

  /** It was certainly not appended: other numbers may be stamped on it. */
  release(): void {
    this.producer = undefined;
    this.perhapsAppended = false;
    this.orphaned = false;
  }

  /** Two batches in its place, for a broker that takes its records but not all of them at once. */
  halves(): readonly [Batch, Batch] {
    const middle = Math.ceil(this.entries.length / 2);
    const half = (entries: readonly Entry[]) => new Batch(this, entries, this.options, this.#timestamp);
    return [half(this.entries.slice(0, middle)), half(this.entries.slice(middle))];
  }

  acknowledge(baseOffset: bigint): void {
    this.#tell(({ recipient, index }, position) =>
      recipient.acknowledged(index, this.partition, baseOffset < 0n ? -1n : baseOffset + BigInt(position)),
    );
  }

  fail(failure: BatchFailure): void {
    this.#tell(({ recipient, index }) => recipient.failed(index, this.partition, failure));
  }

  #encode(): Buffer {
    const records = this.entries.map(({ record }) => record);
    const bytes = encodeBatch(records, this.#timestamp);
    this.options.packed?.(this.topic, this.size, bytes.length);
    return bytes;
  }

  #tell(each: (entry: Entry, position: number) => void): void {
    if (this.#told) return;
    this.#told = true;
    this.entries.forEach(each);
    this.options.settled?.(this.size);
  }
}
