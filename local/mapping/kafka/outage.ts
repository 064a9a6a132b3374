/** Says once that something has been failing for two seconds and once that it works again, however often it is tried. */
const SAID_AFTER_MS = 2000;

export class Outage {
  readonly #log: (line: string) => void;
  readonly #what: string;
  #since: number | undefined;
  #said = false;

  constructor(what: string, log: (line: string) => void) {
    this.#what = what;
    this.#log = log;
  }

  failed(why: string): void {
    this.#since ??= performance.now();
    if (this.#said || performance.now() - this.#since < SAID_AFTER_MS) return;
    this.#said = true;
    this.#log(`${this.#what}: ${why}; trying on`);
  }

  over(): void {
    if (this.#said && this.#since !== undefined) {
      const seconds = ((performance.now() - this.#since) / 1000).toFixed(1);
      this.#log(`${this.#what}: works again after ${seconds} s`);
    }
    this.#since = undefined;
    this.#said = false;
  }
}
