/** One record's way through one invocation, and when its turn comes. */
import type { Subscription } from '../declare/subscription.ts';
import type { Failure } from './classify.ts';
import type { LambdaRecord, PartitionBatch } from './event.ts';
import { headerOf } from './headers.ts';

/** Undefined: it did not run to an end (or is not what Lambda promises), so it can only be handed back. */
export type Outcome = 'handled' | Failure | undefined;

export interface Turn {
  readonly batch: PartitionBatch;
  readonly record: LambdaRecord;
  /** Epoch ms before which the rule must not run; 0 in the source topic. */
  readonly due: number;
  outcome: Outcome;
}

export function turnsOf(batch: PartitionBatch, subscription: Subscription, now: number): Turn[] {
  const delay = subscription.retryTopics[batch.tier - 1]?.delay;
  return batch.records.map((record) => ({
    batch,
    record,
    due: delay === undefined ? 0 : dueOf(record, delay, now),
    outcome: undefined,
  }));
}

/**
 * min(due header, record timestamp + delay), and never more than a whole delay from now: the record exists, so it has
 * waited for some of it already. A missing or absurd header, or one from before the record, means the latter.
 */
function dueOf(record: LambdaRecord, delay: number, now: number): number {
  const latest = Math.min(record.timestamp + delay, now + delay);
  const text = headerOf(record, 'x-due')?.toString('latin1') ?? '';
  const header = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return header >= record.timestamp && header <= latest ? header : latest;
}
