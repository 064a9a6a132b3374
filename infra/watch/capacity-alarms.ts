/** How much the brokers of a cluster of our own have left: room for the next peak, and for the loss of one of them. */
import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { isT3 } from '../kafka/msk-offer.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import type { AlarmSpec } from './alarm.ts';
import { type WorstBroker, worstBroker } from './worst-broker.ts';

const FIVE = Duration.minutes(5);
/** A quarter of an hour: a peak is none of these. */
const LASTING = { kind: 'state', period: FIVE, periods: [3, 3] } as const;
const { NOT_BREACHING, IGNORE } = TreatMissingData;

export function capacityAlarms(cluster: ClusterSettings, clusterName: string): readonly AlarmSpec[] {
  const { profile, brokers, instanceType } = cluster;
  if (profile === 'existing') return [];
  const alarms: readonly WorstBroker[] = [
    cpu,
    ...(profile === 'express' ? THROTTLES : [...DISKS, heap]),
    ...(isT3(instanceType) ? [cpuCredits] : []),
  ];
  return alarms.flatMap((each) => worstBroker({ clusterName, brokers }, each));
}

/** What AWS advises: with one of three brokers gone, the others take on half as much again. */
const cpu: WorstBroker = {
  ...LASTING,
  what: 'cpu',
  means: (names) =>
    `For a quarter of an hour one of ${names} has used over 60 % of its CPU. Now that is enough; when a broker fails ` +
    'or is updated, the others have to do its work too.',
  first:
    'see on the dashboard whether all brokers are busy or one alone (leaders are spread unevenly then), and what has ' +
    'grown. If it stays: a larger instance type or more brokers in the stage, outside of the peak.',
  metric: 'cpu',
  statistic: 'Average',
  breaches: 'over',
  threshold: 60,
  missing: NOT_BREACHING,
};

const cpuCredits: WorstBroker = {
  ...LASTING,
  what: 'cpu-credits',
  means: (names) =>
    `One of ${names} has used up most of its CPU credits: a t3 broker is meant for a fifth of its CPU. Without credits ` +
    'it is slowed down to that, and everything with it.',
  first:
    'see what produces the load and stop it, if it is a test. If it is here to stay, the stage needs profile standard.',
  metric: 'CPUCreditBalance',
  statistic: 'Average',
  breaches: 'at-most',
  threshold: 100,
  missing: NOT_BREACHING,
};

/** A broker that counts nothing has not become emptier: the alarm stays as it was. */
const DISKS: readonly WorstBroker[] = [
  {
    ...LASTING,
    what: 'disk-filling',
    means: (names) =>
      `The disk of one of ${names} is 70 % full. A full disk stops the broker, and freeing one takes longer than filling it.`,
    first:
      'see on the dashboard how fast it grows. With storageLimitGib the volume should have grown at 60 %: it is at its ' +
      'limit, or grew less than 6 hours ago. Raise storageLimitGib or storageGib (never less than 10 GiB more), or keep less.',
    metric: 'KafkaDataLogsDiskUsed',
    statistic: 'Maximum',
    breaches: 'at-least',
    threshold: 70,
    missing: IGNORE,
  },
  {
    kind: 'state',
    what: 'disk-nearly-full',
    means: (names) =>
      `The disk of one of ${names} is 85 % full. When it is full the broker stops, and its partitions lose a replica; ` +
      'the others fill as fast.',
    first:
      'enlarge the volumes now (aws kafka update-broker-storage), since it takes a while. If that is not possible within ' +
      'hours, lower the retention of the largest topics in shared/topics.ts and deploy: what is older is deleted.',
    metric: 'KafkaDataLogsDiskUsed',
    statistic: 'Maximum',
    period: FIVE,
    breaches: 'at-least',
    threshold: 85,
    periods: [1, 1],
    missing: IGNORE,
  },
];

const heap: WorstBroker = {
  ...LASTING,
  what: 'heap',
  means: (names) =>
    `For a quarter of an hour one of ${names} has used over 60 % of its heap right after garbage collection. The next ` +
    'step is long pauses, in which it drops out of sync.',
  first:
    'see on the dashboard what has grown: connections, partitions, consumer groups. Fewer of them, or a larger ' +
    'instance type in the stage.',
  metric: 'HeapMemoryAfterGC',
  statistic: 'Average',
  breaches: 'over',
  threshold: 60,
  missing: NOT_BREACHING,
};

const throttle = (what: string, metric: WorstBroker['metric'], work: string): WorstBroker => ({
  ...LASTING,
  what,
  means: (names) =>
    `For a quarter of an hour one of ${names} has slowed ${work} down, since it is over the throughput that its type ` +
    'is sold with. Nothing is lost; all of it is late.',
  first:
    'see on the dashboard whether the load is spread over all brokers and what has grown. If it stays: a larger ' +
    'instance type or more brokers in the stage.',
  metric,
  statistic: 'Average',
  breaches: 'over',
  threshold: 0,
  // Counted only while there is some.
  missing: NOT_BREACHING,
});

const THROTTLES: readonly WorstBroker[] = [
  throttle('writes-throttled', 'ProduceThrottleTime', 'writing'),
  throttle('reads-throttled', 'FetchThrottleTime', 'reading'),
];
