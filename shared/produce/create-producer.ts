/**
 * A durable producer: acks=all, idempotent, snappy, linger 5 ms, batches of 32 KB, at most 5 in flight, keys where
 * Java's murmur2 puts them, 120 s to deliver unless a deadline is given, 32 MB of records that are not settled.
 *
 * A record's path: encoded and let in (admission.ts), its value uploaded if it is large (uploads.ts), into its
 * partition's open batch (accumulator.ts), sent until it is settled (session.ts). Records published to one partition
 * keep the order of the calls.
 */
import { appendTogether } from './append-together.ts';
import { Call } from './call.ts';
import { now } from './clock.ts';
import type { Outgoing, Producer, Published } from './producer.ts';
import { type ProducerOptions, producerParts } from './producer-parts.ts';
import { publishEach } from './publish-each.ts';

const DELIVERY_MS = 120_000;
const LONGEST_DELIVERY_MS = 86_400_000;

export function createProducer(options: ProducerOptions): Producer {
  const parts = producerParts(options);
  const { session, admission, uploads, accumulator } = parts;
  let closed = false;
  const publishAll: Producer['publishAll'] = async (records, publish = {}) => {
    if (closed) return refused(records.map(({ topic }) => topic.name));
    return publishEach(records, { ...publish, deadline: deadlineOf(publish) }, parts);
  };
  return {
    publishAll,
    async publish(record, publish) {
      const [published] = await publishAll([record as Outgoing], publish);
      return published as Published;
    },
    async append(to, records, publish = {}) {
      if (closed) await refused(records.map(() => to.topic));
      return appendTogether({ to, records, deadline: deadlineOf(publish) }, parts);
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

function refused(topics: readonly string[]): Promise<readonly Published[]> {
  const call = new Call(topics, { deadline: now() });
  call.refuse({ outcome: 'refused', code: 'CLOSED', retriable: true, message: 'the producer is closed' });
  return call.outcome;
}

/** See clock.ts. */
const deadlineOf = ({ deadline }: { readonly deadline?: number }): number =>
  now() + (deadline === undefined ? DELIVERY_MS : Math.min(deadline - Date.now(), LONGEST_DELIVERY_MS));
