/**
 * A topic as one member of a consumer group reads it.
 *
 * An offset the log no longer has: records that retention has taken are said and passed over, they are nowhere to be had;
 * a log that ends before the offset is another one (created anew, or cut), and read from its beginning.
 *
 * What a transaction has taken back is delivered unless `read_committed` is asked for: which of the two Lambda's pollers
 * do is not documented, Kafka's default is this, and a function that is right with them is right without.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { addressesOf } from '../../kafka/address.ts';
import { reasonOf } from '../../kafka/refusal.ts';
import type { RecordSource, SourceEvents } from '../record-source.ts';
import { ClusterView } from './cluster-view.ts';
import { Connections } from './connections.ts';
import type { Isolation } from './fetch.ts';
import { Fetcher } from './fetcher.ts';
import { GroupMember } from './group-member.ts';
import { GroupOffsets } from './group-offsets.ts';
import { Outage } from './outage.ts';
import { type Reading, readingOf } from './reading.ts';
import { startingPositions } from './starting-positions.ts';

export interface KafkaLogOptions {
  /** host:port list of plaintext listeners. */
  readonly bootstrap: string;
  readonly topic: string;
  readonly group: string;
  readonly clientId: string;
  readonly from: 'earliest' | 'latest';
  readonly isolation: Isolation;
  log(line: string): void;
}

const RETRY_MS = 200;
/** The start is not held up longer by a group whose last member was killed; the join goes on. */
const START_MS = 3000;

export class KafkaLog implements RecordSource {
  readonly #options: KafkaLogOptions;
  readonly #connections: Connections;
  readonly #view: ClusterView;
  readonly #member: GroupMember;
  readonly #offsets: GroupOffsets;
  readonly #fetcher: Fetcher;
  readonly #readings = new Map<number, Reading>();
  readonly #positions: Outage;
  readonly #first = Promise.withResolvers<void>();
  #events: SourceEvents | undefined;
  /** Another share of the group: what was begun for the last one is void. */
  #share = {};
  #stopped = false;

  constructor(options: KafkaLogOptions) {
    const { topic, group, isolation, log } = options;
    this.#options = options;
    this.#connections = new Connections(options.clientId);
    this.#view = new ClusterView(this.#connections, addressesOf(options.bootstrap), topic);
    this.#member = new GroupMember({
      group,
      topic,
      view: this.#view,
      connections: this.#connections,
      events: {
        joined: (partitions) => this.#joined(partitions),
        lost: () => this.#joined([]),
        rebalancing: async () => this.#events?.rebalancing(),
        log,
      },
    });
    this.#offsets = new GroupOffsets({
      connections: this.#connections,
      view: this.#view,
      member: this.#member,
      topic,
    });
    this.#positions = new Outage('starting positions', log);
    this.#fetcher = new Fetcher({
      topic,
      isolation,
      view: this.#view,
      connections: this.#connections,
      readings: this.#readings,
      records: (partition, records, next) => this.#events?.records(partition, records, next),
      outOfRange: (reading) => this.#outOfRange(reading),
      log,
    });
  }

  async start(events: SourceEvents): Promise<void> {
    this.#events = events;
    void this.#member.run();
    const late = setTimeout(this.#first.resolve, START_MS);
    await this.#first.promise;
    clearTimeout(late);
  }

  pause(partition: number): void {
    const reading = this.#readings.get(partition);
    if (reading) reading.paused = true;
  }

  resume(partition: number): void {
    const reading = this.#readings.get(partition);
    if (reading) reading.paused = false;
    this.#fetcher.poke();
  }

  commit(offsets: ReadonlyMap<number, number>): Promise<void> {
    return this.#offsets.commit(offsets);
  }

  async lag(): Promise<number> {
    const { partitions: count } = await this.#view.refresh();
    const partitions = Array.from({ length: count }, (_, partition) => partition);
    const [committed, starts, ends] = await Promise.all([
      this.#offsets.committed(partitions),
      this.#offsets.list(partitions, this.#options.from),
      this.#offsets.list(partitions, 'latest'),
    ]);
    return partitions.reduce((sum, partition) => {
      const at = committed.get(partition) ?? -1;
      const from = at >= 0 ? at : (starts.get(partition) ?? 0);
      return sum + Math.max(0, (ends.get(partition) ?? 0) - from);
    }, 0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#fetcher.stop();
    // A broker that does not hear of it finds out by the session's time-out.
    await this.#member.leave().catch(() => undefined);
    this.#connections.close();
  }

  #joined(partitions: readonly number[]): void {
    this.#share = {};
    const gone = [...this.#readings.keys()].filter((partition) => !partitions.includes(partition));
    for (const partition of gone) this.#readings.delete(partition);
    if (gone.length > 0) this.#events?.revoked(gone);
    const fresh = partitions.filter((partition) => !this.#readings.has(partition));
    if (fresh.length > 0) void this.#begin(fresh, this.#share);
    else if (partitions.length === 0 && this.#member.identity) this.#first.resolve();
    this.#fetcher.poke();
  }

  async #begin(partitions: readonly number[], share: object): Promise<void> {
    while (this.#share === share && !this.#stopped) {
      try {
        const assigned = await startingPositions({
          partitions,
          view: this.#view,
          offsets: this.#offsets,
          from: this.#options.from,
        });
        if (this.#share !== share || this.#stopped) return;
        this.#positions.over();
        for (const { partition, position } of assigned) {
          this.#readings.set(partition, readingOf(partition, position, this.#options.log));
        }
        this.#events?.assigned(assigned);
        this.#fetcher.poke();
        this.#first.resolve();
        return;
      } catch (error) {
        if (this.#share === share) this.#positions.failed(reasonOf(error));
        await sleep(RETRY_MS);
      }
    }
  }

  async #outOfRange(reading: Reading): Promise<void> {
    const { partition, offset } = reading;
    const [starts, ends] = await Promise.all([
      this.#offsets.list([partition], 'earliest'),
      this.#offsets.list([partition], 'latest'),
    ]);
    const [start, end] = [starts.get(partition), ends.get(partition)];
    if (start === undefined || end === undefined)
      throw new Error(`partition ${partition} has no offsets now`);
    if (this.#readings.get(partition) !== reading) return;
    if (offset < start) {
      this.#options.log(
        `LOST: partition ${partition}: offsets ${offset} to ${start - 1} are no longer in the log (retention)`,
      );
      reading.offset = start;
      this.#events?.records(partition, [], start);
    } else if (offset > end) {
      this.#options.log(
        `partition ${partition}: the log ends at ${end}, before offset ${offset}: read again from ${start}`,
      );
      this.#readings.set(partition, readingOf(partition, start, this.#options.log));
      this.#events?.revoked([partition]);
      this.#events?.assigned([{ partition, position: start, committed: offset }]);
    }
  }
}
