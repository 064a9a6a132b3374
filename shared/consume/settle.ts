/**
 * Brings every record of a partition to its final place, in offset order: handled records stay, failures are published
 * to the next retry topic or to the dead-letter topic.
 *
 * Promise: after the first record that cannot be settled nothing later of the partition is published. Therefore only
 * failures that go to one partition of one topic, with none for another between them, are published together, as one
 * Kafka batch: all or nothing. Handing back is dear (a failed attempt of the mapping), so publishing is tried until
 * the deadline.
 */
import type { DerivedTopic } from '../declare/derived-topic.ts';
import type { Subscription } from '../declare/subscription.ts';
import type { RawRecord } from '../produce/record.ts';
import type { Failure } from './classify.ts';
import { letter } from './letter.ts';
import { type Posted, publishLetters } from './publish-letters.ts';
import { logKeys } from './rule-context.ts';
import type { Runtime } from './runtime.ts';
import type { Turn } from './turn.ts';

const BATCH_BYTES = 900_000;
/** What a record batch and its records need around keys, values and headers. */
const FRAME_BYTES = 100;
const RECORD_BYTES = 30;

export interface Settling {
  readonly subscription: Subscription;
  readonly runtime: Runtime;
  /** Epoch ms after which Lambda may end the process: what is not acknowledged by then is handed back. */
  readonly deadline: number;
}

/**
 * How many records from the head of `turns` (one partition) are settled; the others are to be handed back. Never
 * rejects: partitions settle side by side, and one must not make the invocation forget the others.
 */
export async function settle(turns: readonly Turn[], settling: Settling): Promise<number> {
  let index = 0;
  try {
    for (let turn = turns[index]; turn !== undefined; turn = turns[index]) {
      if (turn.outcome === undefined) return index;
      if (turn.outcome === 'handled') {
        index += 1;
        continue;
      }
      const to = destination(turn, turn.outcome, settling.subscription);
      if (to === undefined) return index;
      const letters = together(turns, index, to, settling);
      const published = await publishLetters(to.topic, letters, settling);
      if (published === 0) return index;
      index = (letters[published - 1] as Posted).index + 1;
    }
  } catch (error) {
    const { batch, record } = turns[index] as Turn;
    const reason = { ...logKeys(batch, record), error: error as Error };
    settling.runtime.logger.error('a record cannot be made a letter', reason);
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

/** Failures from `from` on that go to the same topic, handled records between them left out, as many as fit a batch. */
function together(turns: readonly Turn[], from: number, to: Destination, settling: Settling): Posted[] {
  const { subscription, runtime } = settling;
  const letters: Posted[] = [];
  const due = to.delay === undefined ? {} : { due: runtime.clock.now() + to.delay };
  const letterOf = ({ batch, record }: Turn, failure: Failure): RawRecord | undefined => {
    try {
      return letter(subscription, { batch, record, failure, ...due });
    } catch (error) {
      // What was collected goes first: the fault belongs to the next head.
      if (letters.length === 0) throw error;
      return undefined;
    }
  };
  const most = Math.min(BATCH_BYTES, to.topic.maxMessageBytes) - FRAME_BYTES;
  let size = 0;
  for (let index = from; index < turns.length; index += 1) {
    const turn = turns[index] as Turn;
    const { outcome } = turn;
    if (outcome === 'handled') continue;
    if (outcome === undefined || destination(turn, outcome, subscription)?.topic !== to.topic) break;
    const next = letterOf(turn, outcome);
    if (next === undefined) break;
    size += RECORD_BYTES + (next.key?.length ?? 0) + (next.value?.length ?? 0);
    for (const [name, value] of next.headers) size += Buffer.byteLength(name) + value.length + 8;
    if (letters.length > 0 && size > most) break;
    letters.push({ index, turn, record: next });
  }
  return letters;
}
