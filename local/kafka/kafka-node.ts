/**
 * One node under supervision: one that ends though it is wanted is started again, later each time it fails soon, and
 * only when its ports are free. It is held down when it was stopped by name.
 */
import { exitText, type Jvm, type JvmExit } from '../java/jvm-process.ts';
import { freedWithin } from '../process/free-ports.ts';
import type { NodeDefinition } from './node-definition.ts';

export type NodeState = 'running' | 'paused' | 'restarting' | 'stopped';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** A node that ran so long had no trouble starting. */
const SOUND_MS = 30_000;
const PORTS_MS = 10_000;

export class KafkaNode {
  readonly definition: NodeDefinition;
  readonly #launch: () => Jvm;
  readonly #log: (text: string) => void;
  #jvm: Jvm | undefined;
  #wanted = false;
  #paused = false;
  /** Ends in a row, each soon after its start. */
  #failures = 0;
  #attempt = 0;

  constructor(definition: NodeDefinition, launch: () => Jvm, log: (text: string) => void) {
    this.definition = definition;
    this.#launch = launch;
    this.#log = log;
  }

  get pid(): number | undefined {
    return this.#jvm?.pid;
  }

  get state(): NodeState {
    if (!this.#wanted) return 'stopped';
    if (this.#jvm === undefined) return 'restarting';
    return this.#paused ? 'paused' : 'running';
  }

  /** The last lines of this run; empty when none is. */
  get tail(): string {
    return this.#jvm?.tail() ?? '';
  }

  /** Of the JVM that runs now; undefined when none does. */
  get exited(): Promise<JvmExit> | undefined {
    return this.#jvm?.exited;
  }

  /** Resolves when the JVM is there, long before it serves. */
  async start(): Promise<void> {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#failures = 0;
    await this.#run(0);
  }

  /** As if the machine had failed: supervision brings it back. */
  async kill(): Promise<void> {
    const jvm = this.#jvm;
    jvm?.signal('SIGKILL');
    await jvm?.exited;
  }

  pause(): void {
    if (this.#jvm === undefined) return;
    this.#paused = true;
    this.#jvm.signal('SIGSTOP');
  }

  resume(): void {
    this.#paused = false;
    this.#jvm?.signal('SIGCONT');
  }

  /** It is held down; killed when it has not ended within `limitMs`. */
  async stop(limitMs: number): Promise<void> {
    this.#wanted = false;
    this.#attempt += 1;
    const jvm = this.#jvm;
    if (jvm === undefined) return;
    if (this.#paused) this.resume();
    jvm.signal('SIGTERM');
    const late = setTimeout(() => jvm.signal('SIGKILL'), limitMs);
    await jvm.exited;
    clearTimeout(late);
    if (this.#jvm === jvm) this.#jvm = undefined;
  }

  async #run(pauseMs: number): Promise<void> {
    this.#attempt += 1;
    const attempt = this.#attempt;
    const isStale = (): boolean => attempt !== this.#attempt;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const ports = this.definition.listeners.map(({ port }) => port);
    const free = await Promise.all(ports.map((port) => isStale() || freedWithin(port, PORTS_MS)));
    if (isStale()) return;
    if (free.includes(false)) {
      this.#log(`${this.definition.name}: port ${ports[free.indexOf(false)]} is not free yet`);
    }
    this.#paused = false;
    const jvm = this.#launch();
    this.#jvm = jvm;
    const since = performance.now();
    void jvm.exited.then((exit) => {
      if (this.#jvm !== jvm) return;
      this.#jvm = undefined;
      if (this.#wanted) this.#again(exit, performance.now() - since);
    });
  }

  #again(exit: JvmExit, ranMs: number): void {
    if (ranMs >= SOUND_MS) this.#failures = 0;
    const pause = this.#failures === 0 ? 0 : FIRST_PAUSE_MS * 2 ** (this.#failures - 1);
    this.#failures += 1;
    const why = exit.signal === 'SIGKILL' ? '' : `\n${exit.tail}`;
    this.#log(`${this.definition.name} ended (${exitText(exit)}); starting it again${why}`);
    void this.#run(Math.min(pause, LONGEST_PAUSE_MS));
  }
}
