/** The brokers' load and what they lack, each broker a line. Express has throttling where Standard has disks. */
import { Duration } from 'aws-cdk-lib';
import type { IWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import { type BrokerMetric, brokerMetric, clusterMetric } from './broker-metrics.ts';
import { graph } from './graph.ts';

type Statistic = 'Average' | 'Maximum' | 'Sum';
const period = Duration.minutes(5);

export function clusterGraphs(
  { brokers, instanceType, profile }: ClusterSettings,
  clusterName: string,
): readonly IWidget[] {
  const ids = Array.from({ length: brokers }, (_, index) => index + 1);
  const each = (name: BrokerMetric, statistic: Statistic): readonly Metric[] =>
    ids.map((id) =>
      brokerMetric({ clusterName, id }, name, { statistic, period, label: `${name} of broker ${id}` }),
    );
  // A broker has as many connections as a minute's values of its threads together.
  const connections = ids.map((id) =>
    brokerMetric({ clusterName, id }, 'ClientConnectionCount', {
      statistic: 'Sum',
      period: Duration.minutes(1),
      label: `broker ${id}`,
    }),
  );
  const load = [
    graph('CPU, %', [...each('CpuUser', 'Average'), ...each('CpuSystem', 'Average')]),
    graph('Connections of clients', connections),
    graph('Mean time of a write, ms', each('ProduceTotalTimeMsMean', 'Average')),
  ];
  if (!instanceType.startsWith('express.')) {
    return [
      ...load,
      graph('Disk used, %', each('KafkaDataLogsDiskUsed', 'Maximum')),
      graph('Heap after garbage collection, %', each('HeapMemoryAfterGC', 'Maximum')),
      graph('Partitions without a leader or a replica', [
        clusterMetric(clusterName, 'OfflinePartitionsCount', {
          statistic: 'Maximum',
          period,
          label: 'offline',
        }),
        ...each('UnderMinIsrPartitionCount', 'Maximum'),
        ...each('UnderReplicatedPartitions', 'Maximum'),
      ]),
    ];
  }
  const stored = clusterMetric(clusterName, 'StorageUsed', { statistic: 'Maximum', period, label: 'bytes' });
  const throttles = [...each('ProduceThrottleTime', 'Average'), ...each('FetchThrottleTime', 'Average')];
  return [
    ...load,
    graph('Stored', [stored]),
    // Of somebody else's cluster nobody knows whether it counts them.
    ...(profile === 'existing' ? [] : [graph('Throttled, ms', throttles)]),
  ];
}
