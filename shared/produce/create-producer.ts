/**
 * A durable producer: acks=all, idempotent, snappy, linger 5 ms, batches of 32 KB, at most 5 in flight, keys where
 * Java's murmur2 puts them, 120 s to deliver unless a deadline is given, 32 MB of records that are not settled.
 *
 * A record's path: encoded and let in (admission.ts), its value uploaded if it is large (uploads.ts), into its
 * partition's open batch (accumulator.ts), sent until it is settled (session.ts). Records published to one partition
 * keep the order of the calls.
 */
import type { ClaimCheck } from '../claim-check/claim-check.ts';
import { HEADER_ROOM_BYTES } from '../declare/derived-topic.ts';
import { LARGEST_MAX_MESSAGE_BYTES } from '../declare/topic.ts';
import { Accumulator } from './accumulator.ts';
import { Admission } from './admission.ts';
import { Batch } from './batch.ts';
import { Call } from './call.ts';
import { now } from './clock.ts';
import { iamTokens } from './iam-token.ts';
import { OutgoingError, outgoingRecord } from './outgoing-record.ts';
import { Packing } from './packing.ts';
import { Partitioner } from './partitioner.ts';
import type { Outgoing, Producer, Published, PublishOptions } from './producer.ts';
import type { RawRecord } from './record.ts';
import { sizeOf } from './record-batch.ts';
import { Room } from './room.ts';
import { Session } from './session.ts';
import { TopicWait } from './topic-wait.ts';
import { CLAIM_CHECK_BYTES, Uploads } from './uploads.ts';

const LINGER_MS = 5;
const BATCH_BYTES = 32 * 1024;
const DELIVERY_MS = 120_000;
const LONGEST_DELIVERY_MS = 86_400_000;
const BUFFER_BYTES = 32 * 1024 * 1024;
const CONNECT_MS = 5_000;
/** A consumer could not be given more: the largest of any topic, with the headers of a retry record. */
const LARGEST_RECORD_BYTES = LARGEST_MAX_MESSAGE_BYTES + HEADER_ROOM_BYTES;

export interface ProducerOptions {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  /** `iam`: TLS and SASL/OAUTHBEARER with a token of the process's AWS credentials. */
  readonly auth: { readonly kind: 'iam'; readonly region: string } | { readonly kind: 'plaintext' };
  /** The service in the `source` header. */
  readonly source: string;
  readonly claimCheck?: () => ClaimCheck;
  readonly lingerMs?: number;
  readonly bufferBytes?: number;
}

export function createProducer(options: ProducerOptions): Producer {
  const session = new Session(options.brokers, {
    clientId: options.source,
    ssl: options.auth.kind === 'iam',
    connectMs: CONNECT_MS,
    ...(options.auth.kind === 'iam' && { token: iamTokens(options.auth.region) }),
  });
  const topics = new TopicWait(session);
  const room = new Room(options.bufferBytes ?? BUFFER_BYTES);
  const admission = new Admission(topics, room);
  const uploads = new Uploads(options.claimCheck);
  const packing = new Packing(BATCH_BYTES);
  const partitioner = new Partitioner(packing);
  const accumulator = new Accumulator({
    packing,
    lingerMs: options.lingerMs ?? LINGER_MS,
    full: ({ topic, partition }) => session.full(topic, partition),
    sealed: (batch) => session.push(batch),
    settled: (bytes) => room.release(bytes),
  });
  let closed = false;

  const publishAll = async (records: readonly Outgoing[], publish: PublishOptions = {}) => {
    if (closed) throw new Error('the producer is closed');
    publish.signal?.throwIfAborted();
    const deadline = deadlineOf(publish);
    const names = records.map(({ topic }) => topic.name);
    const call = new Call(names, publish.signal);
    for (const { topic } of records) packing.cap(topic.name, topic.maxMessageBytes);
    const add = (index: number, record: RawRecord, size: number) => {
      const topic = names[index] as string;
      const { partitions = 1, leaders = [] } = session.view.topic(topic) ?? {};
      const partition = partitioner.partition(topic, { key: record.key, size }, partitions, leaders);
      accumulator.add({ topic, partition }, { record, size, recipient: call, index }, deadline);
    };
    const admit = (index: number, record: RawRecord, size: number) => {
      const topic = names[index] as string;
      const large = isLarge(records[index] as Outgoing, record);
      if (!large && !uploads.behind(topic, record.key)) {
        add(index, record, size);
        return;
      }
      const upload = { topic, record, deadline, signal: publish.signal };
      const next = (passed: RawRecord) => {
        // From here on it counts with the bytes that are sent.
        const rest = sizeOf(passed);
        room.release(size - rest);
        add(index, passed, rest);
      };
      uploads.pass(upload, large, next, (error) => {
        room.release(size);
        call.failed(index, undefined, uploadFailure(error));
      });
    };
    const encode = (index: number): RawRecord => {
      const outgoing = records[index] as Outgoing;
      const record = outgoingRecord(outgoing, options.source, publish.trace);
      refuseTooLarge(outgoing, record);
      return record;
    };
    for (const [topic, indices] of Map.groupBy(names.keys(), (index) => names[index] as string)) {
      admission.enter({ topic, call, indices, deadline, encode, admit });
    }
    return call.outcome;
  };

  return {
    publishAll,
    async publish(record, publish) {
      const [published] = await publishAll([record as Outgoing], publish);
      return published as Published;
    },
    async append(to, records, publish = {}) {
      if (closed) throw new Error('the producer is closed');
      const deadline = deadlineOf(publish);
      const call = new Call(records.map(() => to.topic));
      const problem = topics.ready(to.topic) ? undefined : await topics.wait(to.topic, deadline);
      if (problem) {
        for (const index of records.keys()) call.failed(index, to.partition, problem);
      } else if (records.length > 0) {
        accumulator.flush(to);
        const entries = records.map((record, index) => ({
          record,
          size: sizeOf(record),
          recipient: call,
          index,
        }));
        session.push(new Batch(to, entries, { deadline, divisible: false }));
      }
      const [first] = await call.outcome;
      return { baseOffset: first?.offset ?? -1n };
    },
    async close() {
      closed = true;
      await admission.idle();
      await uploads.idle();
      accumulator.flush();
      await session.idle();
      session.close();
    },
  };
}

/** See clock.ts. */
const deadlineOf = ({ deadline }: { readonly deadline?: number }): number =>
  now() + (deadline === undefined ? DELIVERY_MS : Math.min(deadline - Date.now(), LONGEST_DELIVERY_MS));

const isLarge = ({ topic }: Outgoing, { value }: RawRecord): boolean =>
  value !== null && value.length > CLAIM_CHECK_BYTES && topic.claimCheck;

function refuseTooLarge(outgoing: Outgoing, record: RawRecord): void {
  const size = sizeOf(record);
  if (size <= LARGEST_RECORD_BYTES || isLarge(outgoing, record)) return;
  const { name, claimCheck } = outgoing.topic;
  const hint = claimCheck ? '' : ' (declare claimCheck: true for large values)';
  throw new OutgoingError(
    `topic '${name}': a record of ${size} bytes; allowed: ${LARGEST_RECORD_BYTES}${hint}`,
    'MESSAGE_TOO_LARGE',
  );
}

/** Nothing was sent, since the value could not be stored. */
function uploadFailure(error: Error & { readonly code?: string; readonly retriable?: boolean }) {
  const { code = error.name, retriable = true, message } = error;
  return { outcome: 'refused', code, retriable, message } as const;
}
