/** What became of each record of one call, until all are settled or the caller waits no longer. */
import type { BatchFailure, Recipient } from './batch.ts';
import { ProduceError, type RecordFailure } from './produce-error.ts';
import type { Published } from './producer.ts';

type Failure = BatchFailure & { readonly partition: number | undefined };

export class Call implements Recipient {
  readonly outcome: Promise<readonly Published[]>;
  readonly #topics: readonly string[];
  readonly #published: (Published | undefined)[];
  readonly #failures: (Failure | undefined)[];
  readonly #entered: boolean[];
  #left: number;
  #ended = false;
  #settle: { resolve(published: readonly Published[]): void; reject(error: Error): void } | undefined;

  /** `topics`: that of each record. */
  constructor(topics: readonly string[], signal?: AbortSignal) {
    this.#topics = topics;
    this.#published = new Array(topics.length);
    this.#failures = new Array(topics.length);
    this.#entered = new Array(topics.length).fill(false);
    this.#left = topics.length;
    this.outcome = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    if (signal) this.#listen(signal);
    if (topics.length === 0) this.#end();
  }

  get ended(): boolean {
    return this.#ended;
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

  #listen(signal: AbortSignal): void {
    const abort = () => this.#abandon(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    const forget = () => signal.removeEventListener('abort', abort);
    this.outcome.then(forget, forget);
  }

  #abandon(reason: Error): void {
    for (let index = 0; index < this.#topics.length; index += 1) {
      if (this.#published[index] || this.#failures[index]) continue;
      this.#failures[index] = {
        outcome: this.#entered[index] ? 'unknown' : 'refused',
        code: 'ABORTED',
        retriable: true,
        message: reason?.message ?? 'the caller waits no longer',
        partition: undefined,
      };
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
    const failures = this.#failures.flatMap((failure, index) => (failure ? [{ ...failure, index }] : []));
    if (failures.length === 0) {
      this.#settle?.resolve(this.#published as Published[]);
      return;
    }
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
        acknowledged: this.#published.filter((each) => each !== undefined),
        retriable: failures.every(({ retriable }) => retriable),
      }),
    );
  }
}
