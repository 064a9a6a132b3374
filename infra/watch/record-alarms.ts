/**
 * What becomes of a subscription's records. Missing is never breaching: our code counts when it handles a batch, and
 * without a batch nothing became of anything.
 */
import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { days, describe, minutes } from '../../shared/declare/duration.ts';
import type { Subscription } from '../../shared/declare/subscription.ts';
import type { AlarmSpec } from './alarm.ts';
import { ownMetric } from './own-metric.ts';

const FIVE = Duration.minutes(5);
const missing = TreatMissingData.NOT_BREACHING;

export const recordAlarms = (subscription: Subscription): readonly AlarmSpec[] => [
  deadLettered(subscription),
  ...(subscription.retryTopics.length > 0 ? [parked(subscription)] : []),
  subscription.order === 'partition' ? blocked(subscription) : handedBack(subscription),
  ...(subscription.publishes.length > 0 ? [publishesFailed(subscription)] : []),
];

/** The first one counts, at once: somebody has to look at each. */
const deadLettered = (subscription: Subscription): AlarmSpec => ({
  kind: 'event',
  what: 'dead-letters',
  of: subscription.name,
  means:
    `${subscription.name} gave up at least one record: it lies in ${subscription.deadLetterTopic.name} for ` +
    `${describe(subscription.deadLetterTopic.retention.time ?? days(14))}, and nobody handles it from there.`,
  first:
    `${readLines('record dead-lettered', subscription)} The code says whether the data or the rule is wrong. A new code ` +
    'right after a deployment: roll back.',
  metric: ownMetric(subscription.name, 'RecordsDeadLettered', { period: Duration.minutes(1) }),
  breaches: 'at-least',
  threshold: 1,
  periods: [1, 1],
  missing,
});

/**
 * A record now and then is what the retry topics are for. A full batch in each of three times five minutes is an
 * outage of something the rule needs, while there is still time before the first dead letter.
 */
const parked = (subscription: Subscription): AlarmSpec => ({
  kind: 'state',
  what: 'parked',
  of: subscription.name,
  means:
    `${subscription.name} has parked ${subscription.batch.size} records or more every five minutes for a quarter of an ` +
    'hour: something its rule needs fails. What fails in its last retry topic becomes a dead letter.',
  first: `${readLines('record parked', subscription)} Bring back what fails; parked records then come again by themselves.`,
  metric: ownMetric(subscription.name, 'RecordsParked', { period: FIVE }),
  breaches: 'at-least',
  threshold: subscription.batch.size,
  periods: [3, 3],
  missing,
});

/** Handing back is the last resort, after minutes of trying to publish: once is enough. */
const handedBack = (subscription: Subscription): AlarmSpec => ({
  kind: 'state',
  what: 'handed-back',
  of: subscription.name,
  means:
    `${subscription.name} handed records back to Lambda: their turn did not come before the timeout, or it could neither ` +
    'park nor dead-letter them. They come again at once, and go to the failures bucket when the attempts are used up.',
  first:
    `${readLines('publishing failed', subscription)} If there are some, look at the alarms of the cluster. If there are ` +
    'none, a batch takes too long: lower batch.size or ruleLimit, or raise concurrency or timeout.',
  metric: ownMetric(subscription.name, 'RecordsHandedBack', { period: FIVE }),
  breaches: 'at-least',
  threshold: 1,
  periods: [1, 1],
  missing,
});

/**
 * Records handed back alone would not say it: a transient error that goes away hands back too. This is the age of a
 * record at the head of a partition of which a batch settled nothing, older than the lag allowed, in two periods in
 * turn. A period is as long as an invocation may take, so that a blocked partition has a value in each.
 */
const blocked = (subscription: Subscription): AlarmSpec => ({
  kind: 'state',
  what: 'blocked',
  of: subscription.name,
  means:
    `A partition of ${subscription.topic.name} is blocked for ${subscription.name}: the record at its head fails again and ` +
    `again, is more than ${describe(subscription.lag.time)} old, and all behind it waits. Order 'partition' asks for that; ` +
    'it ends only when the record goes through.',
  first:
    `${readLines('records handed back', subscription)} Bring back what it needs. If it can never succeed, give its code ` +
    'the verdict permanent (errors in subscription.ts) and deploy: it becomes a dead letter and the partition goes on.',
  metric: ownMetric(subscription.name, 'BlockedAge', {
    statistic: 'Maximum',
    period: Duration.minutes(Math.ceil(subscription.timeout / minutes(1))),
  }),
  breaches: 'over',
  threshold: subscription.lag.time,
  periods: [2, 2],
  missing,
});

/** The rule's record is parked and comes again: a quarter of an hour of it is no leader that moved. */
const publishesFailed = (subscription: Subscription): AlarmSpec => ({
  kind: 'state',
  what: 'publishes-failed',
  of: subscription.name,
  means:
    `For a quarter of an hour ${subscription.name} has published records that were not acknowledged. What they were made ` +
    'from is tried again as after any failure of the rule, and then dead-lettered.',
  first:
    `${readLines('record parked', subscription)} produce-refused and produce-unknown: look at the alarms of the cluster. ` +
    'A code of schemas or sizes: the rule writes what the topic does not take.',
  metric: ownMetric(subscription.name, 'PublishesFailed', { period: FIVE }),
  breaches: 'at-least',
  threshold: 1,
  periods: [3, 3],
  missing,
});

/** Where a record, its code and its reason are written. */
function readLines(line: string, { functionName, retryFunctionName, retryTopics }: Subscription): string {
  const tail = (name: string) => `aws logs tail /aws/lambda/${name} --since 1h --filter-pattern '"${line}"'`;
  const also = retryTopics.length > 0 ? ` (and of ${retryFunctionName})` : '';
  return `read record, code and reason: ${tail(functionName)}${also}.`;
}
