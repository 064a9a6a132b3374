/**
 * The metrics we look at, as AWS documents them. Lambda: "Types of metrics for Lambda functions". MSK: "Metrics for
 * monitoring Standard brokers" and "… Express brokers", with the level from which they are published. S3: "Metrics and
 * dimensions". What MSK's tables of lag leave out, its guide to alarms has: the cluster's name is a dimension there too.
 */
export interface DocumentedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly string[];
  /** MSK's: on which brokers, and from which monitoring level. */
  readonly brokers?: 'all' | 'standard' | 'express' | 't3';
  readonly level?: 'DEFAULT' | 'PER_BROKER';
  /** Lambda's of mappings: which group of `MetricsConfig` has it. */
  readonly group?: 'EventCount' | 'ErrorCount' | 'KafkaMetrics';
}

type Brokers = NonNullable<DocumentedMetric['brokers']>;
type Level = NonNullable<DocumentedMetric['level']>;

const kafka =
  (dimensions: readonly string[]) =>
  (name: string, brokers: Brokers, level: Level): DocumentedMetric => ({
    namespace: 'AWS/Kafka',
    name,
    dimensions,
    brokers,
    level,
  });
const ofCluster = kafka(['Cluster Name']);
const ofBroker = kafka(['Cluster Name', 'Broker ID']);
const ofGroup = kafka(['Cluster Name', 'Consumer Group', 'Topic']);

const lambda =
  (dimensions: readonly string[]) =>
  (name: string, group?: DocumentedMetric['group']): DocumentedMetric => ({
    namespace: 'AWS/Lambda',
    name,
    dimensions,
    ...(group && { group }),
  });
const ofFunction = lambda(['FunctionName']);
const ofMapping = lambda(['EventSourceMappingUUID']);

const s3 = (name: string, other: string): DocumentedMetric => ({
  namespace: 'AWS/S3',
  name,
  dimensions: ['BucketName', other],
});

export const DOCUMENTED: readonly DocumentedMetric[] = [
  ofCluster('ActiveControllerCount', 'all', 'DEFAULT'),
  ofCluster('OfflinePartitionsCount', 'standard', 'DEFAULT'),
  ofCluster('StorageUsed', 'express', 'DEFAULT'),
  ofBroker('CpuUser', 'all', 'DEFAULT'),
  ofBroker('CpuSystem', 'all', 'DEFAULT'),
  ofBroker('CPUCreditBalance', 't3', 'DEFAULT'),
  ofBroker('KafkaDataLogsDiskUsed', 'standard', 'DEFAULT'),
  ofBroker('HeapMemoryAfterGC', 'standard', 'DEFAULT'),
  ofBroker('UnderReplicatedPartitions', 'standard', 'DEFAULT'),
  ofBroker('UnderMinIsrPartitionCount', 'standard', 'DEFAULT'),
  ofBroker('ProduceTotalTimeMsMean', 'all', 'DEFAULT'),
  kafka(['Cluster Name', 'Broker ID', 'Client Authentication'])('ClientConnectionCount', 'all', 'DEFAULT'),
  ofBroker('ConnectionCreationRate', 'all', 'PER_BROKER'),
  ofBroker('IAMTooManyConnections', 'all', 'PER_BROKER'),
  ofBroker('ProduceThrottleTime', 'all', 'PER_BROKER'),
  ofBroker('FetchThrottleTime', 'all', 'PER_BROKER'),
  ofGroup('EstimatedMaxTimeLag', 'all', 'DEFAULT'),
  ofGroup('MaxOffsetLag', 'all', 'DEFAULT'),
  ofGroup('SumOffsetLag', 'all', 'DEFAULT'),
  ofFunction('Invocations'),
  ofFunction('Errors'),
  ofFunction('Throttles'),
  ofFunction('Duration'),
  ofFunction('ConcurrentExecutions'),
  ofMapping('PolledEventCount', 'EventCount'),
  ofMapping('FilteredOutEventCount', 'EventCount'),
  ofMapping('InvokedEventCount', 'EventCount'),
  ofMapping('FailedInvokeEventCount', 'EventCount'),
  ofMapping('DroppedEventCount', 'EventCount'),
  ofMapping('OnFailureDestinationDeliveredEventCount', 'EventCount'),
  ofMapping('CommittedEventCount', 'EventCount'),
  ofMapping('PollingErrorCount', 'ErrorCount'),
  ofMapping('InvokeErrorCount', 'ErrorCount'),
  ofMapping('OnFailureDestinationDeliveryErrorCount', 'ErrorCount'),
  ofMapping('SchemaRegistryErrorCount', 'ErrorCount'),
  ofMapping('CommitErrorCount', 'ErrorCount'),
  ofMapping('MaxOffsetLag', 'KafkaMetrics'),
  ofMapping('SumOffsetLag', 'KafkaMetrics'),
  s3('NumberOfObjects', 'StorageType'),
  s3('AllRequests', 'FilterId'),
  s3('PutRequests', 'FilterId'),
  s3('4xxErrors', 'FilterId'),
  s3('5xxErrors', 'FilterId'),
];
