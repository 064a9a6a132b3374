/**
 * The time limit of rules, with one timer for all that run: limits are equal, so the oldest run ends first.
 * A timer and an AbortController for every record would cost as much as decoding it.
 */
import type { Clock } from './clock.ts';
import type { RecordContext } from './rule-context.ts';
import { transient } from './verdict.ts';

/** What a rule, or what it published, failed with. */
export interface Thrown {
  readonly error: unknown;
}

/** What a limit needs of a run: to end it, and to know what it has left behind. */
export type Limited = Pick<RecordContext, 'abort' | 'forget' | 'unacknowledged'>;

/** One run of a rule that did not answer at once. */
class Running {
  readonly until: number;
  readonly context: Limited;
  readonly #end: (thrown?: Thrown) => void;
  readonly #resolve: () => void;
  done = false;

  constructor(until: number, context: Limited, end: (thrown?: Thrown) => void, resolve: () => void) {
    this.until = until;
    this.context = context;
    this.#end = end;
    this.#resolve = resolve;
  }

  end(thrown?: Thrown): void {
    if (this.done) return;
    this.done = true;
    if (thrown) this.context.forget();
    this.#end(thrown);
    this.#resolve();
  }

  /** The work has ended; what it published may not have. */
  ended(): void {
    const left = this.context.unacknowledged;
    if (left === undefined) this.end();
    else
      left.then(
        () => this.end(),
        (error) => this.end({ error }),
      );
  }
}

export class RuleLimit {
  readonly #clock: Clock;
  readonly #limit: number;
  /** Epoch ms: no rule runs beyond it, whatever its own limit. */
  readonly #deadline: number;
  #running: Running[] = [];
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, limit: number, deadline: number) {
    this.#clock = clock;
    this.#limit = limit;
    this.#deadline = deadline;
  }

  /**
   * Calls `end` once and resolves: when `work` and everything it published have ended, with the first failure; or when
   * the limit is over, as transient and with the context aborted. Never rejects.
   */
  run<T>(work: PromiseLike<T>, context: Limited, end: (thrown?: Thrown) => void): Promise<void> {
    return new Promise((resolve) => {
      const until = Math.min(this.#clock.now() + this.#limit, this.#deadline);
      const running = new Running(until, context, end, resolve);
      this.#running.push(running);
      this.#arm();
      // A foreign thenable may do anything in its then().
      const working = work instanceof Promise ? work : Promise.resolve(work);
      working.then(
        () => running.ended(),
        (error: unknown) => running.end({ error }),
      );
    });
  }

  /** Nothing runs any more: the timer must not keep the process awake. */
  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#running = [];
  }

  #arm(): void {
    if (this.#cancel !== undefined) return;
    const head = this.#running[0];
    if (head) this.#cancel = this.#clock.after(head.until - this.#clock.now(), () => this.#expire());
  }

  #expire(): void {
    this.#cancel = undefined;
    const now = this.#clock.now();
    this.#running = this.#running.filter((running) => {
      if (running.done) return false;
      if (running.until > now) return true;
      const error =
        running.until >= this.#deadline
          ? transient('invocation-deadline', 'the time of the invocation is over')
          : transient('rule-timeout', `the rule ran longer than ${this.#limit} ms`);
      running.end({ error });
      running.context.abort(error);
      return false;
    });
    this.#arm();
  }
}
