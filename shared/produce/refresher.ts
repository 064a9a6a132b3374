/** Keeps the view of the cluster fresh: soon after something looked stale, and once a minute while there is work. */
import { now } from './clock.ts';
import type { ClusterView } from './cluster-view.ts';

const MIN_PAUSE_MS = 50;
const MAX_AGE_MS = 60_000;

export class Refresher {
  readonly #view: ClusterView;
  readonly #done: (error?: Error) => void;
  #stale = false;
  #running = false;
  #refreshedAt = 0;

  /** `done` is called after each attempt. */
  constructor(view: ClusterView, done: (error?: Error) => void) {
    this.#view = view;
    this.#done = done;
  }

  /** A leader is missing, wrong, or not to be reached. */
  stale(): void {
    this.#stale = true;
    this.check(now());
  }

  check(at: number): void {
    const age = at - this.#refreshedAt;
    if (this.#running || age < MIN_PAUSE_MS || (!this.#stale && age < MAX_AGE_MS)) return;
    this.#running = true;
    this.#stale = false;
    const ended = (error?: Error) => {
      this.#running = false;
      this.#refreshedAt = now();
      this.#done(error);
    };
    this.#view.refresh().then(() => ended(), ended);
  }
}
