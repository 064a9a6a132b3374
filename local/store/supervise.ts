/**
 * Keeps one process running, brings it back when it ends, and takes it away when told to.
 *
 * Two deadlines say what is true at any time: until `refusedUntil` there is no process; until `silentUntil` there is
 * one and it is stopped, so that the system accepts connections for it and nobody answers. Being away goes before
 * being silent; whatever is asked for twice lasts until the later end.
 */

export interface Running {
  readonly pid: number;
  /** Resolves, with the reason in words, when the process is gone. */
  readonly ended: Promise<string>;
  signal(signal: NodeJS.Signals): void;
}

export interface Supervisor {
  /** Undefined while there is no process that answers. */
  readonly pid: number | undefined;
  /** kill -9. Resolves when it answers again. */
  kill(): Promise<void>;
  /** No process, no listener, for so long. Resolves when it answers again. */
  refuse(ms: number): Promise<void>;
  /** Connections are accepted and nothing is answered, for so long. Resolves when it answers again. */
  silence(ms: number): Promise<void>;
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
const TERMINATE_MS = 500;

/**
 * `start` resolves when the process answers, and leaves none behind when it rejects or its signal is aborted. The
 * first start must succeed; every later one is tried until it does.
 */
export async function supervise(
  start: (signal: AbortSignal) => Promise<Running>,
  log: (line: string) => void,
): Promise<Supervisor> {
  let up: Running | undefined;
  let starting = new AbortController();
  let refusedUntil = 0;
  let silentUntil = 0;
  let ending = false;
  const waiting: (() => void)[] = [];

  const isRefused = (): boolean => performance.now() < refusedUntil;
  const isSilent = (): boolean => performance.now() < silentUntil;
  /** Whoever waits for something looks again. */
  const changed = (): void => {
    for (const wake of waiting.splice(0)) wake();
  };
  const change = (atLast?: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = atLast && setTimeout(resolve, Math.max(1, atLast - performance.now()));
      waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  const answering = async (): Promise<void> => {
    while (!ending && (up === undefined || isSilent())) {
      await change(isSilent() ? silentUntil : undefined);
    }
  };
  /** keep() has waited for the same longer, and taken it from `up`, when this goes on. */
  const killed = async (): Promise<void> => {
    const victim = up;
    victim?.signal('SIGKILL');
    await victim?.ended;
  };
  const speak = async (): Promise<void> => {
    while (!ending && isSilent()) await change(silentUntil);
    up?.signal('SIGCONT');
    changed();
  };

  const comeBack = async (): Promise<Running | undefined> => {
    for (let pause = FIRST_PAUSE_MS; !ending; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      while (!ending && isRefused()) await change(refusedUntil);
      starting = new AbortController();
      if (ending) break;
      try {
        return await start(starting.signal);
      } catch (error) {
        if (starting.signal.aborted) continue;
        log(`did not start again: ${(error as Error).message}; next attempt in ${pause / 1_000} s`);
        await change(performance.now() + pause);
      }
    }
    return undefined;
  };

  const keep = async (first: Running): Promise<void> => {
    let running: Running | undefined = first;
    while (running !== undefined) {
      up = running;
      // Asked for while it was starting, and too late to stop that.
      if (ending) running.signal('SIGTERM');
      else if (isRefused()) running.signal('SIGKILL');
      else if (isSilent()) running.signal('SIGSTOP');
      changed();
      const reason = await running.ended;
      up = undefined;
      if (!ending && !isRefused()) log(`ended (${reason}) and is started again`);
      running = await comeBack();
    }
  };

  const kept = keep(await start(starting.signal));

  return {
    get pid() {
      return up?.pid;
    },
    async kill() {
      await killed();
      await answering();
    },
    async refuse(ms) {
      const until = performance.now() + ms;
      refusedUntil = Math.max(refusedUntil, until);
      starting.abort();
      await killed();
      while (!ending && performance.now() < until) await change(until);
      await answering();
    },
    async silence(ms) {
      silentUntil = Math.max(silentUntil, performance.now() + ms);
      up?.signal('SIGSTOP');
      await speak();
      await answering();
    },
    async stop() {
      ending = true;
      starting.abort();
      changed();
      // A silent one goes on first: see speak().
      up?.signal('SIGTERM');
      const hard = setTimeout(() => up?.signal('SIGKILL'), TERMINATE_MS);
      await kept;
      clearTimeout(hard);
      changed();
    },
  };
}
