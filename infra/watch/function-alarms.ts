/**
 * How a function runs. Its own failures are answers (records parked, a 503): an error here is an invocation that ended
 * without one. Missing is never breaching: Lambda counts invocations, and an idle function has none.
 */
import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { describe, minutes, seconds } from '../../shared/declare/duration.ts';
import type { Endpoint } from '../../shared/declare/endpoint.ts';
import type { Subscription } from '../../shared/declare/subscription.ts';
import type { AlarmSpec } from './alarm.ts';
import { functionMetric } from './lambda-metrics.ts';

interface Watched {
  readonly name: string;
  /** ms, both. */
  readonly timeout: number;
  /** Of it an invocation waits on purpose, at most. */
  readonly waits: number;
  /** What an invocation that fails, or does not begin, means for those it was for. */
  readonly fails: string;
  readonly throttled: string;
  readonly late: string;
  /** Of three times five minutes: Lambda's mappings try again, callers may not. */
  readonly throttledPeriods: 1 | 3;
}

const missing = TreatMissingData.NOT_BREACHING;

export function subscriptionFunctionAlarms(subscription: Subscription): readonly AlarmSpec[] {
  const { functionName, timeout, retryFunctionName, retryTimeout, retryTopics, order } = subscription;
  const consumer = {
    fails:
      order === 'partition'
        ? 'The batch comes again without end, and a record that kills the function blocks its partition.'
        : 'The batch comes again, in halves, until a record that kills the function is alone; that goes to the failures bucket.',
    throttled: 'Batches wait, and the subscription falls behind.',
    late: 'Soon it runs out of time, and its batch is handed back and done again.',
    throttledPeriods: 3,
  } as const;
  const waits = Math.max(0, ...retryTopics.map(({ delay }) => delay));
  return [
    ...alarmsOf({ ...consumer, name: functionName, timeout, waits: 0 }),
    ...(retryTopics.length > 0
      ? alarmsOf({ ...consumer, name: retryFunctionName, timeout: retryTimeout, waits })
      : []),
  ];
}

export const endpointFunctionAlarms = ({ name, timeout }: Endpoint): readonly AlarmSpec[] =>
  alarmsOf({
    name,
    timeout,
    waits: 0,
    fails: 'Its caller got a 500 or a 503, and does not know what became of the request.',
    throttled: 'Callers are turned away.',
    late: 'Soon it runs out of time, and its callers get a 503.',
    throttledPeriods: 1,
  });

function alarmsOf({ name, timeout, waits, ...says }: Watched): readonly AlarmSpec[] {
  const FIVE = Duration.minutes(5);
  const near = waits + (timeout - waits) * 0.9;
  // As long as an invocation may take, so that each of the periods has one.
  const period = Duration.minutes(Math.ceil(timeout / minutes(5)) * 5);
  const logs = `aws logs tail /aws/lambda/${name} --since 1h`;
  const waiting = waits === 0 ? '' : `, up to ${describe(waits)} of it a wait that is meant,`;
  return [
    {
      kind: 'state',
      what: 'function-errors',
      of: name,
      means: `An invocation of ${name} ended without an answer: it crashed, ran out of memory or of time. ${says.fails}`,
      first: `${logs} --filter-pattern '?"Task timed out" ?"Runtime exited" ?ERROR'. Right after a deployment: roll back. Out of memory: raise memory.`,
      metric: functionMetric(name, 'Errors', { statistic: 'Sum', period: FIVE }),
      breaches: 'at-least',
      threshold: 1,
      periods: [1, 1],
      missing,
    },
    {
      kind: 'state',
      what: 'function-throttles',
      of: name,
      means: `Lambda had no room to run ${name}. ${says.throttled}`,
      first:
        'see who uses the concurrency of the account (metric ConcurrentExecutions by function; aws lambda ' +
        'get-account-settings) and ask for a higher quota, or give the other one a reserved concurrency.',
      metric: functionMetric(name, 'Throttles', { statistic: 'Sum', period: FIVE }),
      breaches: 'at-least',
      threshold: 1,
      periods: [says.throttledPeriods, says.throttledPeriods],
      missing,
    },
    {
      kind: 'state',
      what: 'function-duration',
      of: name,
      means:
        `An invocation of ${name} took over ${describe(Math.round(near / seconds(1)) * seconds(1))} of the ` +
        `${describe(timeout)} it has${waiting} twice in a row. ${says.late}`,
      first: `see in ${logs} whether what it calls has become slow, and whether publishing does (alarms of the cluster). If it is the load: a smaller batch, more concurrency, or a longer timeout.`,
      metric: functionMetric(name, 'Duration', { statistic: 'Maximum', period }),
      breaches: 'at-least',
      threshold: near,
      periods: [2, 2],
      missing,
    },
  ];
}
