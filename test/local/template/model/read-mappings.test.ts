import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../local/template/json.ts';
import { type Changes, readSample } from '../sample-app.ts';

const ALL = {
  PolicyName: 'all',
  PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
};
const mayAll = (changes: Changes) => readSample({ 'Role.Policies': [ALL], ...changes });
const mapping = (changes: Changes) => mayAll(changes).mappings[0];
const GROUP = 'Mapping.AmazonManagedKafkaEventSourceConfig.ConsumerGroupId';
const SCHEMAS = 'AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig';
const REGISTRY = 'arn:aws:glue:us-east-1:000000000000:registry/events';
const DECODING: JsonObject = {
  SchemaRegistryURI: REGISTRY,
  EventRecordFormat: 'JSON',
  SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
};
const without = (key: string): JsonObject =>
  Object.fromEntries(Object.entries(DECODING).filter(([each]) => each !== key));

test.each<[string, Json | undefined, object]>([
  ['Mapping.BatchSize', 500, { batchSize: 500 }],
  ['Mapping.BatchSize', '500', { batchSize: 500 }],
  ['Mapping.MaximumBatchingWindowInSeconds', 5, { windowMs: 5000 }],
  ['Mapping.MaximumBatchingWindowInSeconds', 0, { windowMs: 0 }],
  ['Mapping.StartingPosition', 'LATEST', { startingPosition: 'LATEST' }],
  [
    'Mapping.ProvisionedPollerConfig',
    { MinimumPollers: 2, PollerGroupName: 'g' },
    { provisioned: { min: 2, max: undefined } },
  ],
  ['Mapping.FunctionResponseTypes', undefined, { reportBatchItemFailures: false }],
  ['Mapping.BisectBatchOnFunctionError', false, { bisect: false }],
  ['Mapping.MaximumRetryAttempts', 0, { maximumRetryAttempts: 0 }],
  ['Mapping.MaximumRecordAgeInSeconds', -1, { maximumRecordAgeSeconds: -1 }],
  ['Mapping.DestinationConfig', undefined, { failureDestination: undefined }],
  ['Mapping.Enabled', false, { enabled: false }],
  ['Mapping.Enabled', 'false', { enabled: false }],
  [GROUP, undefined, { consumerGroupId: undefined }],
  ['Mapping.FunctionName', { 'Fn::GetAtt': ['Function', 'Arn'] }, { functionName: 'invoice' }],
  ['Mapping.FilterCriteria', { Filters: [] }, { filters: [] }],
  ['Mapping.FilterCriteria', { Filters: [{ Pattern: '{"value":["a"]}' }] }, { filters: ['{"value":["a"]}'] }],
  [
    `Mapping.${SCHEMAS}`,
    { ...DECODING, AccessConfigs: [] },
    { schemaRegistry: { uri: REGISTRY, format: 'JSON', attributes: ['VALUE'] } },
  ],
  ['Mapping.MetricsConfig', { Metrics: ['EventCount'] }, { topic: 'orders' }],
])('%s %j is read', (path, value, expected) => {
  expect(mapping({ [path]: value })).toMatchObject(expected);
});

test('a mapping on demand says nothing of what it does not have', () => {
  const changes = {
    'Mapping.ProvisionedPollerConfig': undefined,
    'Mapping.FunctionResponseTypes': undefined,
    'Mapping.BisectBatchOnFunctionError': undefined,
    'Mapping.MaximumRetryAttempts': undefined,
  };
  expect(mapping(changes)).toMatchObject({
    provisioned: undefined,
    failureDestination: { bucket: expect.any(String) },
  });
});

test.each<[string, Json | undefined, string]>([
  ['Topics', undefined, 'it is required'],
  ['Topics', [], 'one topic is due; given: 0'],
  ['Topics', ['orders', 'orders.retry'], 'one topic is due; given: 2'],
  ['Topics', ['order'], "the app has no AWS::MSK::Topic 'order'; known: orders, orders.retry"],
  ['FunctionName', 'other', "the app has no function 'other'"],
  ['EventSourceArn', 'arn:aws:kafka:x', 'arn:aws:kafka:x is not the cluster of the app'],
  ['StartingPosition', undefined, 'it is required'],
  ['StartingPosition', 'AT_TIMESTAMP', 'AT_TIMESTAMP is not implemented here'],
  ['StartingPosition', 'EARLIEST', 'one of TRIM_HORIZON, LATEST, AT_TIMESTAMP is due'],
  ['BatchSize', 20_000, 'a whole number from 1 to 10000 is due; given: 20000'],
  ['BatchSize', 1.5, 'a whole number from 1 to 10000 is due'],
  ['MaximumBatchingWindowInSeconds', 500, 'a whole number from 0 to 300 is due'],
  ['MaximumRecordAgeInSeconds', 60, 'MaximumRecordAgeInSeconds 60 is not implemented here'],
  ['MaximumRetryAttempts', 20_000, 'a whole number from -1 to 10000'],
  [
    'ProvisionedPollerConfig',
    { MinimumPollers: 5, MaximumPollers: 2 },
    'MaximumPollers 2 is below MinimumPollers 5',
  ],
  ['ProvisionedPollerConfig.MaximumPollers', 5000, 'a whole number from 1 to 2000 is due'],
  ['ProvisionedPollerConfig', undefined, 'only a mapping with a ProvisionedPollerConfig has it'],
  [
    'FunctionResponseTypes',
    ['ReportBatchItemFailure'],
    "'ReportBatchItemFailure' is not one of ReportBatchItemFailures",
  ],
  ['AmazonManagedKafkaEventSourceConfig.ConsumerGroupId', 'a group', "ConsumerGroupId is 'a group'"],
  [
    'DestinationConfig.OnFailure.Destination',
    'kafka://orders.retry',
    'is not implemented here; the ARN of a bucket is',
  ],
  ['DestinationConfig.OnFailure.Destination', 'arn:aws:s3:::nobody', "the app has no bucket 'nobody'"],
  ['Enabled', 'yes', 'true or false is due'],
  ['FilterCriteria', { Filters: {} }, 'Properties.FilterCriteria.Filters: a list is due; given: {}'],
  ['FilterCriteria', { Filters: [{}] }, 'Properties.FilterCriteria.Filters: a Pattern, as text, is due'],
  ['FilterCriteria', { Filters: [{ Pattern: { value: ['a'] } }] }, 'a Pattern, as text, is due'],
  [
    'FilterCriteria',
    { Filters: [{ Pattern: '{"key":["a"]}' }] },
    `the filter pattern '{"key":["a"]}' is refused: 'key'; a Kafka mapping filters on 'value' alone`,
  ],
  [
    'FilterCriteria',
    { Filters: Array.from({ length: 11 }, () => ({ Pattern: '{"value":["a"]}' })) },
    'FilterCriteria has 11 filters; allowed: 10',
  ],
  ['ParallelizationFactor', 2, '--ignore AWS::Lambda::EventSourceMapping.ParallelizationFactor'],
  ['SourceAccessConfigurations', [], '--ignore AWS::Lambda::EventSourceMapping.SourceAccessConfigurations'],
  [SCHEMAS, {}, 'SchemaRegistryURI: it is required'],
  [SCHEMAS, without('SchemaRegistryURI'), 'SchemaRegistryURI: it is required'],
  [
    SCHEMAS,
    { ...DECODING, SchemaRegistryURI: REGISTRY.replace('events', 'other') },
    `the app has no AWS::Glue::Registry '${REGISTRY.replace('events', 'other')}'; known: ${REGISTRY}`,
  ],
  [
    SCHEMAS,
    { ...DECODING, SchemaRegistryURI: 'https://registry.example' },
    "SchemaRegistryURI 'https://registry.example': a Confluent registry is not implemented here; a Glue registry's ARN is",
  ],
  [SCHEMAS, { ...DECODING, SchemaRegistryURI: 'events' }, "SchemaRegistryURI is 'events'; the ARN of a Glue"],
  [SCHEMAS, without('EventRecordFormat'), 'EventRecordFormat: it is required'],
  [SCHEMAS, { ...DECODING, EventRecordFormat: 'AVRO' }, "one of JSON, SOURCE is due; given: 'AVRO'"],
  [SCHEMAS, without('SchemaValidationConfigs'), 'SchemaValidationConfigs: it is required'],
  [SCHEMAS, { ...DECODING, SchemaValidationConfigs: [] }, 'SchemaValidationConfigs selects []'],
  [SCHEMAS, { ...DECODING, SchemaValidationConfigs: [{ Attribute: 'HEADER' }] }, 'one of KEY, VALUE'],
  [
    SCHEMAS,
    { ...DECODING, SchemaValidationConfigs: [{ Attribute: 'KEY' }, { Attribute: 'KEY' }] },
    'SchemaValidationConfigs selects [KEY, KEY]; allowed: KEY, VALUE or both, once each',
  ],
  [
    SCHEMAS,
    { ...DECODING, AccessConfigs: [{ Type: 'BASIC_AUTH', URI: 'arn' }] },
    "AccessConfigs: a Glue registry has none: the function's role is asked",
  ],
])('%s %j is refused', (path, value, message) => {
  const read = () => mapping({ [`Mapping.${path}`]: value });
  expect(read).toThrow("stack 'functions', resource Mapping (AWS::Lambda::EventSourceMapping)");
  expect(read).toThrow(message);
});

test.each<[string, Json]>([
  ['FunctionResponseTypes', ['ReportBatchItemFailures']],
  ['BisectBatchOnFunctionError', true],
  ['MaximumRetryAttempts', 3],
  ['MaximumRecordAgeInSeconds', 100],
  ['MetricsConfig', { Metrics: ['EventCount'] }],
  ['LoggingConfig', { SystemLogLevel: 'INFO' }],
])('%s %j without provisioned mode is refused', (path, value) => {
  const changes = {
    'Mapping.ProvisionedPollerConfig': undefined,
    'Mapping.FunctionResponseTypes': undefined,
    'Mapping.BisectBatchOnFunctionError': undefined,
    'Mapping.MaximumRetryAttempts': undefined,
    [`Mapping.${path}`]: value,
  };
  expect(() => mapping(changes)).toThrow(
    `Properties.${path}: only a mapping with a ProvisionedPollerConfig has it`,
  );
});

test('a mapping on demand decodes nothing', () => {
  const changes = {
    'Mapping.ProvisionedPollerConfig': undefined,
    'Mapping.FunctionResponseTypes': undefined,
    'Mapping.BisectBatchOnFunctionError': undefined,
    'Mapping.MaximumRetryAttempts': undefined,
  };
  expect(() => mapping({ ...changes, [`Mapping.${SCHEMAS}`]: DECODING })).toThrow(
    'SchemaRegistryConfig: only a mapping with a ProvisionedPollerConfig has it',
  );
  const Filters = [{ Pattern: '{"value":["a"]}' }];
  expect(mapping({ ...changes, 'Mapping.FilterCriteria': { Filters } })?.filters).toHaveLength(1);
});

test('what AWS would drop or not take is said', () => {
  const filters = { Filters: Array.from({ length: 6 }, () => ({ Pattern: '{"value":["a"]}' })) };
  const changes = {
    [`Mapping.${SCHEMAS}`]: DECODING,
    'Mapping.DestinationConfig': undefined,
    'Mapping.FilterCriteria': filters,
  };
  expect(mayAll(changes).notes).toEqual([
    "mapping of 'orders' to 'invoice': without a failure destination AWS drops every record that does not fit its schema",
    "mapping of 'orders' to 'invoice': 6 filters; AWS takes 5 unless it has been asked for more",
  ]);
  expect(mayAll({ [`Mapping.${SCHEMAS}`]: DECODING }).notes).toEqual([]);
});

test('two mappings cannot share a group', () => {
  const Second = {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: 'invoice',
      EventSourceArn: { Ref: 'cluster' },
      Topics: ['orders.retry'],
      StartingPosition: 'TRIM_HORIZON',
      AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'invoice.orders' },
    },
    DependsOn: 'Function',
  };
  expect(() => mapping({ Second })).toThrow("another mapping has the group 'invoice.orders' already");
});

test('a function that may take more than 14 minutes cannot have a mapping', () => {
  expect(mapping({ 'Function.Timeout': 840 })).toBeDefined();
  expect(() => mapping({ 'Function.Timeout': 841 })).toThrow(
    'invoice may take 841 s; a Kafka mapping bears 840 s',
  );
});

test('attempts without end and a failure destination are ten in AWS, which is said', () => {
  expect(readSample({ 'Mapping.MaximumRetryAttempts': -1 }).notes).toEqual([
    "mapping of 'orders' to 'invoice': with a failure destination, attempts without end are ten in AWS",
  ]);
});
