/** Can the cluster be read and written, and does it still have the replicas that we were promised? */
import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import type { AlarmSpec } from './alarm.ts';
import { clusterMetric } from './broker-metrics.ts';
import { worstBroker } from './worst-broker.ts';

const MINUTE = Duration.minutes(1);
const BROKER_LOGS =
  "the brokers' log group, and the events of the cluster (aws kafka list-cluster-operations-v2 --cluster-arn <arn>)";

export function availabilityAlarms(cluster: ClusterSettings, clusterName: string): readonly AlarmSpec[] {
  const { instanceType, brokers, profile } = cluster;
  const express = instanceType.startsWith('express.');
  const ours = profile !== 'existing';
  return [
    noController(clusterName),
    ...(ours ? [severalControllers(clusterName)] : []),
    ...(express ? [] : [offlinePartitions(clusterName), ...underMinIsr({ clusterName, brokers })]),
    ...(express || !ours ? [] : underReplicated({ clusterName, brokers })),
  ];
}

/** An election takes seconds. Nobody reporting a controller is as bad as everybody reporting none: missing breaches. */
const noController = (clusterName: string): AlarmSpec => ({
  kind: 'state',
  what: 'no-controller',
  of: 'cluster',
  means:
    'For five minutes no broker has been the controller of the Kafka cluster, or the cluster counts nothing at all. ' +
    'Leaders that fail are not replaced, and topics cannot be changed.',
  first: `see the state of the cluster (aws kafka describe-cluster-v2 --cluster-arn <arn>), then ${BROKER_LOGS}. If AWS is not at work on it, open a case with AWS support: the controllers are theirs.`,
  metric: clusterMetric(clusterName, 'ActiveControllerCount', { statistic: 'Maximum', period: MINUTE }),
  breaches: 'under',
  threshold: 1,
  periods: [5, 5],
  missing: TreatMissingData.BREACHING,
});

/** Each broker says 1 or 0 once a minute. During an election two may, so it has to last. */
const severalControllers = (clusterName: string): AlarmSpec => ({
  kind: 'state',
  what: 'several-controllers',
  of: 'cluster',
  means:
    'For five minutes more than one broker has taken itself for the controller of the Kafka cluster. They may decide ' +
    'against each other about leaders and topics.',
  first: `deploy nothing that changes topics. See ${BROKER_LOGS} and open a case with AWS support.`,
  metric: clusterMetric(clusterName, 'ActiveControllerCount', { statistic: 'Sum', period: MINUTE }),
  breaches: 'over',
  threshold: 1,
  periods: [5, 5],
  // Then there is no controller: the other alarm.
  missing: TreatMissingData.NOT_BREACHING,
});

/** Only the controller counts, the others say 0. Two minutes: a leader's election is over by then. */
const offlinePartitions = (clusterName: string): AlarmSpec => ({
  kind: 'state',
  what: 'offline-partitions',
  of: 'cluster',
  means:
    'Partitions have no leader: they can be neither read nor written. Functions that publish to them fail, and those ' +
    'that read them stand still.',
  first: `see which brokers are down (under-replicated-partitions, ${BROKER_LOGS}). Restart none by hand: the one that comes back with the last replica in sync must be the leader, or acknowledged records are lost.`,
  metric: clusterMetric(clusterName, 'OfflinePartitionsCount', { statistic: 'Maximum', period: MINUTE }),
  breaches: 'over',
  threshold: 0,
  periods: [2, 2],
  // Without a controller nobody counts: that is no-controller.
  missing: TreatMissingData.NOT_BREACHING,
});

const underMinIsr = (brokers: { readonly clusterName: string; readonly brokers: number }) =>
  worstBroker(brokers, {
    kind: 'state',
    what: 'under-min-isr',
    means: (names) =>
      `Partitions that ${names} lead have fewer replicas in sync than acks=all needs: every record written to them is ` +
      'refused. What our functions read is still right; what they publish is parked or answered with an error.',
    first: `see how many brokers are down: two of three, mostly, or disks that are full (disk-nearly-full). Then ${BROKER_LOGS}. Do not lower min.insync.replicas: what is acknowledged then can be lost.`,
    metric: 'UnderMinIsrPartitionCount',
    statistic: 'Maximum',
    period: MINUTE,
    breaches: 'over',
    threshold: 0,
    periods: [2, 2],
    // A broker that is down counts nothing; those that lead its partitions now do.
    missing: TreatMissingData.NOT_BREACHING,
  });

/** A quarter of an hour: longer than a broker's restart in a rolling update. */
const underReplicated = (brokers: { readonly clusterName: string; readonly brokers: number }) =>
  worstBroker(brokers, {
    kind: 'state',
    what: 'under-replicated-partitions',
    means: (names) =>
      `For a quarter of an hour partitions that ${names} lead have had fewer than three replicas in sync. Nothing is ` +
      'lost and all works; one more failure stops writing.',
    first: `see whether an update or a repair is under way (aws kafka list-cluster-operations-v2 --cluster-arn <arn>): then wait. If not, CPU, disk and network of the brokers on the dashboard, and ${BROKER_LOGS}.`,
    metric: 'UnderReplicatedPartitions',
    statistic: 'Maximum',
    period: Duration.minutes(5),
    breaches: 'over',
    threshold: 0,
    periods: [3, 3],
    missing: TreatMissingData.NOT_BREACHING,
  });
