/** Metrics (EMF) and log lines of one batch. Identities only, never a payload. */
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Subscription } from '../declare/subscription.ts';
import type { Failure } from './classify.ts';
import { identity, originOf } from './origin.ts';
import { traceKeys, traceOf } from './rule-context.ts';
import type { Runtime } from './runtime.ts';
import type { Turn } from './turn.ts';

export interface BatchReport {
  readonly subscription: Subscription;
  readonly runtime: Runtime;
  /** Epoch ms. */
  readonly started: number;
  readonly settled: readonly Turn[];
  readonly handedBack: readonly Turn[];
}

/** Parked records may be thousands in an outage: the first of a batch are named, all are counted. */
const NAMED = 5;

export function report({ subscription, runtime, started, settled, handedBack }: BatchReport): void {
  const { metrics, logger, clock } = runtime;
  const failures = settled.filter((turn) => typeof turn.outcome === 'object');
  const parked = failures.filter((turn) => isParked(turn, subscription));
  const dead = failures.filter((turn) => !isParked(turn, subscription));
  metrics.addMetric('RecordsHandled', MetricUnit.Count, settled.length - failures.length);
  metrics.addMetric('RecordsParked', MetricUnit.Count, parked.length);
  metrics.addMetric('RecordsDeadLettered', MetricUnit.Count, dead.length);
  metrics.addMetric('RecordsHandedBack', MetricUnit.Count, handedBack.length);
  metrics.addMetric('BatchDuration', MetricUnit.Milliseconds, clock.now() - started);
  metrics.addMetric('RecordAge', MetricUnit.Milliseconds, oldest(settled, handedBack, started));
  metrics.publishStoredMetrics();
  for (const [code, count] of countByCode(dead)) {
    const single = metrics.singleMetric();
    single.addDimension('code', code);
    single.addMetric('RecordsDeadLettered', MetricUnit.Count, count);
  }
  for (const turn of dead) logger.error('record dead-lettered', lineOf(turn));
  for (const turn of parked.slice(0, NAMED)) logger.warn('record parked', lineOf(turn));
  if (parked.length > NAMED) logger.warn('records parked', { count: parked.length });
  const [first] = handedBack;
  if (first) logger.error('records handed back', { count: handedBack.length, ...lineOf(first) });
}

const isParked = ({ batch, outcome }: Turn, subscription: Subscription): boolean =>
  (outcome as Failure).verdict === 'transient' && batch.tier < subscription.retryTopics.length;

function lineOf({ batch, record, outcome }: Turn) {
  const failure = typeof outcome === 'object' ? { code: outcome.code, reason: outcome.error.message } : {};
  return {
    record: identity(record),
    original: identity(originOf(batch, record)),
    attempt: batch.tier + 1,
    ...failure,
    ...traceKeys(traceOf(batch, record)),
  };
}

function countByCode(dead: readonly Turn[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { outcome } of dead) {
    const { code } = outcome as Failure;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

function oldest(settled: readonly Turn[], handedBack: readonly Turn[], now: number): number {
  let first = now;
  for (const turns of [settled, handedBack]) {
    for (const { record } of turns) if (record.timestamp < first) first = record.timestamp;
  }
  return now - first;
}
