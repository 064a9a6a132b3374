import type { Clock } from './clock.ts';
import { transient } from './verdict.ts';

/**
 * As `start` settles, or rejects at the deadline, whatever becomes of it then: its signal is aborted, and nobody waits
 * for it. A port that promises to end in time may still not, and Lambda ends the process without asking.
 */
export function beforeDeadline<T>(
  { clock, deadline }: { readonly clock: Clock; readonly deadline: number },
  start: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const cancel = clock.after(deadline - clock.now(), () => {
      const reason = transient('settle-deadline', 'the time of the invocation is over');
      reject(reason);
      controller.abort(reason);
    });
    start(controller.signal).then(resolve, reject).finally(cancel);
  });
}
