/** Bounds the bytes in use at a time. First come, first served: a large request is not overtaken for ever by small ones. */
export class ByteBudget {
  #free: number;
  readonly #total: number;
  readonly #waiting: { readonly bytes: number; readonly start: () => void }[] = [];

  constructor(total: number) {
    this.#total = total;
    this.#free = total;
  }

  /**
   * Runs `work` when `bytes` are free, or, if it needs more than all of them, when nothing else runs. They are in use until it ends, and what it made of them until
   * `until` does. Rejects with the signal's reason while it waits.
   */
  async use<T>(
    wanted: number,
    work: () => Promise<T>,
    { signal, until }: { readonly signal?: AbortSignal; readonly until?: Promise<unknown> } = {},
  ): Promise<T> {
    const bytes = Math.min(wanted, this.#total);
    await this.#take(bytes, signal);
    const give = () => {
      this.#free += bytes;
      this.#next();
    };
    let kept = false;
    try {
      const made = await work();
      if (until !== undefined) {
        kept = true;
        until.then(give, give);
      }
      return made;
    } finally {
      if (!kept) give();
    }
  }

  #take(bytes: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const abort = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal?.reason);
        this.#next();
      };
      const waiting = {
        bytes,
        start: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.push(waiting);
      this.#next();
    });
  }

  #next(): void {
    for (
      let head = this.#waiting[0];
      head !== undefined && head.bytes <= this.#free;
      head = this.#waiting[0]
    ) {
      this.#waiting.shift();
      this.#free -= head.bytes;
      head.start();
    }
  }
}
