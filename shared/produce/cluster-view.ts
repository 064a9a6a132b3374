/**
 * Which broker leads which partition, and the links to them. Metadata is asked of any broker that answers: brokers in
 * random order, the next one beside the first when it is slow, since the one asked may be the silent one.
 */
import { BrokerLink, LinkError, type LinkOptions } from './broker-link.ts';
import { now } from './clock.ts';
import { type Kafkajs, loadKafkajs } from './kafkajs.ts';
import { metadataRequest } from './metadata-request.ts';

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
  readonly #opening = new Map<string, Promise<BrokerLink>>();
  readonly #links = new Map<string, BrokerLink>();
  readonly #failedAt = new Map<string, number>();
  #addresses = new Map<number, string>();
  #topics = new Map<string, TopicView>();
  #wanted = new Set<string>();
  #refreshing: { readonly names: ReadonlySet<string>; readonly done: Promise<void> } | undefined;
  #kafkajs: Promise<Kafkajs> | undefined;
  #closed = false;

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

  /** Asks about all topics asked for so far and `topics`; callers at the same time share one request. */
  async refresh(topics: readonly string[] = []): Promise<void> {
    for (const topic of topics) this.#wanted.add(topic);
    while (this.#refreshing) {
      const { names, done } = this.#refreshing;
      if (topics.every((topic) => names.has(topic))) return done;
      await done.catch(() => {});
    }
    const names = new Set(this.#wanted);
    const done = this.#refresh([...names]).finally(() => {
      this.#refreshing = undefined;
    });
    this.#refreshing = { names, done };
    return done;
  }

  /** The first answer to `ask` from any broker. */
  async any<T>(ask: (link: BrokerLink) => Promise<T>): Promise<T> {
    const addresses = shuffled(new Set([...this.#addresses.values(), ...this.#bootstrap]));
    return new Promise<T>((resolve, reject) => {
      let answered = false;
      let running = 0;
      const next = (failure: Error) => {
        if (answered) return;
        const address = addresses.pop();
        if (address === undefined) {
          if (running === 0) reject(failure);
          return;
        }
        running += 1;
        const hedge = setTimeout(next, HEDGE_MS, failure);
        this.#open(address)
          .then(ask)
          .then(
            (answer) => {
              answered = true;
              clearTimeout(hedge);
              resolve(answer);
            },
            (error: Error) => {
              clearTimeout(hedge);
              running -= 1;
              next(error);
            },
          );
      };
      next(new LinkError('no broker is known'));
    });
  }

  close(): void {
    this.#closed = true;
    for (const link of this.#links.values()) link.close();
    this.#links.clear();
  }

  async #refresh(names: readonly string[]): Promise<void> {
    const request = metadataRequest(await this.kafkajs(), names);
    const answer = await this.any((link) => link.send(request, METADATA_MS));
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
    const link = this.#links.get(address);
    if (link?.usable) return link;
    return this.#opening.get(address) ?? this.#opens(address);
  }

  #opens(address: string): Promise<BrokerLink> {
    const ago = now() - (this.#failedAt.get(address) ?? Number.NEGATIVE_INFINITY);
    if (ago < RECONNECT_MS) {
      return Promise.reject(new LinkError(`${address} refused a connection ${Math.round(ago)} ms ago`));
    }
    const opening = this.kafkajs()
      .then((kafkajs) => BrokerLink.open(kafkajs, address, this.#options))
      .then(
        (link) => {
          this.#opening.delete(address);
          this.#links.get(address)?.retire();
          this.#links.set(address, link);
          if (this.#closed) link.close();
          return link;
        },
        (error: Error) => {
          this.#opening.delete(address);
          this.#failedAt.set(address, now());
          throw error;
        },
      );
    this.#opening.set(address, opening);
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
