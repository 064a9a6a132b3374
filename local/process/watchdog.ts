/**
 * No child outlives the platform: not after a Ctrl-C, and not after a kill -9 of the platform itself.
 *
 * A second process holds the read end of a pipe. Every child is announced to it; when the pipe closes, for whatever
 * reason, it kills the process groups of those still alive, and ends. A frozen worker or a broker cannot notice by
 * itself that its parent is gone.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Watchdog {
  /** Announces a child that leads its own process group; it is forgotten when it exits. */
  track(child: ChildProcess): void;
  /** Ends the watchdog, and with it whatever child is still alive. */
  stop(): Promise<void>;
}

export function startWatchdog(): Watchdog {
  const dog = spawn(process.execPath, [fileURLToPath(new URL('./watchdog-process.mjs', import.meta.url))], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const gone = new Promise<void>((resolve) => {
    dog.once('exit', () => resolve());
    dog.once('error', () => resolve());
  });
  // It must not keep the platform awake, nor fail it when a late line finds the pipe closed.
  dog.unref();
  dog.stdin.on('error', () => {});
  const say = (line: string): void => {
    if (dog.stdin.writable) dog.stdin.write(`${line}\n`);
  };
  return {
    track(child) {
      const { pid } = child;
      if (pid === undefined) return;
      say(`+${pid}`);
      child.once('exit', () => say(`-${pid}`));
    },
    async stop() {
      dog.ref();
      dog.stdin.end();
      await gone;
    },
  };
}
