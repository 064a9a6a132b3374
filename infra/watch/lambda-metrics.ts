/** What Lambda counts of a function, and of a mapping in provisioned mode that asks for all metrics. */
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';

export const functionMetric = (
  functionName: string,
  metricName: 'Invocations' | 'Errors' | 'Throttles' | 'Duration' | 'ConcurrentExecutions',
  options: MetricOptions,
): Metric =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { FunctionName: functionName },
    ...options,
  });

type MappingMetric =
  | 'PolledEventCount'
  | 'CommittedEventCount'
  | 'DroppedEventCount'
  | 'OnFailureDestinationDeliveredEventCount'
  | 'OnFailureDestinationDeliveryErrorCount'
  | 'PollingErrorCount'
  | 'InvokeErrorCount'
  | 'CommitErrorCount'
  | 'SchemaRegistryErrorCount';

export const mappingMetric = (
  mappingId: string,
  metricName: MappingMetric,
  options: MetricOptions = {},
): Metric =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { EventSourceMappingUUID: mappingId },
    statistic: 'Sum',
    ...options,
  });
