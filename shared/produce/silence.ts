/**
 * The result of `work`, unless nothing was heard for `ms`: since it began, or since `heardAt` (brokers answer the
 * requests of a connection one after another, so a late answer is not silence while earlier ones arrive).
 *
 * An event loop that was blocked or frozen finds its timers due before it has read a byte: what lies in the sockets is
 * read first.
 */
import { now } from './clock.ts';

export function silence<T>(
  work: Promise<T>,
  ms: number,
  over: () => Error,
  heardAt: () => number = () => 0,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const began = now();
    let ended = false;
    let timer: NodeJS.Timeout;
    const wait = (left: number) => {
      timer = setTimeout(() => setImmediate(check), left);
    };
    const check = () => {
      if (ended) return;
      const left = Math.max(began, heardAt()) + ms - now();
      if (left > 0) {
        wait(left);
        return;
      }
      reject(over());
    };
    const end = () => {
      ended = true;
      clearTimeout(timer);
    };
    wait(ms);
    work.then(resolve, reject).finally(end);
  });
}
