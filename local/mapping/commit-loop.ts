/**
 * Offsets of settled records to the group, one request at a time. A refused commit is repeated for ever: the records are
 * done, and the worst that comes of a late commit is a second delivery.
 */
import type { Clock } from './clock.ts';
import type { Lane } from './lane.ts';

export interface CommitPorts {
  readonly clock: Clock;
  lanes(): Iterable<Lane>;
  commit(offsets: ReadonlyMap<number, number>): Promise<void>;
  committed(records: number): void;
  log(line: string): void;
}

const RETRY_MS = 250;

export class CommitLoop {
  readonly #ports: CommitPorts;
  #running: Promise<void> | undefined;
  #retry: (() => void) | undefined;
  #failing = false;
  #stopped = false;

  constructor(ports: CommitPorts) {
    this.#ports = ports;
  }

  /** Something may be done. */
  poke(): void {
    if (this.#running === undefined && this.#retry === undefined && !this.#stopped) void this.flush();
  }

  /** Resolves when one try to commit everything done so far is over, for better or worse. */
  async flush(): Promise<void> {
    await this.#running;
    this.#running ??= this.#once().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  /** No further try of its own. */
  stop(): void {
    this.#stopped = true;
    this.#retry?.();
  }

  async #once(): Promise<void> {
    const dirty = [...this.#ports.lanes()].filter((lane) => lane.done !== lane.committed);
    if (dirty.length === 0) return;
    const taken = dirty.map((lane) => ({ lane, done: lane.done, settled: lane.settled }));
    try {
      await this.#ports.commit(new Map(taken.map(({ lane, done }) => [lane.partition, done])));
    } catch (error) {
      if (!this.#failing && !this.#stopped) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#ports.log(`offsets could not be committed, trying on: ${reason}`);
      }
      this.#failing = true;
      this.#again(RETRY_MS);
      return;
    }
    if (this.#failing) this.#ports.log('offsets are committed again');
    this.#failing = false;
    for (const { lane, done, settled } of taken) {
      lane.committed = done;
      lane.settled -= settled;
      this.#ports.committed(settled);
    }
    this.#again(0);
  }

  #again(ms: number): void {
    if (this.#retry !== undefined || this.#stopped) return;
    const cancel = this.#ports.clock.after(ms, () => {
      this.#retry = undefined;
      this.poke();
    });
    this.#retry = cancel;
  }
}
