/** Functions, schemas, buckets, and words of which CloudFormation's validation only warns. */
import { WORDS } from '../../../../infra/rules/words.ts';
import { type Change, RESOURCES } from '../good-template.ts';
import { type Row, row } from '../row.ts';

const RULES = 'Bucket.LifecycleConfiguration.Rules';
const expiring = (id: string) => ({ Id: id, Status: 'Enabled', ExpirationInDays: 1 });

const definition = (mistake: string, change: Change, says: readonly [given: string, allowed: string]): Row =>
  row(mistake, change, ['schema-definition', 'Schema.SchemaDefinition', ...says]);

const PROTOBUF = { 'Schema.DataFormat': 'PROTOBUF', Version: { Type: 'AWS::Glue::SchemaVersion' } };
const JSON_SCHEMA = { ...PROTOBUF, 'Schema.DataFormat': 'JSON' };

const REGISTRY = 'AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig';
const CONFLUENT = {
  [`Mapping.${REGISTRY}`]: {
    SchemaRegistryURI: 'https://registry.example.com',
    AccessConfigs: [{ Type: 'BASIC_AUTH' }],
  },
};
const SELF_MANAGED = {
  'Mapping.EventSourceArn': undefined,
  'Mapping.AmazonManagedKafkaEventSourceConfig': undefined,
  'Mapping.SelfManagedEventSource': { Endpoints: { KafkaBootstrapServers: ['a:9092'] } },
  'Mapping.SelfManagedKafkaEventSourceConfig': {
    ConsumerGroupId: 'g',
    SchemaRegistryConfig: CONFLUENT[`Mapping.${REGISTRY}`]!,
  },
};
const EXPRESS = {
  'Cluster.BrokerNodeGroupInfo.InstanceType': 'express.m7g.large',
  'Cluster.BrokerNodeGroupInfo.StorageInfo': undefined,
  'Cluster.KafkaVersion': '3.9.x.kraft',
  'Cluster.ConfigurationInfo': undefined,
  'Topic.Configs': undefined,
};

/** What must be there for a word to be looked at. */
const AROUND: Readonly<Record<string, Change>> = {
  AmazonManagedKafkaEventSourceConfig: CONFLUENT,
  SelfManagedKafkaEventSourceConfig: SELF_MANAGED,
  Rebalancing: EXPRESS,
};

/** A rule that does nothing would be another finding. */
const BESIDE: Readonly<Record<string, object>> = {
  'LifecycleConfiguration.Rules.*.Status': { ExpirationInDays: 1 },
};

const idOf = (type: string): string => Object.keys(RESOURCES).find((id) => RESOURCES[id]!.Type === type)!;

/** A row for each property of the table. `Metrics.*` is tried in a list of one. */
const wordRows = Object.entries(WORDS).flatMap(([type, words]) =>
  Object.entries(words).map(([property, allowed]) => {
    const id = idOf(type);
    const [list, rest] = property.split('.*');
    const inList = rest === '' ? ['WRONG'] : [{ ...BESIDE[property], [rest?.slice(1) ?? '']: 'WRONG' }];
    const value = list === property ? 'WRONG' : inList;
    const at = property.replace('*', '0');
    return row(
      `the word of ${id}.${property}`,
      { ...AROUND[property.split('.')[0]!], [`${id}.${list}`]: value },
      ['one-of', `${id}.${at}`, "'WRONG'", allowed[0]!],
    );
  }),
);

export const OTHER_ROWS: readonly Row[] = [
  row('127 MB of memory', { 'Function.MemorySize': 127 }, [
    'function-memory',
    'Function.MemorySize',
    '127',
    'MB',
  ]),
  row('a runtime whose support has ended', { 'Function.Runtime': 'nodejs20.x' }, [
    'function-runtime',
    'Function.Runtime',
    "'nodejs20.x'",
    'nodejs22.x, nodejs24.x',
  ]),
  ...[
    ['by an alias', { Ref: 'Alias' }],
    ['by its name', 'invoice'],
    ['by its ARN', 'arn:aws:lambda:eu-west-1:111122223333:function:invoice:live'],
    ['by its attribute', { 'Fn::GetAtt': ['Function', 'Arn'] }],
  ].map(([how, name]) =>
    row(
      `a timeout of 15 minutes with a mapping ${how}`,
      {
        'Function.Timeout': 900,
        'Mapping.FunctionName': name!,
        Alias: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Function' } } },
      },
      ['function-timeout', 'Function.Timeout', '900', '(Mapping)'],
    ),
  ),

  definition('an Avro type that there is not', { 'Schema.SchemaDefinition': '{"type":"nope"}' }, [
    'nope',
    'in AVRO',
  ]),
  definition('a definition of 170001 characters', { 'Schema.SchemaDefinition': ' '.repeat(170_001) }, [
    '   ',
    'at most 170000',
  ]),
  definition('Protobuf that is none', { ...PROTOBUF, 'Schema.SchemaDefinition': 'message Order {' }, [
    'message Order',
    'in PROTOBUF',
  ]),
  definition('a JSON Schema that is no JSON', { ...JSON_SCHEMA, 'Schema.SchemaDefinition': '{"type":' }, [
    '{"type":',
    'in JSON',
  ]),
  definition('a JSON Schema that is a list', { ...JSON_SCHEMA, 'Schema.SchemaDefinition': '[]' }, [
    "'[]'",
    'an object, true or false',
  ]),
  row('a later version that is no JSON', { 'Version.SchemaDefinition': '{oops' }, [
    'schema-version-definition',
    'Version.SchemaDefinition',
    "'{oops'",
    'in AVRO',
  ]),
  row('a schema with an illegal name', { 'Schema.Name': 'orders v1' }, [
    'schema-name',
    'Schema.Name',
    "'orders v1'",
    '1 to 255',
  ]),

  row('a rule whose transitions are none', { [RULES]: [{ Status: 'Enabled', Transitions: [] }] }, [
    'bucket-lifecycle-action',
    `${RULES}.0`,
    'Transitions',
    'ExpirationInDays',
  ]),
  ...[
    [
      'AbortIncompleteMultipartUpload.DaysAfterInitiation',
      { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 0 } },
    ],
    ['NoncurrentVersionExpirationInDays', { NoncurrentVersionExpirationInDays: 0 }],
    ['NoncurrentVersionExpiration.NoncurrentDays', { NoncurrentVersionExpiration: { NoncurrentDays: 0 } }],
    ['ExpirationInDays', { ExpirationInDays: 1.5 }],
  ].map(([property, rule]) =>
    row(
      `a lifecycle of no whole days: ${property}`,
      { [RULES]: [{ Status: 'Enabled', ...(rule as object) }] },
      [
        'bucket-lifecycle-days',
        `${RULES}.0.${property}`,
        property === 'ExpirationInDays' ? '1.5' : '0',
        'from 1',
      ],
    ),
  ),
  row('two lifecycle rules of one id', { [RULES]: [expiring('a'), expiring('a')] }, [
    'bucket-lifecycle-rules',
    `${RULES}.1.Id`,
    "'a'",
    'an id of its own',
  ]),
  row(
    '1001 lifecycle rules',
    { [RULES]: Array.from({ length: 1_001 }, (_, index) => expiring(`${index}`)) },
    ['bucket-lifecycle-rules', RULES, '1001', 'at most 1000'],
  ),
  ...wordRows,
];
