/**
 * Which broker leads which partition, and the links to them. Metadata is asked of any broker that answers: brokers in
 * random order, the next one beside the first when it is slow, since the one asked may be the silent one.
 */
import { BrokerLink, LinkError, type LinkOptions } from './broker-link.ts';
import { type Kafkajs, loadKafkajs } from './kafkajs.ts';

const METADATA_MS = 2_000;
const HEDGE_MS = 400;
/** Failing connects to one broker are not tried more often than this. */
const RECONNECT_MS = 100;

interface TopicView {
  readonly partitions: number;
  /** By partition; undefined: no leader now. */
  readonly leaders: readonly (number | undefined)[];
  /** Kafka's error code of the topic: 3 unknown, 29 not authorized, 0 fine. */
  readonly error: number;
}

export class ClusterView {
  readonly #bootstrap: readonly string[];
  readonly #options: LinkOptions;
  readonly #links = new Map<string, Promise<BrokerLink>>();
  readonly #failedAt = new Map<string, number>();
  #addresses = new Map<number, string>();
  #topics = new Map<string, TopicView>();
  #refreshing: Promise<void> | undefined;
  #kafkajs: Promise<Kafkajs> | undefined;

  constructor(bootstrap: readonly string[], options: LinkOptions) {
    this.#bootstrap = bootstrap;
    this.#options = options;
  }

  topic(name: string): TopicView | undefined {
    return this.#topics.get(name);
  }

  leader(topic: string, partition: number): number | undefined {
    return this.#topics.get(topic)?.leaders[partition];
  }

  kafkajs(): Promise<Kafkajs> {
    this.#kafkajs ??= loadKafkajs();
    return this.#kafkajs;
  }

  /** The link to a broker by its id, opened when there is none that is sound. */
  async link(node: number): Promise<BrokerLink> {
    const address = this.#addresses.get(node);
    if (address === undefined) throw new LinkError(`broker ${node} is not in the cluster's metadata`);
    return this.#open(address);
  }

  /** Asks about all topics known so far and `topics`; callers at the same time share one request. */
  async refresh(topics: readonly string[] = []): Promise<void> {
    if (this.#refreshing && topics.every((name) => this.#topics.has(name))) return this.#refreshing;
    await this.#refreshing?.catch(() => {});
    const names = [...new Set([...this.#topics.keys(), ...topics])];
    this.#refreshing = this.#refresh(names).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** Any broker that answers `ask`, at most two at a time. */
  async any<T>(ask: (link: BrokerLink) => Promise<T>): Promise<T> {
    const addresses = shuffled(new Set([...this.#addresses.values(), ...this.#bootstrap]));
    const failures: Error[] = [];
    return new Promise<T>((resolve, reject) => {
      let running = 0;
      let next = 0;
      const start = () => {
        const address = addresses[next++];
        if (address === undefined) {
          if (running === 0) reject(failures.at(-1) ?? new LinkError('no broker is known'));
          return;
        }
        running += 1;
        const hedge = setTimeout(() => {
          if (running < 2) start();
        }, HEDGE_MS);
        this.#open(address)
          .then(ask)
          .then(resolve, (error: Error) => {
            failures.push(error);
          })
          .finally(() => {
            clearTimeout(hedge);
            running -= 1;
            start();
          });
      };
      start();
    });
  }

  closeAll(reason?: Error): void {
    for (const link of this.#links.values()) link.then((each) => each.close(reason)).catch(() => {});
    this.#links.clear();
  }

  async #refresh(names: readonly string[]): Promise<void> {
    const answer = await this.any((link) => link.metadata(names, METADATA_MS));
    if (answer.brokers.length === 0) throw new LinkError('the cluster names no brokers');
    this.#addresses = new Map(answer.brokers.map(({ nodeId, host, port }) => [nodeId, `${host}:${port}`]));
    for (const { topic, topicErrorCode, partitionMetadata } of answer.topicMetadata) {
      const leaders: (number | undefined)[] = [];
      for (const { partitionId, leader } of partitionMetadata)
        leaders[partitionId] = leader < 0 ? undefined : leader;
      const known = this.#topics.get(topic);
      // A broker that restarts may not know a topic yet: partitions once seen do not vanish.
      if (known && leaders.length < known.partitions) continue;
      this.#topics.set(topic, { partitions: leaders.length, leaders, error: topicErrorCode });
    }
  }

  async #open(address: string): Promise<BrokerLink> {
    const existing = this.#links.get(address);
    if (existing) {
      const link = await existing.catch(() => undefined);
      if (link?.usable) return link;
      if (this.#links.get(address) === existing) this.#links.delete(address);
      else return this.#open(address);
    }
    const wait = (this.#failedAt.get(address) ?? 0) + RECONNECT_MS - Date.now();
    if (wait > 0) throw new LinkError(`${address} refused a connection ${RECONNECT_MS - wait} ms ago`);
    const opening = this.kafkajs().then((kafkajs) => BrokerLink.open(kafkajs, address, this.#options));
    this.#links.set(address, opening);
    opening.catch(() => this.#failedAt.set(address, Date.now()));
    return opening;
  }
}

function shuffled(addresses: Iterable<string>): string[] {
  const list = [...addresses];
  for (let index = list.length - 1; index > 0; index -= 1) {
    const other = Math.floor(Math.random() * (index + 1));
    [list[index], list[other]] = [list[other] as string, list[index] as string];
  }
  return list;
}
