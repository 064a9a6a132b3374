/** The 27 mistakes that neither cfn-lint nor the CDK's own validation found when each was tried. */
import { type Row, row } from '../row.ts';

const POLLERS = 'Mapping.ProvisionedPollerConfig';
const GROUP = 'Mapping.AmazonManagedKafkaEventSourceConfig.ConsumerGroupId';
const TYPE = 'Cluster.BrokerNodeGroupInfo.InstanceType';
const RULE = 'Bucket.LifecycleConfiguration.Rules';

export const NAMED_ROWS: readonly Row[] = [
  row(
    'provisioned-only options without pollers of its own',
    {
      [POLLERS]: undefined,
      'Mapping.BisectBatchOnFunctionError': undefined,
      'Mapping.MaximumRetryAttempts': undefined,
      'Mapping.MetricsConfig': undefined,
    },
    [
      'mapping-provisioned-only',
      'Mapping.FunctionResponseTypes',
      '["ReportBatchItemFailures"]',
      'give it pollers',
    ],
  ),
  row('more pollers at least than at most', { [`${POLLERS}.MinimumPollers`]: 31 }, [
    'mapping-pollers',
    `${POLLERS}.MinimumPollers`,
    '31',
    'at most MaximumPollers, 30',
  ]),
  row('5000 pollers', { [`${POLLERS}.MaximumPollers`]: 5000, [`${POLLERS}.PollerGroupName`]: undefined }, [
    'mapping-pollers',
    `${POLLERS}.MaximumPollers`,
    '5000',
    'from 1 to 2000',
  ]),
  row('a record age of 30 s', { 'Mapping.MaximumRecordAgeInSeconds': 30 }, [
    'mapping-record-age',
    'Mapping.MaximumRecordAgeInSeconds',
    '30',
    'from 60 to 604800, or -1',
  ]),
  row('a group with a space', { [GROUP]: 'my group' }, ['mapping-group', GROUP, "'my group'", '1 to 200 of']),
  row('no topic', { 'Mapping.Topics': undefined }, [
    'mapping-topics',
    'Mapping.Topics',
    'missing',
    'one topic',
  ]),
  row('no starting position', { 'Mapping.StartingPosition': undefined }, [
    'mapping-starting-position',
    'Mapping.StartingPosition',
    'missing',
    'TRIM_HORIZON, LATEST, AT_TIMESTAMP',
  ]),
  row('a parallelization factor', { 'Mapping.ParallelizationFactor': 5 }, [
    'mapping-foreign-option',
    'Mapping.ParallelizationFactor',
    '5',
    'Kinesis and DynamoDB',
  ]),
  row(
    'two sources',
    { 'Mapping.SelfManagedEventSource': { Endpoints: { KafkaBootstrapServers: ['a:9092'] } } },
    ['mapping-source', 'Mapping.SelfManagedEventSource', 'a:9092', 'absent with EventSourceArn'],
  ),
  row(
    'a failure topic that is the source',
    { 'Mapping.DestinationConfig.OnFailure.Destination': 'kafka://orders.v1' },
    [
      'mapping-destination',
      'Mapping.DestinationConfig.OnFailure.Destination',
      "'kafka://orders.v1'",
      'another topic',
    ],
  ),
  row('a timeout of 15 minutes with a mapping of Kafka', { 'Function.Timeout': 900 }, [
    'function-timeout',
    'Function.Timeout',
    '900',
    'at most 840 s with a mapping of Kafka (Mapping)',
  ]),
  row('20000 MB of memory', { 'Function.MemorySize': 20000 }, [
    'function-memory',
    'Function.MemorySize',
    '20000',
    'from 128 to 10240',
  ]),
  row('a runtime in preview', { 'Function.Runtime': 'nodejs26.x' }, [
    'function-runtime',
    'Function.Runtime',
    "'nodejs26.x'",
    'nodejs24.x',
  ]),
  row('a topic with an illegal name', { 'Topic.TopicName': 'orders !' }, [
    'topic-name',
    'Topic.TopicName',
    "'orders !'",
    '1 to 249',
  ]),
  row('a topic with a name of 300 characters', { 'Topic.TopicName': 'o'.repeat(300) }, [
    'topic-name',
    'Topic.TopicName',
    "'ooooo",
    '1 to 249',
  ]),
  row('five replicas on three brokers', { 'Topic.ReplicationFactor': 5 }, [
    'topic-replicas',
    'Topic.ReplicationFactor',
    '5',
    'at most 3, the brokers',
  ]),
  row('settings of a topic that are not base64', { 'Topic.Configs': '{"retention.ms":"1"}' }, [
    'topic-settings',
    'Topic.Configs',
    'retention.ms',
    'Fn.base64',
  ]),
  row(
    'a version of Kafka that there is not',
    { 'Cluster.KafkaVersion': '9.9.9', 'Configuration.KafkaVersionsList': undefined },
    ['cluster-version', 'Cluster.KafkaVersion', "'9.9.9'", '4.1.x.kraft'],
  ),
  row(
    'a mistyped version of Kafka',
    { 'Cluster.KafkaVersion': '3.9.x.craft', 'Configuration.KafkaVersionsList': undefined },
    ['cluster-version', 'Cluster.KafkaVersion', "'3.9.x.craft'", '3.9.x.kraft'],
  ),
  row('a broker type that there is not', { [TYPE]: 'kafka.m9.huge' }, [
    'cluster-broker-type',
    TYPE,
    "'kafka.m9.huge'",
    'kafka.m7g.large',
  ]),
  row('four brokers over three zones', { 'Cluster.NumberOfBrokerNodes': 4 }, [
    'cluster-brokers',
    'Cluster.NumberOfBrokerNodes',
    '4',
    'a multiple of 3',
  ]),
  row(
    'volumes for Express brokers',
    {
      [TYPE]: 'express.m7g.large',
      'Cluster.KafkaVersion': '3.9.x.kraft',
      'Cluster.ConfigurationInfo': undefined,
      'Topic.Configs': undefined,
    },
    ['cluster-storage', 'Cluster.BrokerNodeGroupInfo.StorageInfo', 'EBSStorageInfo', 'absent with Express'],
  ),
  row('KRaft on t3', { [TYPE]: 'kafka.t3.small' }, [
    'cluster-version',
    'Cluster.KafkaVersion',
    "'4.1.x.kraft'",
    't3 has no KRaft',
  ]),
  row(
    'a server property that there is not',
    { 'Configuration.ServerProperties': 'unclean.leader.election.enable=false\nmin.insync.replica=2\n' },
    [
      'configuration-properties',
      'Configuration.ServerProperties',
      'min.insync.replica=2',
      'that MSK takes: min.insync.replicas',
    ],
  ),
  row('a schema that is no JSON', { 'Schema.SchemaDefinition': '{oops' }, [
    'schema-definition',
    'Schema.SchemaDefinition',
    "'{oops'",
    'in AVRO',
  ]),
  row(
    'a lifecycle rule that does nothing',
    { [RULE]: [{ Id: 'orders', Status: 'Enabled', Prefix: 'orders/' }] },
    ['bucket-lifecycle-action', `${RULE}.0`, '"Id":"orders"', 'ExpirationInDays'],
  ),
  row(
    'a lifecycle rule after no days',
    { [RULE]: [{ Id: 'orders', Status: 'Enabled', ExpirationInDays: 0 }] },
    ['bucket-lifecycle-days', `${RULE}.0.ExpirationInDays`, '0', 'from 1'],
  ),
];
