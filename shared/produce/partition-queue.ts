/**
 * The batches of one partition, in order, and the chain of sequence numbers that lets the broker drop repeats.
 *
 * - A batch gets (producer id, epoch, sequence) when it is first sent and keeps them for every attempt.
 * - At most five batches are in flight: so many the broker remembers for telling a repeat.
 * - After a failed attempt nothing new is sent until all of the partition's attempts are answered; then the batches go
 *   again, one at a time and in order, until one is acknowledged.
 * - When a batch leaves the chain without an acknowledgement (refused, or its time is over), the numbers after it can
 *   never be accepted: the chain ends, and what was certainly not appended goes on under a new producer id.
 */
import type { Batch, BatchFailure } from './batch.ts';
import type { BrokerError } from './broker-error.ts';
import type { ProducerIdentity } from './record-batch.ts';

const MAX_IN_FLIGHT = 5;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;

export class PartitionQueue {
  readonly topic: string;
  readonly partition: number;
  /** Undefined: a new producer id is needed before anything unassigned is sent. */
  producer: ProducerIdentity | undefined;
  #sequence = 0;
  #waiting: Batch[] = [];
  readonly #inFlight = new Set<Batch>();
  /** One at a time until one is acknowledged: also at the start of a chain, so that the broker knows it. */
  #recovering = true;
  #node: number | undefined;
  #pause = 0;
  #notBefore = 0;

  constructor(topic: string, partition: number, producer: ProducerIdentity) {
    this.topic = topic;
    this.partition = partition;
    this.producer = producer;
  }

  get empty(): boolean {
    return this.#waiting.length === 0 && this.#inFlight.size === 0;
  }

  /** Epoch ms before which nothing is to be sent. */
  get notBefore(): number {
    return this.#waiting.length > 0 ? this.#notBefore : Number.POSITIVE_INFINITY;
  }

  get needsProducer(): boolean {
    return (
      this.producer === undefined && this.#inFlight.size === 0 && this.#waiting[0]?.producer === undefined
    );
  }

  push(batch: Batch): void {
    this.#waiting.push(batch);
  }

  /** A new chain begins; only called when `needsProducer`. */
  begin(producer: ProducerIdentity): void {
    this.producer = producer;
    this.#sequence = 0;
    this.#recovering = true;
  }

  /**
   * The next batch that may be sent to `node` now, stamped and counted as in flight. Two leaders never have batches of
   * one partition at a time: the new one could take the second before the first.
   */
  take(now: number, node: number): Batch | undefined {
    const [batch] = this.#waiting;
    if (batch === undefined || now < this.#notBefore) return undefined;
    if (this.#inFlight.size > 0 && this.#node !== node) return undefined;
    if (this.#inFlight.size >= (this.#recovering ? 1 : MAX_IN_FLIGHT)) return undefined;
    if (batch.producer === undefined) {
      if (this.producer === undefined) return undefined;
      batch.assign(this.producer, this.#sequence);
      this.#sequence = (this.#sequence + batch.count) | 0;
      if (this.#sequence < 0) this.#sequence &= 0x7fffffff;
    }
    this.#node = node;
    this.#waiting.shift();
    this.#inFlight.add(batch);
    batch.attempts += 1;
    return batch;
  }

  acknowledged(batch: Batch, baseOffset: bigint): void {
    this.#inFlight.delete(batch);
    this.#pause = 0;
    // Batches behind it that were tried before may be repeats: they go one by one too.
    this.#recovering = this.#inFlight.size > 0 ? this.#recovering : (this.#waiting[0]?.attempts ?? 0) > 0;
    batch.acknowledge(baseOffset);
  }

  /** An attempt did not succeed. The batch waits again, in its old place, or has failed for good. */
  failed(batch: Batch, error: BrokerError, message: string, now: number): void {
    this.#inFlight.delete(batch);
    if (error.appended === 'perhaps') batch.perhapsAppended = true;
    batch.lastError = { code: error.code, message };
    const lost = error.next === 'sequence' && error.code !== 'OUT_OF_ORDER_SEQUENCE_NUMBER';
    if (error.next === 'refused' || (lost && batch.perhapsAppended)) {
      const outcome = batch.perhapsAppended ? 'unknown' : 'refused';
      this.#leave(batch, { outcome, code: error.code, retriable: lost, message });
      return;
    }
    this.#recovering = true;
    this.#insert(batch);
    const headOfChain = this.#inFlight.size === 0 && this.#waiting[0] === batch;
    if (error.next === 'sequence' && headOfChain) this.#endChain();
    this.#pause = Math.min(Math.max(this.#pause * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
    this.#notBefore = now + this.#pause;
  }

  /** Gives up what is out of time. In flight batches are given up when their attempt is answered. */
  expire(now: number): void {
    for (const batch of this.#waiting.filter((each) => now >= each.deadline)) {
      this.#waiting.splice(this.#waiting.indexOf(batch), 1);
      const { code, message } = batch.lastError;
      const outcome = batch.perhapsAppended ? 'unknown' : 'refused';
      this.#leave(batch, { outcome, code, retriable: true, message });
    }
  }

  /** Why nothing could be sent: what an error says of batches that never left. */
  note(error: Error): void {
    for (const batch of this.#waiting) {
      if (batch.attempts === 0) batch.lastError = { code: 'NO_CONNECTION', message: error.message };
    }
  }

  /** The process was frozen for `ms`: time that nobody could use does not count. */
  extend(ms: number): void {
    for (const batch of [...this.#waiting, ...this.#inFlight]) batch.deadline += ms;
    this.#notBefore = 0;
  }

  #leave(batch: Batch, failure: BatchFailure): void {
    if (batch.producer !== undefined) {
      this.producer = undefined;
      this.#recovering = true;
      // What follows a batch that was never appended cannot have been appended either.
      if (!batch.perhapsAppended && this.#inFlight.size === 0) this.#endChain();
    }
    batch.fail(failure);
  }

  /** Everything still assigned was refused with its predecessor: it may be sent under other numbers. */
  #endChain(): void {
    this.producer = undefined;
    for (const batch of this.#waiting) {
      if (batch.producer === undefined) continue;
      batch.producer = undefined;
      batch.perhapsAppended = false;
    }
  }

  #insert(batch: Batch): void {
    const at = this.#waiting.findIndex(
      (each) =>
        each.producer === undefined || (each.producer === batch.producer && each.sequence > batch.sequence),
    );
    if (at === -1) this.#waiting.push(batch);
    else this.#waiting.splice(at, 0, batch);
  }
}
