/**
 * The produce session: takes sealed batches and sends each, unchanged and under the same producer id and sequence, to
 * whichever broker leads its partition now, until it is acknowledged or its time is over.
 *
 * Why not kafkajs' send(): on a retry it skips brokers that have answered for other partitions (a record is lost while
 * send() resolves) and takes a failed batch's sequence number back (the broker then drops the next batch as a repeat).
 *
 * One loop: #pump looks at every partition with work and sends what can be sent; it runs when a batch is sealed, an
 * answer arrives, a connection opens, and every 100 ms while anything is under way.
 */
import type { Batch } from './batch.ts';
import { type BrokerError, brokerError, CONNECTION_LOST } from './broker-error.ts';
import type { BrokerLink, LinkOptions } from './broker-link.ts';
import { ClusterView } from './cluster-view.ts';
import type { Kafkajs } from './kafkajs.ts';
import { PartitionQueue } from './partition-queue.ts';
import { produceRequest } from './produce-request.ts';
import type { ProducerIdentity } from './record-batch.ts';

/** The leader answers REQUEST_TIMED_OUT after the first; a broker that says nothing until the second is gone. */
const REPLICATION_MS = 2_500;
const SILENCE_MS = 3_500;
const REQUESTS_IN_FLIGHT = 5;
const REQUEST_BYTES = 1_048_576;
const TICK_MS = 100;
/** A tick later than this means that the process did not run: Lambda froze it, or the machine slept. */
const FROZEN_MS = 3_000;
const METADATA_MAX_AGE_MS = 60_000;

interface Node {
  link: BrokerLink | undefined;
  opening: boolean;
  requests: number;
}

export class Session {
  readonly view: ClusterView;
  readonly #queues = new Map<string, PartitionQueue>();
  readonly #active = new Set<PartitionQueue>();
  readonly #nodes = new Map<number, Node>();
  #kafkajs: Kafkajs | undefined;
  #producer: ProducerIdentity | undefined;
  #starting: Promise<void> | undefined;
  #acquiring = new Set<PartitionQueue>();
  #refreshing = false;
  #refreshedAt = 0;
  #tick: NodeJS.Timeout | undefined;
  #tickedAt = 0;
  #idle: (() => void)[] = [];

  constructor(bootstrap: readonly string[], options: LinkOptions) {
    this.view = new ClusterView(bootstrap, options);
  }

  get ready(): boolean {
    return this.#producer !== undefined;
  }

  /** Connects and gets a producer id; again after a failure, once for concurrent callers. */
  start(): Promise<void> {
    this.#starting ??= this.#start().catch((error) => {
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  push(batch: Batch): void {
    const key = `${batch.partition} ${batch.topic}`;
    let queue = this.#queues.get(key);
    if (queue === undefined) {
      if (this.#producer === undefined) throw new Error('push() before start()');
      queue = new PartitionQueue(batch.topic, batch.partition, this.#producer);
      this.#queues.set(key, queue);
    }
    queue.push(batch);
    this.#active.add(queue);
    this.#pump();
  }

  /** Resolves when nothing is under way any more. */
  idle(): Promise<void> {
    if (this.#active.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle.push(resolve);
    });
  }

  close(): void {
    clearInterval(this.#tick);
    this.#tick = undefined;
    this.#nodes.clear();
    this.view.closeAll();
  }

  async #start(): Promise<void> {
    this.#kafkajs = await this.view.kafkajs();
    await this.view.refresh();
    this.#refreshedAt = Date.now();
    this.#producer = await this.#newProducer();
  }

  async #newProducer(): Promise<ProducerIdentity> {
    const { producerId, producerEpoch } = await this.view.any((link) => link.initProducerId(REPLICATION_MS));
    return { id: BigInt(producerId), epoch: producerEpoch };
  }

  #pump(): void {
    const now = Date.now();
    this.#watch(now);
    for (const queue of this.#active) {
      queue.expire(now);
      if (queue.empty) this.#active.delete(queue);
      else if (queue.needsProducer) this.#acquire(queue);
    }
    if (now - this.#refreshedAt > METADATA_MAX_AGE_MS) this.#refresh();
    while (this.#sendRound(now)) {
      // Each round takes at most one batch of each partition: so many may share a request.
    }
    if (this.#active.size === 0) this.#rest();
  }

  #sendRound(now: number): boolean {
    const requests = new Map<number, { batches: Batch[]; bytes: number }>();
    for (const queue of this.#active) {
      const leader = this.view.leader(queue.topic, queue.partition);
      if (leader === undefined) {
        this.#refresh();
        continue;
      }
      const node = this.#node(leader);
      const request = requests.get(leader);
      if (node.link === undefined || node.requests + (request ? 0 : 1) > REQUESTS_IN_FLIGHT) continue;
      if (request && request.bytes > REQUEST_BYTES) continue;
      const batch = queue.take(now, leader);
      if (batch === undefined) continue;
      if (request) {
        request.batches.push(batch);
        request.bytes += batch.bytes.length;
      } else {
        requests.set(leader, { batches: [batch], bytes: batch.bytes.length });
        node.requests += 1;
      }
    }
    for (const [leader, { batches }] of requests) void this.#send(this.#node(leader), batches);
    return requests.size > 0;
  }

  async #send(node: Node, batches: readonly Batch[]): Promise<void> {
    const { link } = node;
    try {
      if (link === undefined || this.#kafkajs === undefined) throw new Error('no link');
      const answer = await link.send(produceRequest(this.#kafkajs, batches, REPLICATION_MS), SILENCE_MS);
      const answered = new Map<Batch, readonly [code: number, baseOffset: string]>();
      for (const { topicName, partitions } of answer.topics) {
        for (const { partition, errorCode, baseOffset } of partitions) {
          const batch = batches.find((each) => each.partition === partition && each.topic === topicName);
          if (batch) answered.set(batch, [errorCode, baseOffset]);
        }
      }
      for (const batch of batches) this.#answered(batch, answered.get(batch), link.address);
    } catch (error) {
      for (const batch of batches) this.#attemptFailed(batch, CONNECTION_LOST, (error as Error).message);
    }
    node.requests -= 1;
    this.#pump();
  }

  #answered(batch: Batch, answer: readonly [number, string] | undefined, address: string): void {
    if (answer === undefined) {
      this.#attemptFailed(batch, CONNECTION_LOST, `${address} did not answer for this partition`);
      return;
    }
    const [code, baseOffset] = answer;
    const error = code === 0 ? undefined : brokerError(code);
    if (error === undefined || error.next === 'acknowledged') {
      this.#queueOf(batch)?.acknowledged(batch, error ? -1n : BigInt(baseOffset));
    } else {
      this.#attemptFailed(batch, error, `${address} answered ${error.code}`);
    }
  }

  #attemptFailed(batch: Batch, error: BrokerError, message: string): void {
    this.#queueOf(batch)?.failed(batch, error, message, Date.now());
    if (error.refresh) this.#refresh();
  }

  #queueOf({ topic, partition }: Batch): PartitionQueue | undefined {
    return this.#queues.get(`${partition} ${topic}`);
  }

  /** The broker with a sound link, or on the way to one. */
  #node(id: number): Node {
    let node = this.#nodes.get(id);
    if (node === undefined) {
      node = { link: undefined, opening: false, requests: 0 };
      this.#nodes.set(id, node);
    }
    if (node.link && !node.link.usable) node.link = undefined;
    if (node.link === undefined && !node.opening) this.#connect(id, node);
    return node;
  }

  #connect(id: number, node: Node): void {
    node.opening = true;
    this.view.link(id).then(
      (link) => {
        node.opening = false;
        node.link = link;
        this.#pump();
      },
      (error: Error) => {
        node.opening = false;
        for (const queue of this.#active) queue.note(error);
        this.#refresh();
      },
    );
  }

  #acquire(queue: PartitionQueue): void {
    if (this.#acquiring.has(queue)) return;
    this.#acquiring.add(queue);
    this.#newProducer().then(
      (producer) => {
        this.#acquiring.delete(queue);
        if (queue.needsProducer) queue.begin(producer);
        this.#pump();
      },
      (error: Error) => {
        this.#acquiring.delete(queue);
        queue.note(error);
      },
    );
  }

  #refresh(): void {
    if (this.#refreshing) return;
    this.#refreshing = true;
    const done = () => {
      this.#refreshedAt = Date.now();
      setTimeout(() => {
        this.#refreshing = false;
      }, 50).unref();
      this.#pump();
    };
    this.view.refresh().then(done, (error: Error) => {
      for (const queue of this.#active) queue.note(error);
      done();
    });
  }

  #watch(now: number): void {
    if (this.#tick === undefined) {
      if (this.#active.size === 0) return;
      this.#tick = setInterval(() => this.#pump(), TICK_MS);
      this.#tickedAt = now;
      return;
    }
    const gap = now - this.#tickedAt;
    this.#tickedAt = now;
    if (gap < FROZEN_MS) return;
    for (const queue of this.#active) queue.extend(gap);
    this.view.closeAll();
    this.#refresh();
  }

  #rest(): void {
    clearInterval(this.#tick);
    this.#tick = undefined;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
