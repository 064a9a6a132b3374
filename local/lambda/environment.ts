/**
 * One execution environment: a worker behind a Runtime API of its own, used for one invocation at a time. Between
 * invocations its processes are stopped, while its request for the next event waits in the connection.
 *
 * An outcome is what came first of the answer and the end of the process; whoever ends the process says why before.
 * (One promise a phase: racing against a promise that lives as long as the environment would keep every answer.)
 */
import { randomBytes } from 'node:crypto';
import type { Exit } from './exit-reason.ts';
import type { FunctionDefinition, FunctionOptions } from './function-definition.ts';
import { openRuntimeApi, type RuntimeAnswer, type RuntimeApi, type RuntimeEvent } from './runtime-api.ts';
import { Worker } from './worker.ts';
import { workerEnvironment } from './worker-environment.ts';

export type Gone = { readonly kind: 'exit' | 'timeout' | 'memory'; readonly exit: Exit };
export type Outcome = RuntimeAnswer | Gone;
/** `undefined`: the runtime is ready. */
export type InitFailure = Extract<RuntimeAnswer, { kind: 'error' }> | Gone;

const KILLED: Exit = { code: null, signal: 'SIGKILL' };
const MEMORY_POLL_MS = 100;
const MB = 1024 * 1024;

export interface EnvironmentListener {
  line(text: string): void;
  /** Told once, whatever the reason. */
  gone(environment: Environment): void;
}

export class Environment {
  readonly #definition: FunctionDefinition;
  readonly #options: FunctionOptions;
  readonly #listener: EnvironmentListener;
  readonly #gone = Promise.withResolvers<void>();
  #api: RuntimeApi | undefined;
  #worker: Worker | undefined;
  #reason: Gone['kind'] = 'exit';
  #ended = false;
  #initError: Extract<RuntimeAnswer, { kind: 'error' }> | undefined;
  #answered = Promise.withResolvers<Outcome | undefined>();
  #waiting = Promise.withResolvers<void>();

  constructor(definition: FunctionDefinition, options: FunctionOptions, listener: EnvironmentListener) {
    this.#definition = definition;
    this.#options = options;
    this.#listener = listener;
  }

  get alive(): boolean {
    return !this.#ended && this.#worker?.alive === true;
  }

  get pid(): number | undefined {
    return this.#worker?.pid;
  }

  get maxMemoryUsedMb(): number {
    return Math.round((this.#worker?.peakBytes ?? 0) / MB);
  }

  /** The init phase: process, handler's module, first request for an event. */
  async init(limitMs: number): Promise<InitFailure | undefined> {
    this.#api = await openRuntimeApi({
      next: () => {
        this.#answered.resolve(undefined);
        this.#waiting.resolve();
      },
      answer: (answer) => this.#answered.resolve(answer),
      initError: (errorType, payload) => {
        this.#initError = { kind: 'error', errorType, payload };
      },
    });
    if (this.#ended) {
      this.#exited(KILLED);
      return { kind: 'exit', exit: KILLED };
    }
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
    const place = {
      runtimeApi: this.#api.address,
      logStream: `${day}/[$LATEST]${randomBytes(16).toString('hex')}`,
    };
    this.#worker = new Worker(
      this.#definition,
      workerEnvironment(this.#definition, this.#options, place),
      { line: (text) => this.#listener.line(text), exit: (exit) => this.#exited(exit) },
      this.#options.track,
    );
    const outcome = await this.#limited(limitMs, () => this.#answered.promise);
    if (outcome === undefined) return void (await this.#worker.flushed('init'));
    const failure = outcome as InitFailure;
    return failure.kind === 'exit' ? (this.#initError ?? failure) : failure;
  }

  async invoke(event: RuntimeEvent, limitMs: number): Promise<Outcome> {
    const worker = this.#worker;
    if (worker === undefined || this.#api === undefined) throw new Error('invoked before init');
    const api = this.#api;
    this.#answered = Promise.withResolvers();
    this.#waiting = Promise.withResolvers();
    if (this.#ended) return { kind: 'exit', exit: KILLED };
    const outcome = await this.#limited(limitMs, async () => {
      worker.thaw();
      api.send(event);
      const first = await this.#answered.promise;
      this.#checkMemory();
      // the answer counts; the limit still holds for what the function does until it asks for the next event
      await this.#waiting.promise;
      await worker.flushed(event.requestId);
      return this.#reason === 'memory' ? { kind: this.#reason, exit: KILLED } : first;
    });
    if (outcome === undefined) {
      // asked for an event without having answered this one
      await this.end();
      return { kind: 'exit', exit: KILLED };
    }
    if (!this.#ended) worker.freeze();
    return outcome;
  }

  /** Resolves when the process is gone. */
  end(reason: Gone['kind'] = 'exit'): Promise<void> {
    if (!this.#ended) this.#reason = reason;
    this.#ended = true;
    if (this.#worker) this.#worker.kill();
    else this.#gone.resolve();
    return this.#gone.promise;
  }

  async #limited<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
    const limit = setTimeout(() => void this.end('timeout'), limitMs);
    const watch = setInterval(() => this.#checkMemory(), MEMORY_POLL_MS);
    try {
      return await work();
    } finally {
      clearTimeout(limit);
      clearInterval(watch);
    }
  }

  #checkMemory(): void {
    const bytes = this.#worker?.sampleMemory() ?? 0;
    if (bytes > this.#definition.memoryMb * MB) void this.end('memory');
  }

  #exited(exit: Exit): void {
    this.#ended = true;
    this.#api?.close();
    this.#answered.resolve({ kind: this.#reason, exit });
    this.#waiting.resolve();
    this.#gone.resolve();
    this.#listener.gone(this);
  }
}
