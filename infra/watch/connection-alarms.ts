/**
 * Connections: MSK refuses those over a number and over a rate, and functions that scale out open many at once. A
 * broker counts them by network thread, so what it has is the sum of a minute's values: the period has to be a minute.
 */
import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { brokerType, IAM_CONNECTIONS } from '../kafka/msk-offer.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import type { AlarmSpec } from './alarm.ts';
import { worstBroker } from './worst-broker.ts';

const MINUTE = Duration.minutes(1);
/** No broker, no connections: other alarms say that it is gone. */
const missing = TreatMissingData.NOT_BREACHING;
const WHO =
  'see which function runs side by side most (ConcurrentExecutions on the dashboard), and whether one connects with ' +
  'each invocation instead of once a process';

export function connectionAlarms(cluster: ClusterSettings, clusterName: string): readonly AlarmSpec[] {
  const { brokers, profile, instanceType } = cluster;
  const all = { clusterName, brokers };
  const rate = brokerType(instanceType)?.iamConnectionsPerSecond ?? 0;
  const most = Math.round(IAM_CONNECTIONS * 0.8);
  return [
    ...worstBroker(all, {
      kind: 'state',
      what: 'connections',
      means: (names) =>
        `One of ${names} has over ${most} connections of clients. At ${IAM_CONNECTIONS} it refuses new ones, and functions ` +
        'that start then cannot reach it.',
      first: `${WHO}. Lower pollers.max or give that function a reserved concurrency; brokers can be added.`,
      metric: 'ClientConnectionCount',
      statistic: 'Sum',
      period: MINUTE,
      breaches: 'over',
      threshold: most,
      periods: [5, 5],
      missing,
    }),
    ...(profile === 'small' || profile === 'existing'
      ? []
      : [
          ...worstBroker(all, {
            kind: 'state',
            what: 'new-connections',
            means: (names) =>
              `For three minutes one of ${names} has taken over ${rate * 0.8} new connections a second. From ${rate} on it ` +
              'refuses them, and functions that start wait or fail.',
            first: `${WHO}. Right after a deployment it passes by itself; if it stays, something starts and stops all the time.`,
            metric: 'ConnectionCreationRate',
            statistic: 'Sum',
            period: MINUTE,
            breaches: 'at-least',
            threshold: rate * 0.8,
            periods: [3, 3],
            missing,
          }),
          ...worstBroker(all, {
            kind: 'state',
            what: 'connections-refused',
            means: (names) =>
              `One of ${names} refuses connections with IAM: there are too many, or too many new ones a second. Functions ` +
              'and pollers that need one try again, and late is what comes of it.',
            first: `${WHO}. Compare with the alarms connections and new-connections, which say which of the two it is.`,
            metric: 'IAMTooManyConnections',
            statistic: 'Maximum',
            period: Duration.minutes(5),
            breaches: 'over',
            threshold: 0,
            periods: [1, 1],
            missing,
          }),
        ]),
  ];
}
