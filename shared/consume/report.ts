/** Metrics (EMF, once a batch) and log lines of one batch. Identities only, never a payload. */
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Subscription } from '../declare/subscription.ts';
import type { Failure } from './classify.ts';
import { logKeys } from './rule-context.ts';
import type { Runtime } from './runtime.ts';
import type { Turn } from './turn.ts';

export interface BatchReport {
  readonly subscription: Subscription;
  readonly runtime: Runtime;
  /** Epoch ms. */
  readonly started: number;
  readonly partitions: readonly (readonly Turn[])[];
  /** Of each partition, how many from its head are settled. */
  readonly settled: readonly number[];
}

/** Failures may be thousands in an outage: the first of a batch are named, all are counted. */
const NAMED_PARKED = 5;
const NAMED_DEAD = 100;
const REASON_LENGTH = 500;

export function report(batch: BatchReport): void {
  const { runtime, started } = batch;
  const { metrics, logger, clock } = runtime;
  const { handled, parked, dead, handedBack, oldest, blocked } = sorted(batch);
  metrics.addMetric('RecordsHandled', MetricUnit.Count, handled);
  metrics.addMetric('RecordsParked', MetricUnit.Count, parked.length);
  metrics.addMetric('RecordsDeadLettered', MetricUnit.Count, dead.length);
  metrics.addMetric('RecordsHandedBack', MetricUnit.Count, handedBack.length);
  metrics.addMetric('BatchDuration', MetricUnit.Milliseconds, clock.now() - started);
  metrics.addMetric('RecordAge', MetricUnit.Milliseconds, Math.max(0, started - oldest));
  if (blocked !== undefined) {
    metrics.addMetric('BlockedAge', MetricUnit.Milliseconds, Math.max(0, started - blocked));
  }
  metrics.publishStoredMetrics();
  for (const [code, count] of countByCode(dead)) {
    const single = metrics.singleMetric();
    single.addDimension('code', code);
    single.addMetric('RecordsDeadLettered', MetricUnit.Count, count);
  }
  for (const turn of dead.slice(0, NAMED_DEAD)) logger.error('record dead-lettered', lineOf(turn));
  if (dead.length > NAMED_DEAD) logger.error('records dead-lettered', { count: dead.length });
  for (const turn of parked.slice(0, NAMED_PARKED)) logger.warn('record parked', lineOf(turn));
  if (parked.length > NAMED_PARKED) logger.warn('records parked', { count: parked.length });
  const [first] = handedBack;
  if (first) logger.error('records handed back', { count: handedBack.length, ...lineOf(first) });
}

function sorted({ subscription, started, partitions, settled }: BatchReport) {
  const parked: Turn[] = [];
  const dead: Turn[] = [];
  const handedBack: Turn[] = [];
  let handled = 0;
  let oldest = started;
  let blocked: number | undefined;
  partitions.forEach((turns, index) => {
    const head = settled[index] ?? 0;
    if (head === 0) blocked = earlier(blocked, turns[0]);
    for (let each = 0; each < turns.length; each += 1) {
      const turn = turns[each] as Turn;
      const { outcome, record } = turn;
      // -1 is a record without a timestamp.
      if (record.timestamp < oldest && record.timestamp >= 0) oldest = record.timestamp;
      if (each >= head) handedBack.push(turn);
      else if (outcome === 'handled') handled += 1;
      else (isParked(turn, subscription) ? parked : dead).push(turn);
    }
  });
  return { handled, parked, dead, handedBack, oldest, blocked };
}

/** The timestamp of a record that its partition did not get past, if it is the oldest of those. */
function earlier(than: number | undefined, head: Turn | undefined): number | undefined {
  // -1 is a record without a timestamp.
  if (head === undefined || head.record.timestamp < 0) return than;
  return Math.min(than ?? head.record.timestamp, head.record.timestamp);
}

const isParked = ({ batch, outcome }: Turn, subscription: Subscription): boolean =>
  (outcome as Failure).verdict === 'transient' && batch.tier < subscription.retryTopics.length;

function lineOf({ batch, record, outcome }: Turn) {
  const failure =
    typeof outcome === 'object'
      ? { code: outcome.code, reason: outcome.message.slice(0, REASON_LENGTH) }
      : undefined;
  return { ...logKeys(batch, record), attempt: batch.tier + 1, ...failure };
}

function countByCode(dead: readonly Turn[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { outcome } of dead) {
    const { code } = outcome as Failure;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}
