/**
 * Topics that follow from a subscription, and belong to it alone: two consumers of one topic must not see each other's
 * retries. They are kept at least as long as their source, and take its largest record with our headers.
 */
import type { Checker } from './check.ts';
import { type Duration, days, minutes, seconds } from './duration.ts';
import type { Order } from './subscription.ts';
import type { Retention, Topic } from './topic.ts';

const LONGEST_RETRY_DELAY = minutes(10);
/** Room for our headers in a retry or dead-letter record. */
export const HEADER_ROOM_BYTES = 64 * 1024;

export interface DerivedTopic {
  readonly name: string;
  readonly partitions: number;
  readonly retention: Retention;
  readonly maxMessageBytes: number;
}

export interface RetryTopic extends DerivedTopic {
  /** 1 for the first retry topic. */
  readonly tier: number;
  readonly delay: Duration;
  /** Largest batch that fits the retry function after a wait of the whole delay. */
  readonly batchSize: number;
}

export const deadLetterTopic = (source: Topic, subscription: string): DerivedTopic =>
  derived(source, `${source.name}.${subscription}.dlq`, 3, days(14));

export const retryTopic = (
  source: Topic,
  subscription: string,
  { tier, delay, batchSize }: Pick<RetryTopic, 'tier' | 'delay' | 'batchSize'>,
): RetryTopic => ({
  ...derived(source, `${source.name}.${subscription}.retry-${tier}`, Math.min(source.partitions, 3), days(7)),
  tier,
  delay,
  batchSize,
});

export function checkDelays(
  check: Checker,
  given: readonly Duration[] | undefined,
  order: Order,
): readonly Duration[] {
  if (order === 'partition') {
    if (given !== undefined && !(Array.isArray(given) && given.length === 0)) {
      check.refuse('retry', given, "absent with order 'partition' (a transient error blocks the partition)");
    }
    return [];
  }
  const delays = given ?? [seconds(5), seconds(20), minutes(10)];
  if (!Array.isArray(delays) || delays.length > 10) {
    check.refuse('retry', delays, 'a list of at most 10 delays');
  }
  delays.forEach((delay, index) => {
    check.integer(`retry[${index}] in ms`, delay, 1, LONGEST_RETRY_DELAY);
    const before = delays[index - 1];
    if (before !== undefined && delay <= before) {
      check.refuse(`retry[${index}] in ms`, delay, `more than the delay before it, ${before}`);
    }
  });
  return delays;
}

function derived(source: Topic, name: string, partitions: number, atLeast: Duration): DerivedTopic {
  return {
    name,
    partitions,
    retention: { time: Math.max(atLeast, source.retention.time ?? 0) as Duration },
    maxMessageBytes: source.maxMessageBytes + HEADER_ROOM_BYTES,
  };
}
