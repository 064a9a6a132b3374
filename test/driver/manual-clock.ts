import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../shared/consume/clock.ts';

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  #now: number;
  #timers: { at: number; then: () => void }[] = [];

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now = (): number => this.#now;

  after = (ms: number, then: () => void): (() => void) => {
    const timer = { at: this.#now + Math.max(0, ms), then };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  };

  /** How many timers wait: none may be left behind by a finished invocation. */
  get waiting(): number {
    return this.#timers.length;
  }

  /** Fires what is due on the way, in order, letting promises settle after each. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await setImmediate();
    for (;;) {
      const [next] = this.#timers.toSorted((a, b) => a.at - b.at);
      if (next === undefined || next.at > until) break;
      this.#timers = this.#timers.filter((each) => each !== next);
      this.#now = Math.max(this.#now, next.at);
      next.then();
      await setImmediate();
    }
    this.#now = until;
    await setImmediate();
  }
}
