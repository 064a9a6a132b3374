/**
 * How far behind a subscription may be before its alarms go off, in the partition that is furthest behind. In a retry
 * topic its delay is added to the time, and the records in proportion.
 *
 * Defaults: 60 s beyond the batch window, and ten full batches: the first is with the function, so nine wait.
 */
import type { Checker } from './check.ts';
import { type Duration, days, minutes, seconds } from './duration.ts';

export interface Lag {
  readonly records: number;
  /** Whole seconds. */
  readonly time: Duration;
}

interface Read {
  readonly batch: { readonly size: number; readonly window: Duration | undefined };
  /** How long the topic keeps a record: one that is told of later is lost. */
  readonly kept: Duration | undefined;
}

export function checkLag(check: Checker, given: Partial<Lag>, { batch, kept = days(3_650) }: Read): Lag {
  check.keys(given, ['records', 'time'], 'lag');
  const time = given.time ?? Math.min(minutes(1) + (batch.window ?? 0), kept - (kept % seconds(1)));
  check.integer('lag.time in ms', time, seconds(1), kept);
  if (time % seconds(1) !== 0) check.refuse('lag.time in ms', time, 'whole seconds');
  const records = given.records ?? batch.size * 10;
  return {
    records: check.integer('lag.records', records, 1, Number.MAX_SAFE_INTEGER),
    time: time as Duration,
  };
}
