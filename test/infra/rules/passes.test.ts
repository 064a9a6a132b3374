/** What looks like a mistake and is none: a rule that cries wolf is switched off. */
import { expect, test } from 'vitest';
import { Deployment } from '../../../infra/rules/deployment.ts';
import { findings } from '../../../infra/rules/findings.ts';
import { RULES } from '../../../infra/rules/rules.ts';
import type { RawTemplate } from '../../../infra/rules/template.ts';
import { type Change, goodTemplate, RESOURCES, settings, topicWith } from './good-template.ts';

const POLLERS = 'Mapping.ProvisionedPollerConfig';
const FUNCTION = 'Mapping.FunctionName';
const DESTINATION = 'Mapping.DestinationConfig.OnFailure.Destination';
const TYPE = 'Cluster.BrokerNodeGroupInfo.InstanceType';
const ON_DEMAND = {
  [POLLERS]: undefined,
  'Mapping.FunctionResponseTypes': undefined,
  'Mapping.BisectBatchOnFunctionError': false,
  'Mapping.MaximumRetryAttempts': undefined,
  'Mapping.MetricsConfig': undefined,
};
const QUEUE = {
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { EventSourceArn: 'arn:aws:sqs:eu-west-1:1:q', FunctionName: 'invoice', BatchSize: 10_001 },
};
const CHOSEN = { 'Fn::If': ['Large', 9, 2] };

/** 99 mappings beside the first. */
const OTHERS = Array.from({ length: 99 }, (_, index) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    ...RESOURCES.Mapping!.Properties!,
    AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: `other-${index}` },
    ProvisionedPollerConfig: { MaximumPollers: 1, PollerGroupName: 'shared' },
  },
}));

function messages(change: Change, more: Partial<RawTemplate> = {}): readonly string[] {
  const deployment = new Deployment();
  deployment.add({ path: 'kafka.template.json', raw: { ...goodTemplate(change), ...more } });
  return findings(deployment, RULES).map(({ message }) => message);
}

const GOOD: readonly (readonly [what: string, change: Change])[] = [
  ['a mapping on demand', ON_DEMAND],
  [
    'attempts without end on demand',
    { ...ON_DEMAND, 'Mapping.MaximumRetryAttempts': -1, 'Mapping.DestinationConfig': undefined },
  ],
  ['pollers by default', { [POLLERS]: {} }],
  ['a number as text', { [`${POLLERS}.MaximumPollers`]: '30', 'Mapping.BatchSize': '500' }],
  ['no window, which is 500 ms', { 'Mapping.MaximumBatchingWindowInSeconds': undefined }],
  ['another topic of the cluster as the failure destination', { [DESTINATION]: 'kafka://failures' }],
  ['a queue as the failure destination', { [DESTINATION]: 'arn:aws:sqs:eu-west-1:111122223333:failures' }],
  ['a mapping of SQS, which has other limits', { Queue: QUEUE }],
  [
    'a share group, which has no position',
    {
      'Mapping.StartingPosition': undefined,
      'Mapping.EventSourceArn': undefined,
      'Mapping.AmazonManagedKafkaEventSourceConfig': undefined,
      'Mapping.SelfManagedEventSource': { Endpoints: { KafkaBootstrapServers: ['a:9092'] } },
      'Mapping.SelfManagedKafkaEventSourceConfig': { ConsumptionMode: 'Queue' },
    },
  ],
  [
    '15 minutes without a mapping of Kafka',
    { Other: { Type: 'AWS::Lambda::Function', Properties: { Timeout: 900 } } },
  ],
  [
    'tiered storage, which elects cleanly by default',
    { 'Cluster.StorageMode': 'TIERED', 'Cluster.ConfigurationInfo': undefined },
  ],
  [
    'two topics of one name in clusters that are not known',
    {
      'Topic.ClusterArn': CHOSEN,
      Other: { Type: 'AWS::MSK::Topic', Properties: { ClusterArn: CHOSEN, TopicName: 'orders.v1' } },
    },
  ],
  ['another language', { 'Function.Runtime': 'python3.13' }],
  [
    'ZooKeeper on t3',
    {
      [TYPE]: 'kafka.t3.small',
      'Cluster.KafkaVersion': '3.9.x',
      'Configuration.KafkaVersionsList': ['3.9.x'],
    },
  ],
  [
    'Express brokers',
    {
      [TYPE]: 'express.m7g.large',
      'Cluster.BrokerNodeGroupInfo.StorageInfo': undefined,
      'Cluster.KafkaVersion': '3.9.x.kraft',
      'Configuration.KafkaVersionsList': ['3.9.x.kraft'],
      'Configuration.ServerProperties': '# kept for a week\nlog.retention.ms = 604800000\n\n',
      'Topic.Configs': settings({
        'cleanup.policy': 'compact,delete',
        'retention.ms': '3600000',
        'max.compaction.lag.ms': '86400000',
      }),
    },
  ],
  [
    'records kept by their size',
    { 'Topic.Configs': topicWith({ 'retention.ms': '-1', 'retention.bytes': '1000000' }) },
  ],
  [
    'records kept by their key',
    { 'Topic.Configs': topicWith({ 'retention.ms': '-1', 'cleanup.policy': 'compact' }) },
  ],
  [
    'the largest number of Kafka',
    { 'Topic.Configs': topicWith({ 'max.compaction.lag.ms': '9223372036854775807' }) },
  ],
  ['a topic without settings', { 'Topic.Configs': undefined }],
  [
    'a topic of another cluster',
    { 'Topic.ClusterArn': 'arn:aws:kafka:eu-west-1:1:cluster/k/u', 'Topic.ReplicationFactor': 4 },
  ],
  [
    'a schema in Protobuf',
    {
      'Schema.DataFormat': 'PROTOBUF',
      'Schema.SchemaDefinition': 'syntax = "proto3"; message Order { string id = 1; }',
      Version: { Type: 'AWS::Glue::SchemaVersion' },
    },
  ],
  [
    'a JSON Schema',
    {
      'Schema.DataFormat': 'JSON',
      'Schema.SchemaDefinition': '{"type":"object"}',
      Version: { Type: 'AWS::Glue::SchemaVersion' },
    },
  ],
  [
    'a lifecycle that only moves objects',
    {
      'Bucket.LifecycleConfiguration.Rules': [
        { Status: 'Enabled', Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 0 }] },
      ],
    },
  ],
  [
    'two mappings of one group, of which one exists',
    {
      Other: { ...(goodTemplate().Resources?.Mapping as object), Condition: 'Large' } as never,
    },
  ],
  [
    'numbers that a condition chooses',
    {
      'Cluster.NumberOfBrokerNodes': CHOSEN,
      'Function.MemorySize': CHOSEN,
      [`${POLLERS}.MinimumPollers`]: CHOSEN,
      'Topic.ReplicationFactor': CHOSEN,
    },
  ],
  [
    'names that are known when it is deployed',
    {
      'Topic.TopicName': '{{resolve:ssm:/topic}}',
      'Mapping.Topics': { 'Fn::If': ['Large', ['a'], ['b']] },
      [FUNCTION]: { 'Fn::ImportValue': 'elsewhere' },
      [DESTINATION]: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::failures']] },
    },
  ],
  [
    'what stands at a lower limit',
    {
      'Function.MemorySize': 128,
      'Mapping.BatchSize': 1,
      'Mapping.MaximumBatchingWindowInSeconds': 0,
      'Mapping.MaximumRetryAttempts': 0,
      'Mapping.MaximumRecordAgeInSeconds': 60,
      'Mapping.StartingPosition': 'AT_TIMESTAMP',
      'Mapping.StartingPositionTimestamp': 0,
      [`${POLLERS}.MaximumPollers`]: 1,
      'Mapping.AmazonManagedKafkaEventSourceConfig.ConsumerGroupId': 'g',
      'Topic.TopicName': 't',
      'Cluster.BrokerNodeGroupInfo.StorageInfo.EBSStorageInfo.VolumeSize': 1,
    },
  ],
  [
    'what stands at an upper limit',
    {
      'Function.MemorySize': 10_240,
      'Mapping.BatchSize': 10_000,
      'Mapping.MaximumBatchingWindowInSeconds': 300,
      'Mapping.MaximumRetryAttempts': 10_000,
      'Mapping.MaximumRecordAgeInSeconds': 604_800,
      [POLLERS]: { MinimumPollers: 200, MaximumPollers: 2_000, PollerGroupName: 'shared' },
      'Mapping.AmazonManagedKafkaEventSourceConfig.ConsumerGroupId': 'g'.repeat(200),
      'Mapping.FilterCriteria.Filters': Array(5).fill({
        Pattern: `{"value":{"a":["${'x'.repeat(4_076)}"]}}`,
      }),
      'Topic.TopicName': 't'.repeat(249),
      'Topic.PartitionCount': 1_400,
      'Cluster.BrokerNodeGroupInfo.StorageInfo.EBSStorageInfo.VolumeSize': 16_384,
      'Bucket.LifecycleConfiguration.Rules': Array.from({ length: 1_000 }, (_, index) => ({
        Id: `${index}`,
        Status: 'Enabled',
        ExpirationInDays: 1,
      })),
      'Schema.SchemaDefinition': '{"type":"record","name":"Order","fields":[]}'.padEnd(170_000),
    },
  ],
  [
    'a group of pollers of 100 mappings',
    Object.fromEntries(OTHERS.map((each, index) => [`Other${index}`, each])),
  ],
  [
    'tiered storage for three days',
    {
      'Cluster.StorageMode': 'TIERED',
      'Topic.Configs': topicWith({ 'remote.storage.enable': 'true', 'retention.ms': '259200000' }),
    },
  ],
  [
    'a registry in Glue by reference, with a destination',
    {
      Registry: { Type: 'AWS::Glue::Registry', Properties: { Name: 'kafka' } },
      'Mapping.AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig': {
        SchemaRegistryURI: { 'Fn::GetAtt': ['Registry', 'Arn'] },
        EventRecordFormat: 'SOURCE',
        SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
      },
    },
  ],
  [
    'what a custom resource gives',
    {
      Custom: { Type: 'Custom::Network' },
      [DESTINATION]: { 'Fn::GetAtt': ['Custom', 'Arn'] },
      'Cluster.BrokerNodeGroupInfo.ClientSubnets': ['A', 'B', 'C'].map((each) => ({
        'Fn::GetAtt': ['Custom', each],
      })),
    },
  ],
  [
    'authentication that a condition chooses',
    { 'Cluster.ClientAuthentication': { Sasl: { Iam: { Enabled: { 'Fn::If': ['Large', true, false] } } } } },
  ],
  ['a property that is taken away', { 'Mapping.ParallelizationFactor': { Ref: 'AWS::NoValue' } }],
];

test.each(GOOD)('%s passes', (_, change) => {
  expect(messages(change)).toEqual([]);
});

test('what can be resolved is judged: parameters, joins, splits, maps, substitutions', () => {
  const Parameters = {
    Minutes: { Type: 'Number', Default: '15' },
    Topics: { Type: 'CommaDelimitedList', Default: 'orders v1,b' },
  };
  const Mappings = { Of: { prod: { type: 'kafka.m9.huge' } } };
  const change = {
    'Mapping.Topics': [{ 'Fn::Select': [0, { Ref: 'Topics' }] }],
    [DESTINATION]: {
      'Fn::Sub': [
        // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own
        'kafka://${Name} failed',
        { Name: { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/orders'] }] } },
      ],
    },
    'Topic.TopicName': { 'Fn::Join': [' ', ['orders', { Ref: 'Named' }]] },
    [TYPE]: { 'Fn::FindInMap': ['Of', 'prod', 'type'] },
    'Function.MemorySize': { Ref: 'Minutes' },
    Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'bucket' } },
  };
  expect(messages(change, { Parameters, Mappings }).map((each) => each.split(';')[0])).toEqual([
    "Cluster: BrokerNodeGroupInfo.InstanceType is 'kafka.m9.huge'",
    "Topic: TopicName is 'orders bucket'",
    "Function: MemorySize is '15'",
    "Mapping: Topics.0 is 'orders v1'",
    "Mapping: DestinationConfig.OnFailure.Destination is 'kafka://orders failed'",
  ]);
});

test('a topic finds its cluster in another stack, by an export and by a parameter of SSM', () => {
  const { Resources = {} } = goodTemplate();
  const { Cluster, Configuration, Topic } = Resources;
  const arn = { 'Fn::GetAtt': ['Cluster', 'Arn'] };
  const five = (ClusterArn: object) => ({
    ...Topic!,
    Properties: { ...Topic!.Properties, ClusterArn, ReplicationFactor: 5 },
  });
  const deployment = new Deployment();
  deployment.add({
    path: 'topics.template.json',
    raw: {
      Parameters: { Arn: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/kafka/arn' } },
      Resources: {
        Imported: five({ 'Fn::ImportValue': 'kafka:Arn' }),
        Looked: { ...five({ Ref: 'Arn' }), Condition: 'Large' },
      } as never,
    },
  });
  deployment.add({
    path: 'kafka.template.json',
    raw: {
      Resources: {
        Cluster: Cluster!,
        Configuration: Configuration!,
        Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/kafka/arn', Value: arn } },
      },
      Outputs: { Arn: { Value: arn, Export: { Name: 'kafka:Arn' } } },
    },
  });
  expect(findings(deployment, RULES).map(({ rule, resource }) => [rule, resource.logicalId])).toEqual([
    ['topic-replicas', 'Imported'],
    ['topic-replicas', 'Looked'],
  ]);
});
