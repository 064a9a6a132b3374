/** Mappings: what else a careful reviewer would look for. */
import type { Json } from '../../../../infra/rules/resolve.ts';
import { type Change, RESOURCES } from '../good-template.ts';
import { type Row, row } from '../row.ts';

const POLLERS = 'Mapping.ProvisionedPollerConfig';
const CONFIG = 'Mapping.AmazonManagedKafkaEventSourceConfig';
const GROUP = `${CONFIG}.ConsumerGroupId`;
const REGISTRY = `${CONFIG}.SchemaRegistryConfig`;
const DESTINATION = 'Mapping.DestinationConfig.OnFailure.Destination';
const FILTERS = 'Mapping.FilterCriteria.Filters';

const ON_DEMAND: Change = {
  [POLLERS]: undefined,
  'Mapping.FunctionResponseTypes': undefined,
  'Mapping.BisectBatchOnFunctionError': undefined,
  'Mapping.MaximumRetryAttempts': undefined,
  'Mapping.MetricsConfig': undefined,
};
const GLUE = 'arn:aws:glue:eu-west-1:111122223333:registry/kafka';
const DECODED = {
  SchemaRegistryURI: GLUE,
  EventRecordFormat: 'JSON',
  SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
};

const onDemand = (option: string, value: Json, given: string): Row =>
  row(`${option} on demand`, { ...ON_DEMAND, [`Mapping.${option}`]: value }, [
    'mapping-provisioned-only',
    `Mapping.${option}`,
    given,
    'absent without ProvisionedPollerConfig',
  ]);

const out = (option: string, value: Json, says: readonly [rule: string, allowed: string]): Row =>
  row(`${option} ${JSON.stringify(value)}`, { [`Mapping.${option}`]: value }, [
    says[0],
    `Mapping.${option}`,
    typeof value === 'string' ? value : JSON.stringify(value),
    says[1],
  ]);

const filter = (mistake: string, pattern: string, allowed: string): Row =>
  row(`a filter ${mistake}`, { [FILTERS]: [{ Pattern: pattern }] }, [
    'mapping-filters',
    `${FILTERS}.0.Pattern`,
    pattern.slice(0, 100),
    allowed,
  ]);

const mapping = RESOURCES.Mapping!.Properties!;
const another = (group: string, more: Record<string, Json> = {}) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    ...mapping,
    AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: group },
    ...more,
  },
});
const pollers = (most: number) => ({
  ProvisionedPollerConfig: { MaximumPollers: most, PollerGroupName: 'shared' },
});

export const MAPPING_ROWS: readonly Row[] = [
  onDemand('FunctionResponseTypes', ['ReportBatchItemFailures'], 'ReportBatchItemFailures'),
  onDemand('BisectBatchOnFunctionError', true, 'true'),
  onDemand('MaximumRetryAttempts', 5, '5'),
  onDemand('MaximumRecordAgeInSeconds', 3600, '3600'),
  onDemand('MetricsConfig', { Metrics: ['EventCount'] }, 'EventCount'),
  onDemand('LoggingConfig', { SystemLogLevel: 'INFO' }, 'INFO'),
  onDemand('DestinationConfig.OnFailure.Destination', 'kafka://failures', 'kafka://failures'),
  onDemand('AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig', DECODED, GLUE),

  out('ProvisionedPollerConfig.MinimumPollers', 0, ['mapping-pollers', 'from 1 to 200']),
  out('ProvisionedPollerConfig.MinimumPollers', 201, ['mapping-pollers', 'from 1 to 200']),
  out('ProvisionedPollerConfig.MaximumPollers', 0, ['mapping-pollers', 'from 1 to 2000']),
  out('ProvisionedPollerConfig.MaximumPollers', '40.5', ['mapping-pollers', 'a whole number']),
  out('BatchSize', 0, ['mapping-batch-size', 'from 1 to 10000']),
  out('BatchSize', 10_001, ['mapping-batch-size', 'from 1 to 10000']),
  out('BatchSize', 1.5, ['mapping-batch-size', 'a whole number']),
  out('MaximumBatchingWindowInSeconds', 0.5, ['mapping-batching-window', "absent is Lambda's 500 ms"]),
  out('MaximumBatchingWindowInSeconds', 301, ['mapping-batching-window', 'from 0 to 300']),
  out('MaximumRetryAttempts', 10_001, ['mapping-attempts', 'from 0 to 10000, or -1']),
  out('MaximumRetryAttempts', -2, ['mapping-attempts', 'from 0 to 10000, or -1']),
  out('MaximumRetryAttempts', -1, ['mapping-attempts', 'silently make it 10']),
  out('MaximumRecordAgeInSeconds', 604_801, ['mapping-record-age', 'from 60 to 604800']),
  out('TumblingWindowInSeconds', 30, ['mapping-foreign-option', 'Kinesis']),
  out('ScalingConfig', { MaximumConcurrency: 5 }, ['mapping-foreign-option', 'MaximumPollers is the limit']),
  out('Queues', ['orders'], ['mapping-foreign-option', 'Amazon MQ']),
  out('Topics', ['a', 'b'], ['mapping-topics', 'one topic']),
  out('Topics', [], ['mapping-topics', 'one topic']),
  out('StartingPosition', 'EARLIEST', ['mapping-starting-position', 'TRIM_HORIZON']),

  row('a topic with an illegal name', { 'Mapping.Topics': ['orders/v1'] }, [
    'mapping-topics',
    'Mapping.Topics.0',
    "'orders/v1'",
    '1 to 249',
  ]),
  row('a topic by reference, which is its ARN', { 'Mapping.Topics': [{ Ref: 'Topic' }] }, [
    'mapping-topics',
    'Mapping.Topics.0',
    '(Topic.Ref)',
    "the topic's name",
  ]),
  row('AT_TIMESTAMP without a time', { 'Mapping.StartingPosition': 'AT_TIMESTAMP' }, [
    'mapping-starting-position',
    'Mapping.StartingPositionTimestamp',
    'missing',
    'Unix seconds',
  ]),
  row(
    'a time in milliseconds',
    { 'Mapping.StartingPosition': 'AT_TIMESTAMP', 'Mapping.StartingPositionTimestamp': 1_795_564_800_000 },
    ['mapping-starting-position', 'Mapping.StartingPositionTimestamp', '1795564800000', 'not milliseconds'],
  ),
  row('a time without AT_TIMESTAMP', { 'Mapping.StartingPositionTimestamp': 1_795_564_800 }, [
    'mapping-starting-position',
    'Mapping.StartingPositionTimestamp',
    '1795564800',
    'absent with StartingPosition TRIM_HORIZON',
  ]),
  row('no source', { 'Mapping.EventSourceArn': undefined }, [
    'mapping-source',
    'Mapping.EventSourceArn',
    'missing',
    "a cluster's ARN",
  ]),
  row(
    'the settings of another kind of source',
    { 'Mapping.SelfManagedKafkaEventSourceConfig': { ConsumerGroupId: 'g' } },
    [
      'mapping-source',
      'Mapping.SelfManagedKafkaEventSourceConfig',
      '"g"',
      'AmazonManagedKafkaEventSourceConfig',
    ],
  ),
  row('a group of 201 characters', { [GROUP]: 'g'.repeat(201) }, [
    'mapping-group',
    GROUP,
    "'ggg",
    '1 to 200 of',
  ]),
  row('a group with an umlaut', { [GROUP]: 'käufe' }, ['mapping-group', GROUP, "'käufe'", '1 to 200 of']),
  row('an empty group', { [GROUP]: '' }, ['mapping-group', GROUP, "''", '1 to 200 of']),
  row('more pollers than the default maximum', { [POLLERS]: { MinimumPollers: 150, MaximumPollers: 100 } }, [
    'mapping-pollers',
    `${POLLERS}.MinimumPollers`,
    '150',
    'at most MaximumPollers, 100',
  ]),
  row('a group of pollers with 2001 in all', { Other: another('other', pollers(1971)) }, [
    'mapping-poller-group',
    `${POLLERS}.PollerGroupName`,
    'shared, of 2001 MaximumPollers',
    'at most 2000',
  ]),
  row(
    'a group of pollers of 101 mappings',
    Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`Other${index}`, another(`other-${index}`, pollers(1))]),
    ),
    ['mapping-poller-group', `${POLLERS}.PollerGroupName`, 'of 101 mappings', 'at most 100 mappings'],
  ),

  filter('that is no JSON', '{"value":', 'JSON of an object'),
  filter('that is a list', '["PAID"]', 'JSON of an object'),
  filter('with a key of SQS', '{"body":{"status":["PAID"]}}', "no 'body'"),
  filter('whose field is no list', '{"value":{"status":"PAID"}}', 'value.status must be a list'),
  filter('whose list is empty', '{"value":{"status":[]}}', 'value.status must be a list'),
  filter('that is too long', `{"value":{"status":["${'x'.repeat(4_096)}"]}}`, 'at most 4096 characters'),
  row('six filters', { [FILTERS]: Array(6).fill({ Pattern: '{"value":{"a":[1]}}' }) }, [
    'mapping-filters',
    FILTERS,
    '6',
    'at most 5',
  ]),

  row('a destination without its slashes', { [DESTINATION]: 'kafka:failures' }, [
    'mapping-destination',
    DESTINATION,
    "'kafka:failures'",
    'kafka://<topic>',
  ]),
  row('a failure topic with an illegal name', { [DESTINATION]: 'kafka://orders failed' }, [
    'mapping-destination',
    DESTINATION,
    "'kafka://orders failed'",
    '1 to 249',
  ]),
  row('a function as a destination', { [DESTINATION]: { 'Fn::GetAtt': ['Function', 'Arn'] } }, [
    'mapping-destination',
    DESTINATION,
    '(Function.Arn)',
    'AWS::Lambda::Function',
  ]),
  row('a function as a destination, by ARN', { [DESTINATION]: 'arn:aws:lambda:eu-west-1:1:function:f' }, [
    'mapping-destination',
    DESTINATION,
    ':function:f',
    'the ARN of a queue',
  ]),

  row(
    'access to a registry in Glue',
    { [REGISTRY]: { ...DECODED, AccessConfigs: [{ Type: 'BASIC_AUTH' }] } },
    ['mapping-registry', `${REGISTRY}.AccessConfigs`, 'BASIC_AUTH', 'absent with Glue'],
  ),
  row('a registry without https', { [REGISTRY]: { ...DECODED, SchemaRegistryURI: 'http://registry:8081' } }, [
    'mapping-registry',
    `${REGISTRY}.SchemaRegistryURI`,
    "'http://registry:8081'",
    'https://',
  ]),
  row('a registry and no destination', { [REGISTRY]: DECODED, 'Mapping.DestinationConfig': undefined }, [
    'mapping-registry',
    DESTINATION,
    'missing',
    'would drop what is invalid',
  ]),
];

/** Of two mappings each is told of the other. */
export const SHARED_GROUP: Change = {
  Other: another('invoice.orders.v1', { Topics: ['payments.v1'] }),
};
