/** Ctrl-C, or an end asked for by the system: the first aborts the signal, the second ends the process at once. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly code = 'interrupted';
  readonly retriable = false;
}

/** 128 and the number of SIGINT, as a shell counts. */
export const INTERRUPTED = 130;

export function interruption(first: () => void): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    first();
    controller.abort(new Interrupted('interrupted'));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, interrupt);
  return controller.signal;
}
