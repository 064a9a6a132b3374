/**
 * One JVM as a child: in a process group of its own, so that a Ctrl-C in the terminal does not reach it, its output
 * in a log file. It ends with this process, or is killed by the watchdog it is announced to.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { forget, remember, signalGroup } from '../process/live-processes.ts';

const TAIL_BYTES = 4096;
const TAIL_LINES = 15;

export interface JvmOptions {
  readonly java: string;
  readonly flags: readonly string[];
  readonly classPath: readonly string[];
  /** Main class and its arguments; empty for a JVM that only dumps. */
  readonly command: readonly string[];
  readonly logFile: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Announces the child to a watchdog. */
  readonly track?: (child: ChildProcess) => void;
}

export interface JvmExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines this run wrote. */
  readonly tail: string;
}

export interface Jvm {
  /** Undefined: it could not be started; `exited` says why. */
  readonly pid: number | undefined;
  readonly exited: Promise<JvmExit>;
  /** To the whole group; a group that is gone is no error. */
  signal(signal: NodeJS.Signals): void;
  /** The last lines this run wrote so far. */
  tail(): string;
}

export function startJvm(options: JvmOptions): Jvm {
  const { java, flags, classPath, command, logFile, cwd, env = process.env } = options;
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const begin = fstatSync(log).size;
  const child = spawn(java, [...flags, '-cp', classPath.join(path.delimiter), ...command], {
    detached: true,
    stdio: ['ignore', log, log],
    env,
    ...(cwd !== undefined && { cwd }),
  });
  closeSync(log);
  const { pid } = child;
  const tail = (): string => lastLines(logFile, begin);
  const exited = new Promise<JvmExit>((resolve) => {
    child.once('error', (error) => resolve({ code: 127, signal: null, tail: error.message }));
    child.once('exit', (code, signal) => {
      if (pid !== undefined) forget(pid);
      resolve({ code, signal, tail: tail() });
    });
  });
  if (pid !== undefined) {
    remember(pid);
    options.track?.(child);
  }
  let alive = pid !== undefined;
  void exited.then(() => {
    alive = false;
  });
  return {
    pid,
    exited,
    signal(signal) {
      if (alive && pid !== undefined) signalGroup(pid, signal);
    },
    tail,
  };
}

export const exitText = ({ code, signal }: JvmExit): string => signal ?? `exit status ${code}`;

function lastLines(file: string, begin: number): string {
  try {
    const fd = openSync(file, 'r');
    try {
      const { size } = fstatSync(fd);
      const from = Math.max(begin, size - TAIL_BYTES);
      const buffer = Buffer.alloc(Math.max(0, size - from));
      const length = readSync(fd, buffer, 0, buffer.length, from);
      return buffer.toString('utf8', 0, length).trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    return `(${file}: ${(error as Error).message})`;
  }
}
