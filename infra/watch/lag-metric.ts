/** How far a consumer group is behind in a topic. MSK counts it at every monitoring level, on every kind of broker. */
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';

export interface Group {
  readonly clusterName: string;
  readonly group: string;
  readonly topicName: string;
}

export const lagMetric = (
  { clusterName, group, topicName }: Group,
  metricName: 'EstimatedMaxTimeLag' | 'MaxOffsetLag' | 'SumOffsetLag',
  options: MetricOptions = {},
): Metric =>
  new Metric({
    namespace: 'AWS/Kafka',
    metricName,
    dimensionsMap: { 'Cluster Name': clusterName, 'Consumer Group': group, Topic: topicName },
    statistic: 'Maximum',
    ...options,
  });
