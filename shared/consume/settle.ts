/**
 * Brings every record of a partition to its final place, in offset order: handled records stay, failures are published
 * to the next retry topic or to the dead-letter topic.
 *
 * Promise: after the first record that cannot be settled nothing later of the partition is published. Therefore only
 * neighbours that go to one partition of one topic are published together, as one Kafka batch: all or nothing.
 * Handing back is dear (a failed attempt of the mapping), so publishing is tried until the deadline.
 */
import type { DerivedTopic, Subscription } from '../declare/subscription.ts';
import type { RawRecord } from '../produce/record.ts';
import type { Failure } from './classify.ts';
import { sleep } from './clock.ts';
import { letter } from './letter.ts';
import { identity } from './origin.ts';
import type { Runtime } from './runtime.ts';
import type { Turn } from './turn.ts';

const BATCH_BYTES = 900_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

export interface Settling {
  readonly subscription: Subscription;
  readonly runtime: Runtime;
  /** Epoch ms after which Lambda may end the process: what is not acknowledged by then is handed back. */
  readonly deadline: number;
}

/** How many records from the head of `turns` (one partition) are settled; the others are to be handed back. */
export async function settle(turns: readonly Turn[], settling: Settling): Promise<number> {
  let index = 0;
  while (index < turns.length) {
    const { outcome } = turns[index] as Turn;
    if (outcome === undefined) return index;
    if (outcome === 'handled') {
      index += 1;
      continue;
    }
    const to = destination(turns[index] as Turn, outcome, settling.subscription);
    if (to === undefined) return index;
    const letters = neighbours(turns, index, to, settling);
    if (!(await publish(turns[index] as Turn, to, letters, settling))) return index;
    index += letters.length;
  }
  return index;
}

interface Destination {
  readonly topic: DerivedTopic;
  /** Undefined for the dead-letter topic. */
  readonly delay: number | undefined;
}

/** Undefined: order `partition` hands a transient failure back. */
function destination(turn: Turn, failure: Failure, subscription: Subscription): Destination | undefined {
  if (failure.verdict === 'transient') {
    if (subscription.order === 'partition') return undefined;
    const retry = subscription.retryTopics[turn.batch.tier];
    if (retry) return { topic: retry, delay: retry.delay };
  }
  return { topic: subscription.deadLetterTopic, delay: undefined };
}

function neighbours(turns: readonly Turn[], from: number, to: Destination, settling: Settling): RawRecord[] {
  const { subscription, runtime } = settling;
  const letters: RawRecord[] = [];
  const due = to.delay === undefined ? {} : { due: runtime.clock.now() + to.delay };
  let size = 0;
  for (let index = from; index < turns.length; index += 1) {
    const { batch, record, outcome } = turns[index] as Turn;
    if (outcome === undefined || outcome === 'handled') break;
    if (destination(turns[index] as Turn, outcome, subscription)?.topic !== to.topic) break;
    const next = letter(subscription, { batch, record, failure: outcome, ...due });
    size += bytesOf(next);
    if (letters.length > 0 && size > BATCH_BYTES) break;
    letters.push(next);
  }
  return letters;
}

/**
 * All records of one partition go to one partition of the destination, so that neighbours can share a batch and the
 * records of one key stay in order.
 */
async function publish(
  first: Turn,
  to: Destination,
  letters: RawRecord[],
  { subscription, runtime, deadline }: Settling,
): Promise<boolean> {
  const target = { topic: to.topic.name, partition: first.batch.partition % to.topic.partitions };
  let records = letters;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      if (runtime.clock.now() >= deadline) return false;
      await runtime.producer().append(target, records, { deadline });
      return true;
    } catch (error) {
      const code = (error as { code?: string }).code ?? (error as Error).name;
      runtime.logger.warn('publishing failed', {
        record: identity(first.record),
        records: letters.length,
        to: target.topic,
        code,
        reason: (error as Error).message,
      });
      if (isTooLarge(error)) records = await offloaded(subscription, records, runtime);
    }
    const left = deadline - runtime.clock.now();
    if (left <= pause) return false;
    await sleep(runtime.clock, pause);
  }
}

/** A value too large even for the destination goes to the claim check, which every reader of it restores. */
async function offloaded(
  subscription: Subscription,
  records: RawRecord[],
  runtime: Runtime,
): Promise<RawRecord[]> {
  try {
    return await Promise.all(
      records.map(async (record) => {
        if (record.value === null || record.headers.some(([name]) => name.startsWith('__large.')))
          return record;
        const claim = await runtime.claimCheck().store(subscription.topic.name, record.value);
        return { key: record.key, value: claim.value, headers: [...record.headers, ...claim.headers] };
      }),
    );
  } catch (error) {
    runtime.logger.warn('claim check of a record too large to publish failed', error as Error);
    return records;
  }
}

const bytesOf = ({ key, value, headers }: RawRecord): number =>
  (key?.length ?? 0) +
  (value?.length ?? 0) +
  headers.reduce((sum, [name, content]) => sum + name.length + content.length + 4, 0);

function isTooLarge(error: unknown): boolean {
  const { refused } = error as { refused?: readonly { readonly code?: string }[] };
  return (refused ?? []).some(({ code }) => code === 'MESSAGE_TOO_LARGE' || code === 'RECORD_LIST_TOO_LARGE');
}
