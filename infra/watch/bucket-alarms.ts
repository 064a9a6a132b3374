/**
 * What lies in the failures bucket is an event that nobody handles, often its only copy: told at once when it is
 * written, by the bucket's request metrics, and every day that it lies there. Of all buckets: requests that fail.
 */
import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type AlarmSpec, alarm } from './alarm.ts';
import { type BucketNames, objectsMetric, requestMetric } from './bucket-metrics.ts';

export interface BucketAlarmsProps {
  readonly buckets: BucketNames;
  readonly alarmTopicArn: string;
}

const FIVE = Duration.minutes(5);
const { NOT_BREACHING, IGNORE } = TreatMissingData;

export class BucketAlarms extends Construct {
  constructor(scope: Construct, id: string, props: BucketAlarmsProps) {
    super(scope, id);
    const { buckets, alarmTopicArn } = props;
    const { claimCheck, data, failures } = buckets;
    const specs = [
      written(failures),
      notEmpty(failures),
      refusedFailures(failures),
      serverErrors('failures', failures),
      ...(['claim-check', 'data'] as const).flatMap((of) => {
        const name = of === 'data' ? data : claimCheck;
        return [refused(of, name), serverErrors(of, name)];
      }),
    ];
    for (const spec of specs) alarm(this, spec, alarmTopicArn);
  }
}

/** Of all mappings, on-demand ones and those of retry topics too. */
const written = (bucketName: string): AlarmSpec => ({
  kind: 'event',
  what: 'failures-written',
  of: 'failures',
  means:
    'A mapping wrote an event to the failures bucket: its function could not even refuse it. Nobody handles it from there.',
  first:
    'open the newest object of the failures bucket: it names the mapping, the topic and why, and holds the records. Then ' +
    'the log of that function at that time. Repair the rule before the records are written to their topic anew.',
  metric: requestMetric(bucketName, 'PutRequests', { statistic: 'Sum', period: FIVE }),
  breaches: 'at-least',
  threshold: 1,
  periods: [1, 1],
  missing: NOT_BREACHING,
});

/** S3 counts once a day, some hours late: between two counts the alarm stays as it was. */
const notEmpty = (bucketName: string): AlarmSpec => ({
  kind: 'state',
  what: 'failures-left',
  of: 'failures',
  means:
    'There are objects in the failures bucket: events that were given up and that nobody has dealt with. They never expire.',
  first:
    'go through them one by one: handle or write to their topic what is in it, then delete the object. The count is a ' +
    "day's: the alarm ends the day after the bucket is empty.",
  metric: objectsMetric(bucketName, { statistic: 'Average', period: Duration.days(1) }),
  breaches: 'at-least',
  threshold: 1,
  periods: [1, 1],
  missing: IGNORE,
});

/** An answer of 4xx is ordinary where keys are written once and read on suspicion: only nearly all of them is wrong. */
const refused = (of: string, bucketName: string): AlarmSpec => ({
  kind: 'state',
  what: 'requests-refused',
  of,
  means:
    `For a quarter of an hour nine of ten requests to the ${of} bucket have been refused. Some refusals are ordinary ` +
    '(an object that is there already, or not yet), so many are a permission or a policy.',
  first:
    "look for AccessDenied in the functions' logs, and at what was last changed in roles, the bucket's policy and the " +
    'S3 endpoint of the VPC. The access-log bucket has every request with its caller and answer.',
  metric: requestMetric(bucketName, '4xxErrors', { statistic: 'Average', period: FIVE }),
  breaches: 'at-least',
  threshold: 0.9,
  periods: [3, 3],
  // No requests, no refusals.
  missing: NOT_BREACHING,
});

/** Only mappings write here, each time to a new key: a refusal is an event lost. */
const refusedFailures = (bucketName: string): AlarmSpec => ({
  kind: 'event',
  what: 'requests-refused',
  of: 'failures',
  means:
    'A request to the failures bucket was refused. If it was a mapping giving up an event, that event is dropped.',
  first:
    'see in the access-log bucket who was refused. A role of a function: find out why it may not write, and look at ' +
    'events-dropped. A person without permission: nothing is lost.',
  metric: requestMetric(bucketName, '4xxErrors', { statistic: 'Sum', period: FIVE }),
  breaches: 'at-least',
  threshold: 1,
  periods: [1, 1],
  missing: NOT_BREACHING,
});

/** Clients try again, so one in twenty for a quarter of an hour is S3's bad day, or far too many requests to a prefix. */
const serverErrors = (of: string, bucketName: string): AlarmSpec => ({
  kind: 'state',
  what: 'server-errors',
  of,
  means:
    `For a quarter of an hour S3 has failed one in twenty requests to the ${of} bucket or more. Rules that need it fail ` +
    'and their records are parked.',
  first:
    'see the AWS Health dashboard for S3. 503 SlowDown in the logs of the functions: too many requests to one prefix, ' +
    'so lower concurrency or pollers.max.',
  metric: requestMetric(bucketName, '5xxErrors', { statistic: 'Average', period: FIVE }),
  breaches: 'at-least',
  threshold: 0.05,
  periods: [3, 3],
  missing: NOT_BREACHING,
});
