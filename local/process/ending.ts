/**
 * What must be ended, in phases: one after another, everything of a phase at once. It runs once, however often it is
 * asked for, and what fails in it does not keep the rest from ending.
 */
const PHASES = ['requests', 'mappings', 'functions', 'servers', 'process'] as const;
export type Phase = (typeof PHASES)[number];

export class Ending {
  readonly #stops = new Map<Phase, (() => Promise<void> | void)[]>();
  readonly #failed: (phase: Phase, error: Error) => void;
  #running: Promise<void> | undefined;

  constructor(failed: (phase: Phase, error: Error) => void) {
    this.#failed = failed;
  }

  /** Added while the ending runs, it ends at once. */
  add(phase: Phase, stop: () => Promise<void> | void): void {
    if (this.#running) {
      void this.#one(phase, stop);
      return;
    }
    const stops = this.#stops.get(phase);
    if (stops) stops.push(stop);
    else this.#stops.set(phase, [stop]);
  }

  run(): Promise<void> {
    this.#running ??= this.#run();
    return this.#running;
  }

  async #run(): Promise<void> {
    for (const phase of PHASES) {
      await Promise.all((this.#stops.get(phase) ?? []).map((stop) => this.#one(phase, stop)));
    }
  }

  async #one(phase: Phase, stop: () => Promise<void> | void): Promise<void> {
    try {
      await stop();
    } catch (error) {
      this.#failed(phase, error as Error);
    }
  }
}
