/**
 * The time limit of rules, with one timer for all that run: limits are equal, so the oldest run ends first.
 * A timer and an AbortController for every record would cost as much as decoding it.
 */
import type { Clock } from './clock.ts';
import type { RecordContext } from './rule-context.ts';
import { type RecordError, transient } from './verdict.ts';

interface Running {
  readonly until: number;
  readonly context: Pick<RecordContext, 'abort'>;
  readonly stop: (reason: RecordError) => void;
  done: boolean;
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

  /** Settles as `work` does, or rejects as transient (and aborts the context) when the limit is over. */
  race<T>(work: PromiseLike<T>, context: Pick<RecordContext, 'abort'>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const until = Math.min(this.#clock.now() + this.#limit, this.#deadline);
      const running: Running = { until, context, stop: reject, done: false };
      this.#running.push(running);
      this.#arm();
      work.then(
        (value) => {
          running.done = true;
          resolve(value);
        },
        (error: unknown) => {
          running.done = true;
          reject(error);
        },
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
      const reason =
        running.until >= this.#deadline
          ? transient('invocation-deadline', 'the time of the invocation is over')
          : transient('rule-timeout', `the rule ran longer than ${this.#limit} ms`);
      running.stop(reason);
      running.context.abort(reason);
      return false;
    });
    this.#arm();
  }
}
