/**
 * Bounds the bytes of the records that are not settled yet, as Java's buffer.memory does: who publishes faster than the
 * cluster takes it waits. First come, first served. A record larger than all of it goes when nothing else is there.
 */
import type { Call } from './call.ts';
import { now } from './clock.ts';

export class Room {
  readonly #bytes: number;
  #used = 0;
  readonly #waiting: { readonly bytes: number; readonly enter: () => void }[] = [];

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /** False: there is no room now, or others wait for it. */
  take(bytes: number): boolean {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) return false;
    this.#used += bytes;
    return true;
  }

  /** True once the bytes are taken, false when the call's deadline or end came first. */
  wait(bytes: number, call: Pick<Call, 'deadline' | 'onEnd'>): Promise<boolean> {
    return new Promise((resolve) => {
      const over = (entered: boolean) => {
        clearTimeout(timer);
        forget();
        resolve(entered);
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        over(false);
        this.#next();
      };
      const waiting = { bytes, enter: () => over(true) };
      const timer = setTimeout(leave, Math.max(0, call.deadline - now()));
      const forget = call.onEnd(leave);
      this.#waiting.push(waiting);
      this.#next();
    });
  }

  release(bytes: number): void {
    this.#used -= bytes;
    this.#next();
  }

  #fits(bytes: number): boolean {
    return this.#used === 0 || this.#used + bytes <= this.#bytes;
  }

  #next(): void {
    for (let head = this.#waiting[0]; head && this.#fits(head.bytes); head = this.#waiting[0]) {
      this.#waiting.shift();
      this.#used += head.bytes;
      head.enter();
    }
  }
}
