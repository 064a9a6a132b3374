/**
 * An archive of the classes of one program, parsed and linked (class data sharing): a start of the brokers takes
 * two thirds of the time with it. It is tied to the build of Java, the exact class path and the collector.
 *
 * Nothing runs only to train it. While there is no archive the program's own JVMs write down which classes they
 * load; once the program is ready a JVM of the lowest priority makes the archive from those lists. If that fails or is
 * cut short, the next start is as slow as this one and tries again.
 */
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import type { JavaTools } from './java-tools.ts';
import { exitText, type Jvm, startJvm } from './jvm-process.ts';

export interface ClassDataOptions {
  /** Of the archive's file. */
  readonly name: string;
  readonly cacheDir: string;
  readonly tools: JavaTools;
  /** Jars only: a folder on the class path rules an archive out. */
  readonly classPath: readonly string[];
  /** The collector, as in -XX:+UseSerialGC: an archive serves the one it was made with. */
  readonly collector: string;
  readonly log: (text: string) => void;
  readonly track?: (child: ChildProcess) => void;
}

export interface ClassData {
  /** What a JVM of the program is started with; `name` tells the program's JVMs apart. */
  flags(name: string): string[];
  /** Makes the archive if it is missing; call it, without waiting, when the program is ready. It never rejects. */
  train(): Promise<void>;
  /** With the program: ends a training that is under way; the archive is made another time. */
  stop(): Promise<void>;
}

export function classData(options: ClassDataOptions): ClassData {
  const { name, cacheDir, tools, classPath, collector } = options;
  const key = createHash('sha256')
    .update([tools.build, tools.home, collector, ...classPath].join('\n'))
    .digest('hex')
    .slice(0, 16);
  const archive = path.join(cacheDir, `classes-${name}-${key}.jsa`);
  const lists = existsSync(archive) ? undefined : mkdtempSync(path.join(tmpdir(), 'class-lists-'));
  const forgetLists = (): void => {
    if (lists !== undefined) rmSync(lists, { recursive: true, force: true });
  };
  process.once('exit', forgetLists);
  let trainer: Jvm | undefined;
  let done: Promise<void> | undefined;
  let stopped = false;

  async function train(into: string): Promise<void> {
    const start = performance.now();
    // a name of this cluster's own: another may train the same archive at the same time
    const fresh = `${archive}.${path.basename(into)}`;
    try {
      trainer = startTrainer(options, into, fresh);
      const exit = await trainer.exited;
      if (stopped) return;
      if (exit.code !== 0) throw new Error(`${exitText(exit)}\n${exit.tail}`);
      renameSync(fresh, archive);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      options.log(`${name}: archive of classes made in ${seconds} s; the next start is faster`);
    } catch (error) {
      options.log(`${name}: no archive of classes, starts stay slower: ${(error as Error).message}`);
    } finally {
      rmSync(fresh, { force: true });
      forgetLists();
    }
  }
  return {
    flags(jvm) {
      if (existsSync(archive)) return ['-Xshare:auto', `-XX:SharedArchiveFile=${archive}`];
      if (lists === undefined || !existsSync(lists)) return [];
      return [`-XX:DumpLoadedClassList=${path.join(lists, `${jvm}.list`)}`];
    },
    train() {
      if (lists === undefined || stopped) return Promise.resolve();
      done ??= train(lists);
      return done;
    },
    async stop() {
      stopped = true;
      trainer?.signal('SIGKILL');
      await done;
      process.off('exit', forgetLists);
      forgetLists();
    },
  };
}

function startTrainer(options: ClassDataOptions, lists: string, fresh: string): Jvm {
  const { cacheDir, name, tools, classPath, collector, track } = options;
  const all = path.join(lists, 'all');
  writeFileSync(all, merged(lists));
  const jvm = startJvm({
    java: tools.java,
    flags: ['-Xshare:dump', collector, `-XX:SharedClassListFile=${all}`, `-XX:SharedArchiveFile=${fresh}`],
    classPath,
    command: [],
    logFile: path.join(cacheDir, `classes-${name}.log`),
    ...(track && { track }),
  });
  if (jvm.pid !== undefined) lowerPriority(jvm.pid);
  return jvm;
}

/**
 * Every class once. The last line of a list may be half written: its JVM still runs. Newer Javas number the classes of
 * a list; a number means nothing in another, and only classes of loaders of their own (`source:`) need it.
 */
function merged(lists: string): string {
  const lines = new Set<string>();
  for (const name of readdirSync(lists).filter((each) => each.endsWith('.list'))) {
    for (const line of readFileSync(path.join(lists, name), 'utf8').split('\n').slice(0, -1)) {
      if (!line.includes(' source: ')) lines.add(line.replace(/ id: \d+$/, ''));
    }
  }
  return `${[...lines].join('\n')}\n`;
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // it has ended already
  }
}
