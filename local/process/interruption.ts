/** Ctrl-C, or an end asked for by the system: the first aborts the signal, the second ends the process at once. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly code = 'interrupted';
  readonly retriable = false;
}

/** 128 and the number of SIGINT, as a shell counts. */
export const INTERRUPTED = 130;

/**
 * npm passes a Ctrl-C on to a child that the terminal has told already (where sh is bash): two at once are one. On a
 * busy machine the second is late.
 */
const SAME_MS = 300;

export function interruption(first: () => void): AbortSignal {
  const controller = new AbortController();
  let at = 0;
  const interrupt = (): void => {
    if (controller.signal.aborted) {
      if (performance.now() - at > SAME_MS) process.exit(INTERRUPTED);
      return;
    }
    at = performance.now();
    first();
    controller.abort(new Interrupted('interrupted'));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, interrupt);
  return controller.signal;
}
