/** One plaintext connection a broker, and who leads which partition; asked anew after anything failed. */
import { Connection, metadataV12 } from '@platformatic/kafka';

export interface Led {
  readonly topic: string;
  readonly topicId: string;
  readonly index: number;
}

const CONNECT_MS = 2_000;
const REQUEST_MS = 5_000;

export class BrokerConnections {
  readonly #bootstrap: readonly string[];
  readonly #open = new Map<string, Connection>();
  #brokers = new Map<number, string>();
  #leaders = new Map<string, number>();

  /** `host:port` list. */
  constructor(bootstrap: string) {
    this.#bootstrap = bootstrap.split(',');
  }

  /** All partitions of the topics, from the first broker that answers. */
  async partitions(topics: readonly string[]): Promise<readonly Led[]> {
    let failure: unknown;
    for (const address of new Set([...this.#brokers.values(), ...this.#bootstrap])) {
      try {
        const answer = await metadataV12.api.async(await this.#connection(address), [...topics], false);
        this.#brokers = new Map(answer.brokers.map(({ nodeId, host, port }) => [nodeId, `${host}:${port}`]));
        const found = answer.topics.flatMap(({ name, topicId, partitions }) =>
          partitions.map((each) => ({ ...each, topic: name ?? '', topicId, index: each.partitionIndex })),
        );
        this.#leaders = new Map(found.map(({ topic, index, leaderId }) => [`${topic}-${index}`, leaderId]));
        return found.map(({ topic, topicId, index }) => ({ topic, topicId, index }));
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }

  /** Asks every leader for its share of the partitions, all leaders at once. */
  async atLeaders<P extends Led>(
    partitions: readonly P[],
    ask: (connection: Connection, share: readonly P[]) => Promise<void>,
  ): Promise<void> {
    const shares = Map.groupBy(partitions, ({ topic, index }) => this.#leaders.get(`${topic}-${index}`));
    await Promise.all(
      [...shares].map(async ([leader, share]) => {
        const address = leader === undefined ? undefined : this.#brokers.get(leader);
        if (address === undefined) throw new Error(`no leader for ${share[0]?.topic}-${share[0]?.index}`);
        await ask(await this.#connection(address), share);
      }),
    );
  }

  close(): void {
    for (const connection of this.#open.values()) void connection.close().catch(() => {});
    this.#open.clear();
  }

  async #connection(address: string): Promise<Connection> {
    const open = this.#open.get(address);
    if (open) return open;
    const connection = new Connection('accounting', {
      connectTimeout: CONNECT_MS,
      requestTimeout: REQUEST_MS,
    });
    // An emitter without a listener for 'error' throws; the failed request says the same to its caller.
    connection.on('error', () => this.#open.delete(address));
    const colon = address.lastIndexOf(':');
    await connection.connect(address.slice(0, colon), Number(address.slice(colon + 1)));
    this.#open.set(address, connection);
    return connection;
  }
}
