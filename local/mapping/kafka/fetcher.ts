/**
 * Reads partitions from their leaders by long polls: an answer comes with the first byte there is, or empty after a
 * second, so that an idle topic costs one request a broker and second.
 *
 * A partition is in one fetch at a time. One that becomes readable while the others' fetch waits is not made to wait
 * with them: it gets a fetch of its own, on a connection of its own. What is asked first is answered first, so the order
 * within a fetch turns round: a batch larger than its share still has its turn.
 */
import type { Address } from '../../kafka/address.ts';
import { reasonOf } from '../../kafka/refusal.ts';
import type { SourceRecord } from '../record-source.ts';
import type { ClusterView, View } from './cluster-view.ts';
import type { Connections } from './connections.ts';
import { decodeRecords } from './decode-records.ts';
import { type FetchAnswer, type FetchedPartition, fetchRecords, type Isolation } from './fetch.ts';
import { Outage } from './outage.ts';
import { type Reading, refusal } from './reading.ts';

export interface FetcherPorts {
  readonly topic: string;
  readonly isolation: Isolation;
  readonly view: ClusterView;
  readonly connections: Connections;
  /** What is read now, by partition. Another reading of a partition is another one's: answers to the old are void. */
  readonly readings: ReadonlyMap<number, Reading>;
  records(partition: number, records: readonly SourceRecord[], next: number): void;
  outOfRange(reading: Reading): Promise<void>;
  log(line: string): void;
}

/** What one broker leads, as the view has it. */
interface Share {
  readonly node: number;
  readonly to: Address;
  readonly view: View;
  readonly readings: Reading[];
}

/** Fetches of one broker at a time. */
const SLOTS = 4;
const RETRY_MS = 200;

export class Fetcher {
  readonly #ports: FetcherPorts;
  readonly #outages = new Map<number, Outage>();
  readonly #busySlots = new Map<number, Set<number>>();
  #timer: NodeJS.Timeout | undefined;
  #queued = false;
  #stopped = false;
  #turn = 0;

  constructor(ports: FetcherPorts) {
    this.#ports = ports;
  }

  /** Something may be readable now. */
  poke(): void {
    if (this.#queued || this.#stopped) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      this.#pump();
    });
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #pump(): void {
    const view = this.#ports.view.current;
    if (this.#stopped) return;
    if (view === undefined) {
      this.#refresh();
      return;
    }
    const { ready, leaderless } = this.#ready(view);
    for (const [node, share] of ready) {
      const busy = this.#busySlots.get(node) ?? new Set();
      this.#busySlots.set(node, busy);
      const slot = firstFree(busy);
      if (slot < SLOTS) void this.#fetch(share, slot, busy);
    }
    if (leaderless) this.#refresh();
  }

  #ready(view: View): { ready: Map<number, Share>; leaderless: boolean } {
    const now = performance.now();
    const ready = new Map<number, Share>();
    let leaderless = false;
    let wait = Number.POSITIVE_INFINITY;
    for (const reading of this.#ports.readings.values()) {
      if (reading.busy || reading.paused) continue;
      if (reading.notBefore > now) {
        wait = Math.min(wait, reading.notBefore - now);
        continue;
      }
      const node = view.leaders.get(reading.partition)?.node ?? -1;
      const to = view.brokers.get(node);
      const share = ready.get(node);
      if (to === undefined) leaderless = true;
      else if (share) share.readings.push(reading);
      else ready.set(node, { node, to, view, readings: [reading] });
    }
    if (wait < Number.POSITIVE_INFINITY) this.#later(wait);
    return { ready, leaderless };
  }

  async #fetch(share: Share, slot: number, busy: Set<number>): Promise<void> {
    const { node, readings } = share;
    busy.add(slot);
    for (const reading of readings) reading.busy = true;
    try {
      const answer = await this.#request(share, slot);
      this.#outage(node).over();
      for (const each of answer.partitions) {
        const reading = readings.find(({ partition }) => partition === each.partition);
        if (reading && this.#isCurrent(reading)) await this.#take(reading, each);
      }
    } catch (error) {
      if (this.#stopped) return;
      this.#outage(node).failed(reasonOf(error));
      this.#putOff(readings);
    } finally {
      busy.delete(slot);
      for (const reading of readings) reading.busy = false;
      this.poke();
    }
  }

  async #request({ to, view, readings }: Share, slot: number): Promise<FetchAnswer> {
    this.#turn += 1;
    const from = this.#turn % readings.length;
    const partitions = [...readings.slice(from), ...readings.slice(0, from)].map(({ partition, offset }) => ({
      partition,
      offset,
      leaderEpoch: view.leaders.get(partition)?.epoch ?? -1,
    }));
    const { topic, isolation, connections } = this.#ports;
    const answer = await connections.call({ purpose: 'fetch', to, slot }, (connection) =>
      fetchRecords(connection, { topic, isolation, partitions }),
    );
    if (answer.errorCode !== 0) throw new Error(refusal(answer.errorCode).name);
    return answer;
  }

  async #take(reading: Reading, answer: FetchedPartition): Promise<void> {
    const { name, kind } = refusal(answer.errorCode);
    if (kind === 'range') return this.#ports.outOfRange(reading);
    if (kind !== undefined) {
      // Leaders move all the time; a refusal of another kind will not pass by itself.
      if (kind === 'other') reading.outage.failed(name);
      return this.#putOff([reading]);
    }
    try {
      const { records, next } = decodeRecords(answer.records, reading.offset, answer.aborted);
      reading.outage.over();
      if (next === reading.offset) return;
      reading.offset = next;
      this.#ports.records(reading.partition, records, next);
    } catch (error) {
      reading.outage.failed(`offset ${reading.offset} cannot be read: ${reasonOf(error)}`);
      this.#putOff([reading]);
    }
  }

  #putOff(readings: readonly Reading[]): void {
    for (const reading of readings) reading.notBefore = performance.now() + RETRY_MS;
    this.#refresh();
  }

  #refresh(): void {
    this.#ports.view.refresh().then(
      () => this.#later(0),
      () => this.#later(RETRY_MS),
    );
  }

  #later(ms: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.poke(), ms);
  }

  #isCurrent(reading: Reading): boolean {
    return this.#ports.readings.get(reading.partition) === reading;
  }

  #outage(node: number): Outage {
    let outage = this.#outages.get(node);
    if (outage === undefined) {
      outage = new Outage(`reading from broker ${node}`, this.#ports.log);
      this.#outages.set(node, outage);
    }
    return outage;
  }
}

function firstFree(busy: ReadonlySet<number>): number {
  let slot = 0;
  while (busy.has(slot)) slot += 1;
  return slot;
}
