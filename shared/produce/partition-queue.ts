/**
 * The batches of one partition, in order, and the chain of sequence numbers that lets the broker drop repeats.
 *
 * - A batch gets (producer id, epoch, sequence) when it is first sent and keeps them for every attempt.
 * - At most five batches are in flight: so many the broker remembers for telling a repeat.
 * - After a failed attempt nothing is sent until all of the partition's attempts are answered; then the batches go
 *   again, one at a time and in order, until one that was never tried is next.
 * - When a batch leaves the chain without an acknowledgement (refused, or its time is over), new batches need a new
 *   producer id. If it was certainly not appended, neither was any after it: those move to the new id. If nobody knows,
 *   they are sent under their old numbers, and the broker's answer tells.
 */
import type { Batch, BatchFailure } from './batch.ts';
import type { BrokerError } from './broker-error.ts';
import { nextSequence, type ProducerIdentity } from './record-batch.ts';

const MAX_IN_FLIGHT = 5;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;
/** A broker forgets a producer after a day without a record of it, and takes any sequence from one it does not know. */
const CHAIN_IDLE_MS = 3_600_000;

export class PartitionQueue {
  readonly topic: string;
  readonly partition: number;
  #producer: ProducerIdentity | undefined;
  #sequence = 0;
  /** All that are not settled, in the order of pushing; those in flight among them. */
  readonly #batches: Batch[] = [];
  #inFlight = 0;
  /** One at a time: after a failure, and at the start of a chain so that the broker knows it. */
  #recovering = true;
  #node: number | undefined;
  #pause = 0;
  #notBefore = 0;
  #acknowledgedAt = 0;

  constructor(topic: string, partition: number, producer: ProducerIdentity) {
    this.topic = topic;
    this.partition = partition;
    this.#producer = producer;
  }

  get empty(): boolean {
    return this.#batches.length === 0;
  }

  /** More would only wait behind what is here. */
  get full(): boolean {
    return this.#batches.length >= (this.#recovering ? 1 : MAX_IN_FLIGHT);
  }

  get needsProducer(): boolean {
    return (
      this.#producer === undefined &&
      this.#inFlight === 0 &&
      this.#batches[0] !== undefined &&
      this.#batches[0].producer === undefined
    );
  }

  push(batch: Batch): void {
    this.#batches.push(batch);
  }

  /** A new chain begins; only called when `needsProducer`. */
  begin(producer: ProducerIdentity): void {
    this.#producer = producer;
    this.#sequence = 0;
    this.#recovering = true;
  }

  /**
   * The next batch that may be sent to `node` now, stamped and counted as in flight. Two leaders never have batches of
   * one partition at a time: the new one could take the second before the first.
   */
  take(now: number, node: number): Batch | undefined {
    if (now < this.#notBefore) return undefined;
    if (this.#inFlight === 0 && now - this.#acknowledgedAt > CHAIN_IDLE_MS) this.#recovering = true;
    if (this.#inFlight > 0 && this.#node !== node) return undefined;
    if (this.#inFlight >= (this.#recovering ? 1 : MAX_IN_FLIGHT)) return undefined;
    // Those in flight come first: a failed one waits alone, while #recovering.
    const batch = this.#batches[this.#inFlight];
    if (batch === undefined) return undefined;
    if (batch.producer === undefined) {
      if (this.#producer === undefined) return undefined;
      batch.assign(this.#producer, this.#sequence);
      this.#sequence = nextSequence(this.#sequence, batch.entries.length);
    }
    this.#node = node;
    this.#inFlight += 1;
    batch.inFlight = true;
    batch.attempts += 1;
    return batch;
  }

  acknowledged(batch: Batch, baseOffset: bigint, now: number): void {
    this.#landed(batch);
    this.#batches.splice(this.#batches.indexOf(batch), 1);
    this.#pause = 0;
    this.#acknowledgedAt = now;
    if (this.#inFlight === 0) this.#recovering = (this.#batches[0]?.attempts ?? 0) > 0;
    batch.acknowledge(baseOffset);
  }

  /** An attempt did not succeed. The batch waits again, in its old place, or has failed for good. */
  failed(batch: Batch, error: BrokerError, message: string, now: number): void {
    this.#landed(batch);
    this.#recovering = true;
    if (error.appended === 'perhaps') batch.perhapsAppended = true;
    batch.lastError = { code: error.code, message };
    if (batch.orphaned) batch.release();
    const outcome = batch.perhapsAppended ? 'unknown' : 'refused';
    const retriable = error.next !== 'refused' && error.next !== 'too-large';
    const failure = { outcome, code: error.code, retriable, message } as const;
    if (batch.told) {
      this.#leave(batch, failure);
      return;
    }
    if (error.next === 'too-large' && outcome === 'refused' && divisible(batch)) {
      this.#split(batch);
      return;
    }
    if (!retriable || error.next === 'forbidden') {
      this.#leave(batch, failure);
      return;
    }
    if (error.next === 'sequence' && this.#isHeadOfChain(batch)) {
      // The broker no longer knows what came before: whether an earlier attempt was appended cannot be asked any more.
      if (batch.perhapsAppended) {
        this.#leave(batch, failure);
        return;
      }
      this.#endChain(0);
    }
    this.#pause = Math.min(Math.max(this.#pause * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
    this.#notBefore = now + this.#pause;
  }

  /** Gives up what is out of time. One in flight keeps its place in the chain until its attempt is answered. */
  expire(now: number): void {
    for (const batch of this.#batches.filter((each) => !each.told && now >= each.options.deadline)) {
      if (batch.inFlight) {
        const message = `no answer by the deadline; before: ${batch.lastError.message}`;
        batch.fail({ outcome: 'unknown', code: 'NO_ANSWER', retriable: true, message });
      } else {
        const outcome = batch.perhapsAppended ? 'unknown' : 'refused';
        this.#leave(batch, { outcome, retriable: true, ...batch.lastError });
      }
    }
  }

  /** Why nothing could be sent: what an error says of batches that never left. */
  note(error: Error): void {
    for (const batch of this.#batches) {
      if (batch.attempts === 0) batch.lastError = { code: 'NO_CONNECTION', message: error.message };
    }
  }

  #landed(batch: Batch): void {
    this.#inFlight -= 1;
    batch.inFlight = false;
  }

  #isHeadOfChain(batch: Batch): boolean {
    return batch.producer !== undefined && this.#inFlight === 0 && this.#batches[0] === batch;
  }

  #leave(batch: Batch, failure: BatchFailure): void {
    const at = this.#batches.indexOf(batch);
    this.#batches.splice(at, 1);
    this.#unchain(batch, at);
    batch.fail(failure);
  }

  #split(batch: Batch): void {
    const at = this.#batches.indexOf(batch);
    this.#batches.splice(at, 1, ...batch.halves());
    this.#unchain(batch, at);
  }

  /** `batch` left the chain unacknowledged; `from` is the place of what came after it. */
  #unchain(batch: Batch, from: number): void {
    if (batch.producer === undefined) return;
    if (!batch.perhapsAppended) this.#endChain(from);
    this.#producer = undefined;
    this.#recovering = true;
  }

  /** From that place on nothing was appended, nor will be: it may be sent under other numbers. */
  #endChain(from: number): void {
    this.#producer = undefined;
    for (const batch of this.#batches.slice(from)) {
      if (batch.inFlight) batch.orphaned = true;
      else batch.release();
    }
  }
}

const divisible = ({ options, entries }: Batch): boolean => options.divisible && entries.length > 1;
