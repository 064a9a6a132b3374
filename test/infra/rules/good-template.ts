/** One resource of each type that rules judge, and nothing wrong with any; a row breaks one thing in it. */
import type { Json, JsonObject } from '../../../infra/rules/resolve.ts';
import type { RawResource } from '../../../infra/rules/resource.ts';
import type { RawTemplate } from '../../../infra/rules/template.ts';

export const settings = (given: object): Json => ({ 'Fn::Base64': JSON.stringify(given) });

const TOPIC_SETTINGS = {
  'cleanup.policy': 'delete',
  'retention.ms': '604800000',
  'retention.bytes': '-1',
  'min.insync.replicas': '2',
};
export const topicWith = (given: object): Json => settings({ ...TOPIC_SETTINGS, ...given });

const LINES = [
  'default.replication.factor=3',
  'min.insync.replicas=2',
  'unclean.leader.election.enable=false',
];
export const linesWith = (...more: readonly string[]): string => [...LINES, ...more, ''].join('\n');

export const RESOURCES: Readonly<Record<string, RawResource>> = {
  Cluster: {
    Type: 'AWS::MSK::Cluster',
    Properties: {
      ClusterName: 'kafka',
      KafkaVersion: '4.1.x.kraft',
      NumberOfBrokerNodes: 3,
      BrokerNodeGroupInfo: {
        InstanceType: 'kafka.m7g.large',
        ClientSubnets: ['subnet-1a', 'subnet-1b', 'subnet-1c'],
        SecurityGroups: ['sg-0123456789abcdef0'],
        StorageInfo: { EBSStorageInfo: { VolumeSize: 100 } },
      },
      ClientAuthentication: { Sasl: { Iam: { Enabled: true } }, Unauthenticated: { Enabled: false } },
      EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true } },
      ConfigurationInfo: {
        Arn: { 'Fn::GetAtt': ['Configuration', 'Arn'] },
        Revision: { 'Fn::GetAtt': ['Configuration', 'LatestRevision.Revision'] },
      },
      EnhancedMonitoring: 'PER_BROKER',
    },
  },
  Configuration: {
    Type: 'AWS::MSK::Configuration',
    Properties: { Name: 'kafka', KafkaVersionsList: ['4.1.x.kraft'], ServerProperties: linesWith() },
  },
  Topic: {
    Type: 'AWS::MSK::Topic',
    Properties: {
      ClusterArn: { 'Fn::GetAtt': ['Cluster', 'Arn'] },
      TopicName: 'orders.v1',
      PartitionCount: 30,
      ReplicationFactor: 3,
      Configs: topicWith({}),
    },
  },
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'invoice',
      Code: { S3Bucket: 'code', S3Key: 'invoice.zip' },
      Handler: 'index.handler',
      Role: 'arn:aws:iam::111122223333:role/invoice',
      Runtime: 'nodejs24.x',
      MemorySize: 512,
      Timeout: 840,
    },
  },
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: { Ref: 'Function' },
      EventSourceArn: { 'Fn::GetAtt': ['Cluster', 'Arn'] },
      Topics: ['orders.v1'],
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 500,
      MaximumBatchingWindowInSeconds: 1,
      MaximumRetryAttempts: 100,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'invoice.orders.v1' },
      ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 30, PollerGroupName: 'shared' },
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Bucket', 'Arn'] } } },
      FilterCriteria: { Filters: [{ Pattern: '{"value":{"status":["PAID"]}}' }] },
      MetricsConfig: { Metrics: ['EventCount', 'ErrorCount', 'KafkaMetrics'] },
    },
  },
  Schema: {
    Type: 'AWS::Glue::Schema',
    Properties: {
      Name: 'orders.v1',
      DataFormat: 'AVRO',
      Compatibility: 'BACKWARD',
      SchemaDefinition: '{"type":"record","name":"Order","fields":[{"name":"id","type":"string"}]}',
    },
  },
  Version: {
    Type: 'AWS::Glue::SchemaVersion',
    Properties: {
      Schema: { SchemaArn: { 'Fn::GetAtt': ['Schema', 'Arn'] } },
      SchemaDefinition: '{"type":"record","name":"Order","fields":[]}',
    },
  },
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      LifecycleConfiguration: {
        Rules: [
          { Id: 'uploads', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
          { Id: 'orders', Status: 'Enabled', Prefix: 'orders/', ExpirationInDays: 9 },
        ],
      },
    },
  },
  Alarm: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    },
  },
};

/** `Mapping.Topics` to what it becomes, undefined takes it away; `Other` to a resource more. */
export type Change = Readonly<Record<string, Json | undefined>>;

export function goodTemplate(change: Change = {}): RawTemplate {
  const resources = structuredClone(RESOURCES) as Record<string, RawResource>;
  for (const [place, value] of Object.entries(change)) {
    const [id, ...path] = place.split('.');
    if (path.length === 0) resources[id!] = value as unknown as RawResource;
    else put(resources[id!]!.Properties!, path, structuredClone(value));
  }
  return { Resources: resources };
}

function put(at: JsonObject, [key, ...rest]: readonly string[], value: Json | undefined): void {
  const node = at as Record<string, Json>;
  if (rest.length > 0) {
    node[key!] ??= {};
    put(node[key!] as JsonObject, rest, value);
  } else if (value === undefined) delete node[key!];
  else node[key!] = value;
}
