/**
 * What became of each record of one call, until all are settled or the caller waits no longer: its signal is aborted or
 * its deadline is over. What was not let in by then never will be; what was may still be sent.
 */
import type { BatchFailure, Recipient } from './batch.ts';
import { now } from './clock.ts';
import { ProduceError, type RecordFailure } from './produce-error.ts';
import type { Published } from './producer.ts';

type Failure = BatchFailure & { readonly partition: number | undefined };

type Reason = Pick<BatchFailure, 'code' | 'message'>;

export interface CallOptions {
  /** See clock.ts. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  /** Told how many records were not acknowledged, before the caller is. */
  readonly onFailure?: ((records: number) => void) | undefined;
}

/** Those who wait on behalf of a call know better why its time is over, at most 100 ms later: they speak first. */
const GRACE_MS = 200;
const NOT_SENT: Reason = { code: 'NOT_SENT', message: 'its turn did not come by the deadline' };
const NO_ANSWER: Reason = { code: 'NO_ANSWER', message: 'not acknowledged by the deadline' };

export class Call implements Recipient {
  readonly outcome: Promise<readonly Published[]>;
  /** See clock.ts. */
  readonly deadline: number;
  readonly #topics: readonly string[];
  readonly #published: (Published | undefined)[];
  readonly #failures: (Failure | undefined)[];
  readonly #entered: boolean[];
  readonly #onFailure: CallOptions['onFailure'];
  #left: number;
  #timer: NodeJS.Timeout | undefined;
  #onEnd: Set<() => void> | undefined;
  #ended = false;
  #settle: { resolve(published: readonly Published[]): void; reject(error: Error): void } | undefined;

  /** `topics`: that of each record. */
  constructor(topics: readonly string[], { deadline, signal, onFailure }: CallOptions) {
    this.deadline = deadline;
    this.#topics = topics;
    this.#onFailure = onFailure;
    this.#published = new Array(topics.length);
    this.#failures = new Array(topics.length);
    this.#entered = new Array(topics.length).fill(false);
    this.#left = topics.length;
    this.outcome = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    if (topics.length === 0) {
      this.#end();
    } else if (signal?.aborted) {
      this.#abandon(aborted(signal));
    } else {
      if (signal) this.#listen(signal);
      // After the turn's input was read: an acknowledgement that is already here counts.
      const late = () => setImmediate(() => this.#abandon(NOT_SENT, NO_ANSWER));
      this.#timer = setTimeout(late, Math.max(0, deadline - now()) + GRACE_MS);
    }
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Calls `then` when the call, which has not ended, does. What it returns forgets it. */
  onEnd(then: () => void): () => void {
    this.#onEnd ??= new Set();
    this.#onEnd.add(then);
    return () => this.#onEnd?.delete(then);
  }

  /** From here on the record may be sent. */
  entered(index: number): void {
    this.#entered[index] = true;
  }

  acknowledged(index: number, partition: number, offset: bigint): void {
    this.#published[index] = { topic: this.#topics[index] as string, partition, offset };
    this.#one();
  }

  failed(index: number, partition: number | undefined, failure: BatchFailure): void {
    this.#failures[index] = { ...failure, partition };
    this.#one();
  }

  /** None of its records was let in. */
  refuse(failure: BatchFailure, partition?: number): void {
    for (const index of this.#topics.keys()) this.failed(index, partition, failure);
  }

  #listen(signal: AbortSignal): void {
    const abort = () => this.#abandon(aborted(signal));
    signal.addEventListener('abort', abort, { once: true });
    this.onEnd(() => signal.removeEventListener('abort', abort));
  }

  #abandon(unsent: Reason, sent: Reason = unsent): void {
    for (let index = 0; index < this.#topics.length; index += 1) {
      if (this.#published[index] || this.#failures[index]) continue;
      const fate = this.#entered[index]
        ? ({ outcome: 'unknown', ...sent } as const)
        : ({ outcome: 'refused', ...unsent } as const);
      this.#failures[index] = { ...fate, retriable: true, partition: undefined };
    }
    this.#end();
  }

  #one(): void {
    this.#left -= 1;
    if (this.#left === 0) this.#end();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    for (const then of this.#onEnd ?? []) then();
    const failures = this.#failures.flatMap((failure, index) => (failure ? [{ ...failure, index }] : []));
    if (failures.length === 0) {
      this.#settle?.resolve(this.#published as Published[]);
      return;
    }
    this.#onFailure?.(failures.length);
    const of = (wanted: BatchFailure['outcome']): RecordFailure[] =>
      failures
        .filter(({ outcome }) => outcome === wanted)
        .map(({ index, partition, code, message }) => ({
          index,
          topic: this.#topics[index] as string,
          partition,
          code,
          message,
        }));
    this.#settle?.reject(
      new ProduceError({
        refused: of('refused'),
        unknown: of('unknown'),
        acknowledged: this.#published.flatMap((each, index) => (each ? [{ index, ...each }] : [])),
        retriable: failures.every(({ retriable }) => retriable),
      }),
    );
  }
}

function aborted({ reason }: AbortSignal): Reason {
  const message = (reason as Error | undefined)?.message ?? 'the caller waits no longer';
  return { code: 'ABORTED', message };
}
