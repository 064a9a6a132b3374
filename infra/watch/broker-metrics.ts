/**
 * What MSK counts of a cluster and of each broker. Broker ids are 1 to n. An alarm has room for ten metrics, so that
 * of a large cluster there is one for each group of brokers.
 */
import type { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';

const NAMESPACE = 'AWS/Kafka';
const MOST_METRICS = 10;

export type ClusterMetric = 'ActiveControllerCount' | 'OfflinePartitionsCount' | 'StorageUsed';

export const clusterMetric = (
  clusterName: string,
  metricName: ClusterMetric,
  options: MetricOptions,
): Metric =>
  new Metric({
    namespace: NAMESPACE,
    metricName,
    dimensionsMap: { 'Cluster Name': clusterName },
    ...options,
  });

export type BrokerMetric =
  | 'UnderReplicatedPartitions'
  | 'UnderMinIsrPartitionCount'
  | 'KafkaDataLogsDiskUsed'
  | 'CpuUser'
  | 'CpuSystem'
  | 'CPUCreditBalance'
  | 'HeapMemoryAfterGC'
  | 'ClientConnectionCount'
  | 'ConnectionCreationRate'
  | 'IAMTooManyConnections'
  | 'ProduceThrottleTime'
  | 'FetchThrottleTime'
  | 'ProduceTotalTimeMsMean';

export interface Broker {
  readonly clusterName: string;
  readonly id: number;
}

export const brokerMetric = (
  { clusterName, id }: Broker,
  metricName: BrokerMetric,
  options: MetricOptions,
): Metric =>
  new Metric({
    namespace: NAMESPACE,
    metricName,
    dimensionsMap: {
      'Cluster Name': clusterName,
      'Broker ID': String(id),
      ...(metricName === 'ClientConnectionCount' && { 'Client Authentication': 'IAM' }),
    },
    ...options,
  });

/** User and system: what AWS advises to keep under 60 %. */
export const cpuMetric = (broker: Broker, period: Duration): MathExpression =>
  new MathExpression({
    expression: `user${broker.id} + system${broker.id}`,
    usingMetrics: {
      [`user${broker.id}`]: brokerMetric(broker, 'CpuUser', { statistic: 'Average' }),
      [`system${broker.id}`]: brokerMetric(broker, 'CpuSystem', { statistic: 'Average' }),
    },
    period,
  });

export interface BrokerGroup {
  /** `brokers-from-1`: the same however many there are. */
  readonly name: string;
  readonly ids: readonly number[];
}

export function brokerGroups(brokers: number, metricsPerBroker: number): readonly BrokerGroup[] {
  const size = Math.floor(MOST_METRICS / metricsPerBroker);
  return Array.from({ length: Math.ceil(brokers / size) }, (_, group) => {
    const first = group * size + 1;
    const ids = Array.from({ length: Math.min(size, brokers - group * size) }, (_, index) => first + index);
    return { name: `brokers-from-${first}`, ids };
  });
}
