/** At most `count` holders at a time; who comes later waits, first come first served. */
export class Slots {
  #free: number;
  readonly #waiting: ((held: boolean) => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** False once closed. */
  take(): Promise<boolean> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  give(): void {
    const next = this.#waiting.shift();
    if (next) next(true);
    else this.#free += 1;
  }

  /** Sends away all who wait. */
  close(): void {
    for (const resolve of this.#waiting.splice(0)) resolve(false);
  }
}
