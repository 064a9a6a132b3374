/**
 * The process of one environment. It leads a process group of its own: a Ctrl-C in the terminal does not reach it,
 * and freeze and kill take along what the function started itself.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { forget, remember, signalGroup } from '../process/live-processes.ts';
import type { Exit } from './exit-reason.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { LogLines } from './log-lines.ts';
import { anonymousBytes, seemsAlive } from './proc-status.ts';

/** What V8 may use of the memory; the rest is for buffers, stacks and the runtime. */
const OLD_SPACE_SHARE = 0.9;
/** Without it a 256 MB function that is fed 6 MB events peaks at 255 MB, with it at 165. */
const SEMI_SPACE_SHARE = 0.05;
/** How long a dead worker's pipes may still bring lines. */
const DRAIN_MS = 200;
/** How long the marks may be missing of a function that closed its own stdout. */
const MARKS_MS = 200;

export interface WorkerListener {
  line(text: string): void;
  exit(exit: Exit): void;
}

export class Worker {
  /** The greatest use seen, in bytes: sampled during invocations. */
  peakBytes = 0;
  readonly #child: ChildProcess;
  readonly pid: number | undefined;
  readonly #marks = new Map<string, number>();
  #marked: (() => void) | undefined;
  #exited = false;

  constructor(
    definition: FunctionDefinition,
    environment: Record<string, string>,
    listener: WorkerListener,
    track?: (child: ChildProcess) => void,
  ) {
    const share = (of: number): number => Math.floor(definition.memoryMb * of);
    this.#child = spawn(
      process.execPath,
      [
        `--max-old-space-size=${share(OLD_SPACE_SHARE)}`,
        `--max-semi-space-size=${share(SEMI_SPACE_SHARE)}`,
        fileURLToPath(new URL('./bootstrap.mjs', import.meta.url)),
      ],
      { cwd: definition.codeDir, env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const drained = [this.#child.stdout, this.#child.stderr].map((stream) => {
      const lines = new LogLines({
        line: (text) => listener.line(text),
        mark: (requestId) => this.#mark(requestId),
      });
      stream?.on('data', (chunk: Buffer) => lines.write(chunk));
      return () => lines.end();
    });
    const gone = (exit: Exit): void => {
      if (this.#exited) return;
      this.#exited = true;
      let over = false;
      const finish = (): void => {
        if (over) return;
        over = true;
        for (const end of drained) end();
        this.#marked?.();
        listener.exit(exit);
      };
      this.#child.once('close', finish);
      setTimeout(finish, DRAIN_MS).unref();
    };
    this.#child.once('error', (error) => {
      listener.line(`worker did not start: ${error.message}`);
      gone({ code: 127, signal: null });
    });
    const pid = this.#child.pid;
    this.pid = pid;
    if (pid === undefined) return;
    remember(pid);
    this.#child.once('exit', (code, signal) => {
      forget(pid);
      // what the function started and left behind goes with it
      signalGroup(pid, 'SIGKILL');
      gone({ code, signal });
    });
    track?.(this.#child);
  }

  /** Asked of the system: the exit event of a worker killed from outside may still be under way. */
  get alive(): boolean {
    return !this.#exited && this.pid !== undefined && seemsAlive(this.pid);
  }

  kill(): void {
    this.#signal('SIGKILL');
  }

  freeze(): void {
    this.#signal('SIGSTOP');
  }

  thaw(): void {
    this.#signal('SIGCONT');
  }

  /** Bytes now, kept as the peak if they are. */
  sampleMemory(): number {
    const bytes = (this.#exited || this.pid === undefined ? undefined : anonymousBytes(this.pid)) ?? 0;
    this.peakBytes = Math.max(this.peakBytes, bytes);
    return bytes;
  }

  /** Resolves when both streams have brought everything this phase wrote: a request id, or `init`. */
  async flushed(phase: string): Promise<void> {
    if (!this.#exited && (this.#marks.get(phase) ?? 0) < 2) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, MARKS_MS);
        this.#marked = () => {
          if (!this.#exited && (this.#marks.get(phase) ?? 0) < 2) return;
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#marked = undefined;
    this.#marks.clear();
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.pid !== undefined && !this.#exited) signalGroup(this.pid, signal);
  }

  #mark(requestId: string): void {
    this.#marks.set(requestId, (this.#marks.get(requestId) ?? 0) + 1);
    this.#marked?.();
  }
}
