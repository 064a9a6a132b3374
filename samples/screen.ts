/** Lines for a person, and below them one that is rewritten. Where nobody watches, that one is written every 2 s. */
export interface ScreenOut {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const REWRITE_MS = 200;
const PLAIN_MS = 2_000;
const CLEAR = '\r\x1b[K';

export class Screen {
  readonly #out: ScreenOut;
  #timer: NodeJS.Timeout | undefined;
  #last = '';

  constructor(out: ScreenOut) {
    this.#out = out;
  }

  say(text: string): void {
    const above = this.#timer !== undefined && this.#out.isTTY === true;
    this.#out.write(`${above ? CLEAR : ''}${text}\n${above ? this.#last : ''}`);
  }

  /** Shows what `line` answers until `still` or another `live`. */
  live(line: () => string): void {
    this.still();
    const show = () => {
      const text = line();
      if (this.#out.isTTY === true) {
        this.#last = text.slice(0, (this.#out.columns ?? 80) - 1);
        this.#out.write(`${CLEAR}${this.#last}`);
      } else if (text !== this.#last) {
        this.#last = text;
        this.#out.write(`${text}\n`);
      }
    };
    this.#timer = setInterval(show, this.#out.isTTY === true ? REWRITE_MS : PLAIN_MS);
  }

  still(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#out.isTTY === true) this.#out.write(CLEAR);
    this.#last = '';
  }
}
