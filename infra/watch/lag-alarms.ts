/**
 * Is a subscription falling behind? Two alarms for each topic it reads, on the partition that is furthest behind: in
 * time, which MSK estimates from how fast the group moves, and in records, for when it does not move at all and there
 * is nothing to estimate from. In a retry topic the delay comes on top: records lie there on purpose.
 *
 * Twelve of fifteen minutes: a deployment or a failed broker behind which the group catches up by itself wakes nobody.
 * Missing is not breaching: MSK is silent before the first commit and while a group rebalances. A mapping that does
 * not read at all has an alarm of its own.
 */
import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { describe, seconds } from '../../shared/declare/duration.ts';
import type { Subscription } from '../../shared/declare/subscription.ts';
import type { AlarmSpec } from './alarm.ts';
import { lagMetric } from './lag-metric.ts';
import { type TopicRead, topicsRead } from './topics-read.ts';

export const lagAlarms = (subscription: Subscription, clusterName: string): readonly AlarmSpec[] =>
  topicsRead(subscription).flatMap((read) => alarmsOf(subscription, read, clusterName));

function alarmsOf(subscription: Subscription, read: TopicRead, clusterName: string): readonly AlarmSpec[] {
  const { topicName, group, delay } = read;
  const { lag, topic } = subscription;
  const functionName = delay === 0 ? subscription.functionName : subscription.retryFunctionName;
  const time = lag.time + delay;
  const records = Math.ceil((lag.records * time) / lag.time);
  const late =
    topic.retention.time === undefined || delay > 0
      ? 'Records come late.'
      : `Records come late, and are lost when they are older than ${describe(topic.retention.time)}.`;
  const first =
    `see whether ${functionName} fails or is throttled (alarms function-errors, function-throttles; ` +
    `aws logs tail /aws/lambda/${functionName} --since 30m). ${delay === 0 ? TOO_SLOW : tooMuch(subscription)} ` +
    'If it stands, look at the alarms of its mapping and of the cluster.';
  const of = group;
  const periods = [12, 15] as const;
  const missing = TreatMissingData.NOT_BREACHING;
  const metric = (name: 'EstimatedMaxTimeLag' | 'MaxOffsetLag') =>
    lagMetric({ clusterName, group, topicName }, name, { period: Duration.minutes(1) });
  return [
    {
      kind: 'state',
      what: 'lag-time',
      of,
      means: `${subscription.name} is more than ${describe(time)} behind in ${topicName}. ${late}`,
      first,
      metric: metric('EstimatedMaxTimeLag'),
      breaches: 'over',
      threshold: time / seconds(1),
      periods,
      missing,
    },
    {
      kind: 'state',
      what: 'lag-records',
      of,
      means: `More than ${records} records wait for ${subscription.name} in one partition of ${topicName}. ${late}`,
      first,
      metric: metric('MaxOffsetLag'),
      breaches: 'over',
      threshold: records,
      periods,
      missing,
    },
  ];
}

const TOO_SLOW =
  'If it works and is too slow, raise pollers, batch.size or concurrency in its subscription.ts.';
const tooMuch = ({ name }: Subscription): string =>
  `If it works, more is parked than it gets through: the alarm parked/${name} says what to do.`;
