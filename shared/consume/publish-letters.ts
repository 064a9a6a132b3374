/**
 * Publishes letters of one partition to one topic as one Kafka batch, again and again until the deadline. What the
 * broker refuses as too large is published in halves; a single record that is too large goes to the claim check, which
 * every reader of the destination restores.
 *
 * All records of one partition go to one partition of the destination, so that neighbours can share a batch and the
 * records of one key stay in order.
 */
import type { DerivedTopic } from '../declare/derived-topic.ts';
import type { RawRecord } from '../produce/record.ts';
import { classify } from './classify.ts';
import { sleep } from './clock.ts';
import { beforeDeadline } from './deadline.ts';
import { identity } from './origin.ts';
import type { Settling } from './settle.ts';
import type { Turn } from './turn.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** A pointer is no smaller than this: what is too large for the broker is so by its headers. */
const SMALLEST_CLAIM = 1_024;

export interface Posted {
  /** Of its turn in the partition. */
  readonly index: number;
  readonly turn: Turn;
  readonly record: RawRecord;
}

/** How many letters from the head were published. 0: none (or nobody knows) by the deadline. Never rejects. */
export async function publishLetters(
  topic: DerivedTopic,
  letters: readonly Posted[],
  settling: Settling,
): Promise<number> {
  const { clock } = settling.runtime;
  let records = letters.map(({ record }) => record);
  let claimed = false;
  let pause = FIRST_PAUSE_MS;
  while (clock.now() < settling.deadline) {
    const failure = await append(topic, letters, records, settling);
    if (failure === undefined) return records.length;
    if (isTooLarge(failure) && records.length > 1) {
      records = records.slice(0, Math.ceil(records.length / 2));
      continue;
    }
    if (isTooLarge(failure) && !claimed) {
      const claim = await offloaded(records[0] as RawRecord, settling);
      claimed = claim !== undefined;
      if (claim !== undefined) {
        records = [claim];
        continue;
      }
    }
    // The last try leaves a first pause: it must come back in time.
    const left = settling.deadline - clock.now() - FIRST_PAUSE_MS;
    if (left <= 0) return 0;
    await sleep(clock, Math.min(pause, left));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
  return 0;
}

/** Undefined when all in-sync replicas have the batch. */
async function append(
  topic: DerivedTopic,
  letters: readonly Posted[],
  records: readonly RawRecord[],
  { runtime, deadline }: Settling,
): Promise<unknown> {
  const { batch, record } = (letters[0] as Posted).turn;
  const to = { topic: topic.name, partition: batch.partition % topic.partitions };
  try {
    await beforeDeadline({ clock: runtime.clock, deadline }, async () =>
      runtime.producer().append(to, records, { deadline }),
    );
    return undefined;
  } catch (error) {
    const { code, message } = classify(error);
    const detail = { record: identity(record), records: records.length, to: topic.name, code };
    runtime.logger.warn('publishing failed', { ...detail, reason: message.slice(0, 500) });
    return error ?? code;
  }
}

/** Undefined when the record cannot be made smaller, or the claim check does not take it now. */
async function offloaded(record: RawRecord, settling: Settling): Promise<RawRecord | undefined> {
  const { subscription, runtime, deadline } = settling;
  const { value } = record;
  if (value === null || value.length <= SMALLEST_CLAIM) return undefined;
  try {
    const claim = await beforeDeadline({ clock: runtime.clock, deadline }, async (signal) =>
      runtime.claimCheck().store(subscription.topic.name, value, { signal }),
    );
    // Of a name the last header counts: a flag that the producer wrote is overruled.
    return { key: record.key, value: claim.value, headers: [...record.headers, ...claim.headers] };
  } catch (error) {
    const { code, message } = classify(error);
    const detail = { code, reason: message.slice(0, 500) };
    runtime.logger.warn('claim check of a record too large to publish failed', detail);
    return undefined;
  }
}

function isTooLarge(error: unknown): boolean {
  const { refused } = (error ?? {}) as { readonly refused?: unknown };
  return (
    Array.isArray(refused) &&
    refused.some(({ code }) => code === 'MESSAGE_TOO_LARGE' || code === 'RECORD_LIST_TOO_LARGE')
  );
}
