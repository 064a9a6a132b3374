/**
 * Whether the worst case of a batch fits into an invocation: every rule runs to its limit, `concurrency` at a time, and
 * then there is time to settle. In the retry function a whole delay comes before that, for which its batch is made
 * smaller where needed.
 */
import type { Checker } from './check.ts';
import { type Duration, describe, minutes, seconds } from './duration.ts';

/** A Kafka mapping refuses functions with a longer timeout. */
export const LONGEST_TIMEOUT = minutes(14);
const RESERVE = seconds(20);

/** What is kept of an invocation's time for settling: publishing to retry and dead-letter topics. */
export const settlingReserve = (time: number): number => Math.min(RESERVE, time * 0.2);

interface Load {
  readonly size: number;
  readonly ruleLimit: Duration;
  readonly concurrency: number;
}

export function checkFit(check: Checker, { size, ruleLimit, concurrency }: Load, timeout: Duration): void {
  const reserve = settlingReserve(timeout);
  const worst = Math.ceil(size / concurrency) * ruleLimit + reserve;
  if (worst <= timeout) return;
  check.refuse(
    'the worst case of a batch',
    `${size} records, ${concurrency} at a time, × ${describe(ruleLimit)} + ${describe(reserve)} = ${describe(Math.ceil(worst))}`,
    `at most the timeout of ${describe(timeout)}; lower batch.size or ruleLimit, raise concurrency or timeout`,
  );
}

/** The largest batch that fits the retry function after a wait of `delay`. */
export function retryBatchSize(check: Checker, load: Load, delay: Duration): number {
  const room = LONGEST_TIMEOUT - delay - settlingReserve(LONGEST_TIMEOUT);
  const rounds = Math.floor(room / load.ruleLimit);
  if (rounds < 1) {
    check.refuse(
      `ruleLimit after a retry delay of ${describe(delay)}`,
      describe(load.ruleLimit),
      `at most ${describe(room)}`,
    );
  }
  return Math.min(load.size, rounds * load.concurrency);
}
