/**
 * When batches go to the function, and how many at a time.
 *
 * Pollers are shares of one consumer: partition p belongs to poller p mod P, and each poller has its own concurrency. A
 * batch that comes again goes before new records; a partition's batches run in offset order, one at a time.
 */
import type { Batch } from './batch.ts';
import type { Clock } from './clock.ts';
import { dueAt, formBatch } from './form-batch.ts';
import type { EventSource } from './lambda-event.ts';
import type { Lane } from './lane.ts';
import type { MappingRules } from './mapping-definition.ts';
import { nextBatch, notBefore } from './next-batch.ts';

export interface PollerPorts {
  readonly rules: MappingRules;
  readonly source: EventSource;
  readonly clock: Clock;
  /** Concurrent invocations of one poller. */
  readonly maxConcurrency: number;
  readonly lanes: ReadonlyMap<number, Lane>;
  /** Resolves when the batch has its fate; `free` is called when the function has answered. */
  deliver(batch: Batch, fresh: boolean, free: () => void): Promise<void>;
}

export class Pollers {
  readonly #ports: PollerPorts;
  readonly #running = new Map<number, number>();
  readonly #underWay = new Set<Promise<void>>();
  #cancelTimer: (() => void) | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #queued = false;
  #stopped = false;

  constructor(ports: PollerPorts) {
    this.#ports = ports;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Looks for work, once for any number of calls in one turn. */
  poke(): void {
    if (this.#queued || this.#stopped) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      this.#pump();
    });
  }

  /** No new invocation; resolves when those under way have been settled. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer?.();
    await Promise.all(this.#underWay);
  }

  #pump(): void {
    if (this.#stopped) return;
    const { rules, lanes, clock, source, maxConcurrency } = this.#ports;
    const now = clock.now();
    const shares = new Map<number, Lane[]>();
    for (const lane of lanes.values()) {
      const poller = lane.partition % rules.pollers;
      const share = shares.get(poller);
      if (share) share.push(lane);
      else shares.set(poller, [lane]);
    }
    let wakeAt = Number.POSITIVE_INFINITY;
    for (const [poller, share] of shares) {
      while ((this.#running.get(poller) ?? 0) < maxConcurrency) {
        const again = nextBatch(share, now);
        const batch = again ?? formBatch(share, { ...rules, source, now });
        if (batch === undefined) break;
        if (again === undefined) for (const { lane } of batch.parts) lane.batches = [batch];
        this.#start(poller, batch, again === undefined);
      }
      if ((this.#running.get(poller) ?? 0) < maxConcurrency) {
        wakeAt = Math.min(wakeAt, dueAt(share, rules.windowMs), notBefore(share, now));
      }
    }
    this.#wakeAt(wakeAt, now);
  }

  #wakeAt(at: number, now: number): void {
    if (at === this.#timerAt) return;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#timerAt = at;
    if (at === Number.POSITIVE_INFINITY) return;
    this.#cancelTimer = this.#ports.clock.after(Math.max(0, at - now), () => {
      this.#timerAt = Number.POSITIVE_INFINITY;
      this.#pump();
    });
  }

  #start(poller: number, batch: Batch, fresh: boolean): void {
    batch.running = true;
    this.#running.set(poller, (this.#running.get(poller) ?? 0) + 1);
    const free = () => {
      this.#running.set(poller, (this.#running.get(poller) ?? 1) - 1);
      this.poke();
    };
    const run = this.#ports.deliver(batch, fresh, free).finally(() => this.#underWay.delete(run));
    this.#underWay.add(run);
  }
}
