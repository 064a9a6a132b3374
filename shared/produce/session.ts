/**
 * The produce session: takes sealed batches and sends each, unchanged and under the same producer id and sequence, to
 * whichever broker leads its partition now, until it is acknowledged or its time is over.
 *
 * Why not kafkajs' send(): on a retry it skips brokers that have answered for other partitions (a record is lost while
 * send() resolves) and takes a failed batch's sequence number back (the broker then drops the next batch as a repeat).
 *
 * One loop: #pump looks at every partition with work and sends what can be sent. It runs once in a turn of the event
 * loop in which a batch was sealed, an answer arrived or a connection opened, and every 100 ms while anything is under
 * way; always after the turn's input was read, so that an answer that is already here is not taken for a missing one.
 */
import type { Batch } from './batch.ts';
import { type BrokerError, brokerError, CONNECTION_LOST, NO_CONNECTION } from './broker-error.ts';
import { LinkError, type LinkOptions } from './broker-link.ts';
import { type Broker, Brokers } from './brokers.ts';
import { now } from './clock.ts';
import { ClusterView } from './cluster-view.ts';
import { PartitionQueue } from './partition-queue.ts';
import { produceRequest } from './produce-request.ts';
import { producerIdRequest } from './producer-id-request.ts';
import type { ProducerIdentity } from './record-batch.ts';
import { Refresher } from './refresher.ts';

/** The leader answers REQUEST_TIMED_OUT after the first; a broker that says nothing until the second is gone. */
const REPLICATION_MS = 2_500;
const SILENCE_MS = 3_500;
const REQUEST_BYTES = 1_048_576;
const TICK_MS = 100;

export class Session {
  readonly view: ClusterView;
  readonly #queues = new Map<string, PartitionQueue>();
  readonly #active = new Set<PartitionQueue>();
  readonly #brokers: Brokers;
  readonly #acquiring = new Set<PartitionQueue>();
  readonly #refresher: Refresher;
  #producer: ProducerIdentity | undefined;
  #starting: Promise<void> | undefined;
  #pumping = false;
  #tick: NodeJS.Timeout | undefined;
  #idle: (() => void)[] = [];

  constructor(bootstrap: readonly string[], options: LinkOptions) {
    this.view = new ClusterView(bootstrap, options);
    this.#refresher = new Refresher(this.view, (error) => {
      if (error) for (const queue of this.#active) queue.note(error);
      this.#wake();
    });
    this.#brokers = new Brokers(this.view, {
      opened: () => this.#wake(),
      failed: (id, error) => {
        for (const queue of this.#active) {
          if (this.view.leader(queue.topic, queue.partition) === id) queue.note(error);
        }
        this.#refresher.stale();
      },
      stale: () => this.#refresher.stale(),
    });
  }

  get ready(): boolean {
    return this.#producer !== undefined;
  }

  /** Connects and gets a producer id; again after a failure, once for concurrent callers. */
  start(): Promise<void> {
    this.#starting ??= this.#newProducer().then(
      (producer) => {
        this.#producer = producer;
      },
      (error: Error) => {
        this.#starting = undefined;
        throw error;
      },
    );
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
    this.#tick ??= setInterval(() => this.#wake(), TICK_MS);
    this.#wake();
  }

  /** A batch pushed now would only wait. */
  full(topic: string, partition: number): boolean {
    return this.#queues.get(`${partition} ${topic}`)?.full ?? false;
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
    this.view.close();
  }

  async #newProducer(): Promise<ProducerIdentity> {
    return this.view.any((link) => link.send(producerIdRequest, REPLICATION_MS));
  }

  #wake(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    setImmediate(() => {
      this.#pumping = false;
      this.#pump(now());
    });
  }

  #pump(at: number): void {
    for (const queue of this.#active) {
      queue.expire(at);
      if (queue.empty) this.#active.delete(queue);
      else if (queue.needsProducer) this.#acquire(queue);
    }
    if (this.#active.size === 0) {
      this.#rest();
      return;
    }
    this.#refresher.check(at);
    while (this.#sendRound(at)) {
      // Each round takes at most one batch of each partition: so many may share a request.
    }
  }

  #sendRound(at: number): boolean {
    const requests = new Map<Broker, { batches: Batch[]; bytes: number }>();
    for (const queue of this.#active) {
      const leader = this.view.leader(queue.topic, queue.partition);
      if (leader === undefined) {
        this.#refresher.stale();
        continue;
      }
      const broker = this.#brokers.ready(leader, at);
      if (broker === undefined) continue;
      const request = requests.get(broker);
      if (request && request.bytes > REQUEST_BYTES) continue;
      const batch = queue.take(at, leader);
      if (batch === undefined) continue;
      if (request) {
        request.batches.push(batch);
        request.bytes += batch.bytes.length;
      } else {
        requests.set(broker, { batches: [batch], bytes: batch.bytes.length });
      }
    }
    for (const [broker, { batches }] of requests) void this.#send(broker, batches);
    return requests.size > 0;
  }

  async #send(broker: Broker, batches: readonly Batch[]): Promise<void> {
    const { link } = broker;
    broker.requests += 1;
    try {
      if (link === undefined) throw new LinkError('the connection was closed', { sent: false });
      const answer = await link.send(
        produceRequest(await this.view.kafkajs(), batches, REPLICATION_MS),
        SILENCE_MS,
      );
      broker.notBefore = now() + answer.clientSideThrottleTime;
      const answered = new Map<string, readonly [code: number, baseOffset: string]>();
      for (const { topicName, partitions } of answer.topics) {
        for (const { partition, errorCode, baseOffset } of partitions) {
          answered.set(`${partition} ${topicName}`, [errorCode, baseOffset]);
        }
      }
      for (const batch of batches) {
        this.#answered(batch, answered.get(`${batch.partition} ${batch.topic}`), link.address);
      }
    } catch (error) {
      const { sent, message } = error as LinkError;
      const lost = sent === false ? NO_CONNECTION : CONNECTION_LOST;
      for (const batch of batches) this.#attemptFailed(batch, lost, message);
    }
    broker.requests -= 1;
    this.#wake();
  }

  #answered(batch: Batch, answer: readonly [number, string] | undefined, address: string): void {
    if (answer === undefined) {
      this.#attemptFailed(batch, CONNECTION_LOST, `${address} did not answer for this partition`);
      return;
    }
    const [code, baseOffset] = answer;
    const error = code === 0 ? undefined : brokerError(code);
    if (error === undefined || error.next === 'acknowledged') {
      this.#queueOf(batch)?.acknowledged(batch, error ? -1n : BigInt(baseOffset), now());
    } else {
      this.#attemptFailed(batch, error, `${address} answered ${error.code}`);
    }
  }

  #attemptFailed(batch: Batch, error: BrokerError, message: string): void {
    this.#queueOf(batch)?.failed(batch, error, message, now());
    if (error.refresh) this.#refresher.stale();
  }

  #queueOf({ topic, partition }: Batch): PartitionQueue | undefined {
    return this.#queues.get(`${partition} ${topic}`);
  }

  #acquire(queue: PartitionQueue): void {
    if (this.#acquiring.has(queue)) return;
    this.#acquiring.add(queue);
    this.#newProducer()
      .then(
        (producer) => {
          if (queue.needsProducer) queue.begin(producer);
          this.#wake();
        },
        (error: Error) => queue.note(error),
      )
      .finally(() => this.#acquiring.delete(queue));
  }

  #rest(): void {
    clearInterval(this.#tick);
    this.#tick = undefined;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
