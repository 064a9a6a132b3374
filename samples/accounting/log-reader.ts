/**
 * Reads topics from their beginning and goes on from where it was. Without a group, by a client that is not the
 * functions': a fault of theirs must not hide itself here. A record is read once all in-sync replicas have it.
 */
import { type Connection, fetchV17, listOffsetsV9 } from '@platformatic/kafka';
import { BrokerConnections, type Led } from './broker-connections.ts';

export interface LogRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [name: string, value: Buffer])[];
}

interface Partition extends Led {
  /** Next to read. */
  position: number;
  end: number;
}

type Batches = NonNullable<
  Awaited<ReturnType<typeof fetchV17.api.async>>['responses'][number]['partitions'][number]['records']
>;

const EARLIEST = -2n;
const READ_COMMITTED = 1;
const CONTROL = 0x20;
const FETCH_BYTES = 16 * 1024 * 1024;
const PARTITION_BYTES = 2 * 1024 * 1024;

export class LogReader {
  readonly #topics: readonly string[];
  readonly #brokers: BrokerConnections;
  readonly #partitions = new Map<string, Partition>();
  #stale = true;
  #unread: LogRecord[] = [];

  /** `bootstrap`: `host:port` list of a plaintext listener. */
  constructor(bootstrap: string, topics: readonly string[]) {
    this.#topics = topics;
    this.#brokers = new BrokerConnections(bootstrap);
  }

  /**
   * Everything since the last call, up to the ends of the topics. After an error nothing is lost: the next call begins
   * with what was read before it.
   */
  async read(): Promise<readonly LogRecord[]> {
    try {
      if (this.#stale) await this.#refresh();
      this.#stale = false;
      for (let behind = [...this.#partitions.values()]; behind.length > 0; ) {
        await this.#brokers.atLeaders(behind, (connection, share) => this.#fetch(connection, share));
        behind = behind.filter(({ position, end }) => position < end);
      }
    } catch (error) {
      this.#stale = true;
      this.#brokers.close();
      throw error;
    }
    const read = this.#unread;
    this.#unread = [];
    return read;
  }

  close(): void {
    this.#brokers.close();
  }

  async #refresh(): Promise<void> {
    const found = await this.#brokers.partitions(this.#topics);
    const missing = this.#topics.find((name) => !found.some(({ topic }) => topic === name));
    if (missing !== undefined) throw new Error(`the brokers know no topic '${missing}'`);
    const added = found.filter((each) => !this.#partitions.has(idOf(each)));
    await this.#brokers.atLeaders(added, (connection, share) => this.#begin(connection, share));
  }

  /** Not at 0: retention may have removed the first records. */
  async #begin(connection: Connection, share: readonly Led[]): Promise<void> {
    const asked = [...Map.groupBy(share, ({ topic }) => topic)].map(([name, each]) => ({
      name,
      partitions: each.map(({ index }) => ({
        partitionIndex: index,
        currentLeaderEpoch: -1,
        timestamp: EARLIEST,
      })),
    }));
    const { topics } = await listOffsetsV9.api.async(connection, -1, READ_COMMITTED, asked);
    const offsets = new Map(
      topics.flatMap(({ name, partitions }) =>
        partitions.map((each) => [`${name}-${each.partitionIndex}`, Number(each.offset)] as const),
      ),
    );
    for (const led of share) {
      const position = offsets.get(idOf(led));
      if (position === undefined) throw new Error(`no broker says where ${idOf(led)} begins`);
      this.#partitions.set(idOf(led), { ...led, position, end: position });
    }
  }

  async #fetch(connection: Connection, share: readonly Partition[]): Promise<void> {
    const asked = [...Map.groupBy(share, ({ topicId }) => topicId)].map(([topicId, each]) => ({
      topicId,
      partitions: each.map(({ index, position }) => ({
        partition: index,
        currentLeaderEpoch: -1,
        fetchOffset: BigInt(position),
        lastFetchedEpoch: -1,
        partitionMaxBytes: PARTITION_BYTES,
      })),
    }));
    const answer = await fetchV17.api.async(
      connection,
      ...([0, 0, FETCH_BYTES, READ_COMMITTED, 0, -1, asked, [], ''] satisfies fetchV17.FetchRequest),
    );
    for (const { topicId, partitions } of answer.responses) {
      for (const { partitionIndex, lastStableOffset, records } of partitions) {
        const partition = share.find((each) => each.topicId === topicId && each.index === partitionIndex);
        if (partition === undefined) continue;
        partition.end = Number(lastStableOffset);
        this.#take(partition, records ?? []);
      }
    }
  }

  #take(partition: Partition, batches: Batches): void {
    for (const { firstOffset, lastOffsetDelta, attributes, records } of batches) {
      const first = Number(firstOffset);
      for (const { offsetDelta, key, value, headers } of (attributes & CONTROL) === 0 ? records : []) {
        const offset = first + offsetDelta;
        // A batch is fetched whole, though reading goes on in its middle.
        if (offset < partition.position) continue;
        this.#unread.push({
          topic: partition.topic,
          partition: partition.index,
          offset,
          key,
          value,
          headers: headers.map(([name, content]) => [String(name), content ?? Buffer.alloc(0)]),
        });
      }
      partition.position = Math.max(partition.position, first + lastOffsetDelta + 1);
    }
  }
}

const idOf = ({ topic, index }: Led) => `${topic}-${index}` as const;
