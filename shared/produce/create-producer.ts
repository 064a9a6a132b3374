/**
 * A durable producer: acks=all, idempotent, snappy, linger 5 ms, batches of 32 KB, at most 5 in flight, keys where
 * Java's murmur2 puts them, 120 s to deliver unless a deadline is given.
 *
 * Records published to one partition keep the order of the calls. A value over 900,000 encoded bytes goes to the claim
 * check if its topic declares one; records of its key that are published meanwhile wait for it.
 */
import type { ClaimCheck } from '../claim-check/claim-check.ts';
import { Accumulator } from './accumulator.ts';
import { Batch, type BatchFailure, type Waiter } from './batch.ts';
import { iamTokens } from './iam-token.ts';
import { partitionOfKey } from './murmur2.ts';
import { outgoingRecord } from './outgoing-record.ts';
import { ProduceError, type RecordFailure } from './produce-error.ts';
import type { Outgoing, Producer, Published, PublishOptions } from './producer.ts';
import type { RawRecord } from './record.ts';
import { sizeBound } from './record-batch.ts';
import { Session } from './session.ts';
import { TopicWait } from './topic-wait.ts';

export const LINGER_MS = 5;
export const BATCH_BYTES = 32 * 1024;
export const DELIVERY_MS = 120_000;
export const CLAIM_CHECK_BYTES = 900_000;
/** No broker of ours takes more: 3 MB and the headers of a retry record. */
const LARGEST_RECORD_BYTES = 3 * 1024 * 1024 + 64 * 1024;

export interface ProducerOptions {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  /** `iam`: TLS and SASL/OAUTHBEARER with a token of the process's AWS credentials. */
  readonly auth: { readonly kind: 'iam'; readonly region: string } | { readonly kind: 'plaintext' };
  /** The service in the `source` header. */
  readonly source: string;
  readonly claimCheck?: () => ClaimCheck;
  readonly lingerMs?: number;
}

export function createProducer(options: ProducerOptions): Producer {
  const session = new Session(options.brokers, {
    clientId: options.source,
    ssl: options.auth.kind === 'iam',
    connectMs: 5_000,
    ...(options.auth.kind === 'iam' && { token: iamTokens(options.auth.region) }),
  });
  const topics = new TopicWait(session);
  const accumulator = new Accumulator(
    { batchBytes: BATCH_BYTES, lingerMs: options.lingerMs ?? LINGER_MS },
    (batch) => session.push(batch),
  );
  const sticky = new Map<string, number>();
  const uploads = new Map<string, Promise<unknown>>();
  let closed = false;

  const partitionOf = (topic: string, key: Buffer | null, partitions: number): number => {
    if (key !== null) return partitionOfKey(key, partitions);
    // Keyless records fill one batch before they go to another partition.
    const count = (sticky.get(topic) ?? Math.floor(Math.random() * partitions * 32)) + 1;
    sticky.set(topic, count);
    return Math.floor(count / 32) % partitions;
  };

  const add = (
    record: RawRecord,
    topic: string,
    deadline: number,
    waiter: (index: number, partition: number) => Waiter,
  ) => {
    const view = session.view.topic(topic);
    const partition = partitionOf(topic, record.key, view?.partitions ?? 1);
    accumulator.add({ topic, partition }, record, deadline, (index) => waiter(index, partition));
  };

  /** The record itself, or its claim; a promise only when something has to be uploaded first. */
  const checked = (
    outgoing: Outgoing,
    record: RawRecord,
    publish: PublishOptions,
  ): RawRecord | Promise<RawRecord> => {
    const order = `${outgoing.topic.name} ${record.key?.toString('latin1')}`;
    const before = uploads.size > 0 ? uploads.get(order) : undefined;
    const large =
      record.value !== null && record.value.length > CLAIM_CHECK_BYTES && outgoing.topic.claimCheck;
    if (!large) {
      refuseTooLarge(outgoing, record);
      return before ? before.then(() => record) : record;
    }
    const upload = Promise.all([offload(outgoing, record, publish, options.claimCheck), before]).then(
      ([claim]) => claim,
    );
    const ended = upload
      .catch(() => {})
      .finally(() => {
        if (uploads.get(order) === ended) uploads.delete(order);
      });
    uploads.set(order, ended);
    return upload;
  };

  const publishAll = async (records: readonly Outgoing[], publish: PublishOptions = {}) => {
    if (closed) throw new Error('the producer is closed');
    publish.signal?.throwIfAborted();
    const deadline = publish.deadline ?? Date.now() + DELIVERY_MS;
    const raw = records.map((record) =>
      checked(record, outgoingRecord(record, options.source, publish.trace), publish),
    );
    const call = new Call(records.length);
    const names = [...new Set(records.map(({ topic }) => topic.name))];
    const unready = names.filter((name) => !topics.ready(name));
    const problems = unready.length > 0 ? await topics.wait(unready, deadline) : undefined;
    const waits: Promise<void>[] = [];
    for (let index = 0; index < records.length; index += 1) {
      const topic = (records[index] as Outgoing).topic.name;
      const problem = problems?.get(topic);
      if (problem) {
        call.failed(index, topic, undefined, problem);
        continue;
      }
      const enqueue = (record: RawRecord) =>
        add(record, topic, deadline, (inBatch, partition) => call.waiter(index, topic, partition, inBatch));
      const record = raw[index] as RawRecord | Promise<RawRecord>;
      if (!(record instanceof Promise)) enqueue(record);
      else {
        waits.push(
          record.then(enqueue, (error: Error & { code?: string; retriable?: boolean }) =>
            call.failed(index, topic, undefined, {
              outcome: 'refused',
              code: error.code ?? error.name,
              retriable: error.retriable ?? true,
              message: error.message,
            }),
          ),
        );
      }
    }
    await Promise.all(waits);
    return call.outcome;
  };

  return {
    publishAll,
    async publish(record, publish) {
      const [published] = await publishAll([record as Outgoing], publish);
      return published as Published;
    },
    async append(to, records, { deadline = Date.now() + DELIVERY_MS } = {}) {
      if (closed) throw new Error('the producer is closed');
      const call = new Call(records.length);
      const problem = topics.ready(to.topic)
        ? undefined
        : (await topics.wait([to.topic], deadline)).get(to.topic);
      if (problem) {
        for (let index = 0; index < records.length; index += 1)
          call.failed(index, to.topic, undefined, problem);
      } else {
        accumulator.flush(to);
        const waiters = records.map((_, index) => call.waiter(index, to.topic, to.partition, index));
        session.push(new Batch(to, records, waiters, deadline));
      }
      const [first] = await call.outcome;
      return { baseOffset: first?.offset ?? -1n };
    },
    async close() {
      closed = true;
      await Promise.all(uploads.values());
      accumulator.flush();
      await session.idle();
      session.close();
    },
  };
}

function refuseTooLarge({ topic }: Outgoing, record: RawRecord): void {
  const limit = Math.min(LARGEST_RECORD_BYTES, topic.maxMessageBytes * 8);
  const size = sizeBound(record);
  if (size <= limit) return;
  throw refusedWhole(topic.name, {
    code: 'MESSAGE_TOO_LARGE',
    message: `a record of ${size} bytes; topic '${topic.name}' takes ${topic.maxMessageBytes}${topic.claimCheck ? '' : ' (declare claimCheck: true for large values)'}`,
  });
}

async function offload(
  { topic }: Outgoing,
  record: RawRecord,
  { signal }: PublishOptions,
  claimCheck: (() => ClaimCheck) | undefined,
): Promise<RawRecord> {
  if (claimCheck === undefined || record.value === null) {
    throw refusedWhole(topic.name, {
      code: 'NO_CLAIM_CHECK',
      message: 'this producer was made without a claim check',
    });
  }
  const claim = await claimCheck().store(topic.name, record.value, signal ? { signal } : {});
  return { key: record.key, value: claim.value, headers: [...record.headers, ...claim.headers] };
}

function refusedWhole(topic: string, { code, message }: { code: string; message: string }): ProduceError {
  const refused: RecordFailure[] = [{ index: 0, topic, partition: undefined, code, message }];
  return new ProduceError({ refused, unknown: [], acknowledged: [], retriable: false });
}

/** Collects what became of each record of one call. */
class Call {
  readonly outcome: Promise<readonly Published[]>;
  readonly #published: Published[];
  readonly #failures: (RecordFailure & { readonly failure: BatchFailure })[] = [];
  #left: number;
  #settle: { resolve(published: readonly Published[]): void; reject(error: Error): void } | undefined;

  constructor(count: number) {
    this.#published = new Array(count);
    this.#left = count;
    this.outcome = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Awaited by the caller later than a failure may come.
    this.outcome.catch(() => {});
    if (count === 0) this.#done();
  }

  waiter(index: number, topic: string, partition: number, inBatch: number): Waiter {
    return {
      index: inBatch,
      acknowledged: (base) => {
        this.#published[index] = { topic, partition, offset: base < 0n ? -1n : base + BigInt(inBatch) };
        this.#done();
      },
      failed: (failure) => this.failed(index, topic, partition, failure),
    };
  }

  failed(index: number, topic: string, partition: number | undefined, failure: BatchFailure): void {
    this.#failures.push({ index, topic, partition, code: failure.code, message: failure.message, failure });
    this.#done();
  }

  #done(): void {
    this.#left -= 1;
    if (this.#left > 0) return;
    if (this.#failures.length === 0) {
      this.#settle?.resolve(this.#published);
      return;
    }
    const of = (outcome: BatchFailure['outcome']) =>
      this.#failures
        .filter(({ failure }) => failure.outcome === outcome)
        .map(({ failure: _, ...rest }) => rest);
    this.#settle?.reject(
      new ProduceError({
        refused: of('refused'),
        unknown: of('unknown'),
        acknowledged: this.#published.filter(Boolean),
        retriable: this.#failures.every(({ failure }) => failure.retriable),
      }),
    );
  }
}
