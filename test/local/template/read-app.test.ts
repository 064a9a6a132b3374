import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StartError } from '../../../local/start-error.ts';
import type { Json, JsonObject } from '../../../local/template/json.ts';
import { BROKERS, read, readSample, writeAssembly } from './sample-app.ts';

/** 20,000 of each found nothing more. */
const RUNS = 100;

test('an app of two stacks is read whole', () => {
  const app = readSample();
  const arn = expect.stringMatching(/^arn:aws:kafka:us-east-1:000000000000:cluster\/c\/[0-9a-f-]{36}-1$/);
  expect(app).toEqual({
    cluster: {
      name: 'c',
      arn,
      brokers: 3,
      kafkaVersion: '4.1.x.kraft',
      exists: false,
      serverProperties: {
        'auto.create.topics.enable': 'false',
        'default.replication.factor': '3',
        'num.partitions': '1',
        'unclean.leader.election.enable': 'true',
        'min.insync.replicas': '2',
        'log.retention.hours': '24',
      },
    },
    topics: ['orders', 'orders.retry'].map((name) => ({
      name,
      partitions: 6,
      replicationFactor: 3,
      configs: { 'retention.ms': '1000' },
    })),
    buckets: [
      { logicalId: 'Failures', stack: 'kafka', name: expect.stringMatching(/^kafka-failures-[0-9a-f]{12}$/) },
    ],
    functions: [
      {
        definition: {
          name: 'invoice',
          runtime: 'nodejs24.x',
          handler: 'index.handler',
          codeDir: expect.stringMatching(/\/asset\.a$/),
          memoryMb: 256,
          timeoutMs: 60_000,
          environment: { BROKERS },
        },
        arn: 'arn:aws:lambda:us-east-1:000000000000:function:invoice',
        roleName: app.roles[0]?.name,
      },
    ],
    mappings: [
      {
        uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:invoice',
        functionName: 'invoice',
        eventSourceArn: app.cluster.arn,
        topic: 'orders',
        consumerGroupId: 'invoice.orders',
        startingPosition: 'TRIM_HORIZON',
        provisioned: { min: 1, max: 6 },
        reportBatchItemFailures: true,
        bisect: true,
        maximumRetryAttempts: 100,
        failureDestination: { bucket: app.buckets[0]?.name },
      },
    ],
    routes: [
      {
        method: 'POST',
        path: '/orders',
        functionName: 'invoice',
        authorization: 'AWS_IAM',
        payloadFormat: '2.0',
        timeoutMs: 30_000,
      },
    ],
    schemaRegistry: {
      registries: [
        {
          name: 'events',
          arn: 'arn:aws:glue:us-east-1:000000000000:registry/events',
          tags: {},
          schemas: [
            {
              name: 'orders',
              arn: 'arn:aws:glue:us-east-1:000000000000:schema/events/orders',
              place: "stack 'kafka', resource Schema (AWS::Glue::Schema)",
              dataFormat: 'AVRO',
              compatibility: 'BACKWARD',
              tags: {},
              versions: [
                {
                  definition: expect.stringContaining('"fields":[]'),
                  place: "stack 'kafka', resource Schema (AWS::Glue::Schema)",
                },
                {
                  definition: expect.stringContaining('"default":0'),
                  place: "stack 'kafka', resource SchemaV2 (AWS::Glue::SchemaVersion)",
                },
              ],
            },
          ],
        },
      ],
      reachable: false,
    },
    roles: [
      {
        name: expect.stringMatching(/^functions-Role-[0-9a-f]{12}$/),
        arn: `arn:aws:iam::000000000000:role/${app.roles[0]?.name}`,
        statements: [{ effect: 'Allow', actions: ['kafka-cluster:*', 's3:PutObject'], resources: ['*'] }],
      },
    ],
    inert: expect.arrayContaining([
      {
        type: 'AWS::Lambda::Function',
        count: 1,
        reason: 'it serves a custom resource, which is answered here without it',
      },
      { type: 'AWS::EC2::Subnet', count: 1, reason: 'on this machine there is no network but loopback' },
    ]),
    ignored: [],
    notes: [],
  });
});

test('the same app gives the same model every time', () => {
  const { functions, ...rest } = readSample();
  const { functions: again, ...restAgain } = readSample();
  expect(restAgain).toEqual(rest);
  expect(again[0]?.definition.name).toBe(functions[0]?.definition.name);
});

test('a stack bound to an account and a region has ARNs of those', () => {
  const template: JsonObject = {
    Resources: {
      Cluster: {
        Type: 'AWS::MSK::Cluster',
        Properties: {
          ClusterName: 'c',
          KafkaVersion: '4.1.x.kraft',
          NumberOfBrokerNodes: 3,
          BrokerNodeGroupInfo: { ClientSubnets: ['a', 'b', 'c'] },
          ClientAuthentication: { Sasl: { Iam: { Enabled: 'true' } } },
        },
      },
    },
  };
  const dir = writeAssembly({ k: { template, environment: 'aws://111111111111/eu-west-1' } });
  expect(read(dir).cluster.arn).toMatch(/^arn:aws:kafka:eu-west-1:111111111111:cluster\/c\//);
});

test('an app without a cluster is refused', () => {
  expect(() => read(writeAssembly({ k: { template: {} } }))).toThrow('the assembly has no AWS::MSK::Cluster');
});

test('only the brokers of the own cluster can be asked for', () => {
  const Create =
    '{"service":"Kafka","action":"getBootstrapBrokers","parameters":{"ClusterArn":"arn:other"},"outputPaths":["BootstrapBrokerStringSaslIam"]}';
  expect(() => readSample({ 'Brokers.Create': Create })).toThrow("asks for the brokers of 'arn:other'");
});

test.each<[string, string]>([
  ['{', 'its Create is not JSON'],
  [
    '{"service":"S3","action":"getBootstrapBrokers"}',
    "the SDK call 'S3' 'getBootstrapBrokers' is not implemented here",
  ],
  [
    '{"service":"Kafka","action":"listClusters"}',
    "the SDK call 'Kafka' 'listClusters' is not implemented here",
  ],
  [
    '{"service":"Kafka","action":"getBootstrapBrokers","outputPaths":["BootstrapBrokerStringTls"]}',
    'only BootstrapBrokerStringSaslIam is answered here',
  ],
])('the custom resource that calls %s is refused', (call, message) => {
  expect(() => readSample({ 'Brokers.Create': call })).toThrow(`resource Brokers (Custom::AWS): `);
  expect(() => readSample({ 'Brokers.Create': call })).toThrow(message);
});

test('nothing that a template may hold breaks the reader', () => {
  const ids = fc.constantFrom(
    'Cluster',
    'Orders',
    'Function',
    'Mapping',
    'Role',
    'Route',
    'Brokers',
    'Failures',
    'Nobody',
  );
  const { expression } = fc.letrec<{ expression: Json }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>,
      fc.record({ Ref: ids }),
      fc.record({ 'Fn::GetAtt': fc.tuple(ids, fc.constantFrom('Arn', 'Id', 'ApiId')) }),
      fc.record({ 'Fn::Sub': ids.map((id) => `\${${id}} \${!x} \${`) }),
      fc
        .tuple(
          fc.constantFrom(
            'Join',
            'Select',
            'Split',
            'If',
            'Base64',
            'FindInMap',
            'GetAZs',
            'Cidr',
            'ImportValue',
            'Sub',
          ),
          fc.oneof(tie('expression'), fc.array(tie('expression'), { maxLength: 3 })),
        )
        .map(([name, inner]): Json => ({ [`Fn::${name}`]: inner })),
      fc.dictionary(fc.constantFrom('Arn', 'Statement', 'Action', 'Iam', '__proto__'), tie('expression'), {
        maxKeys: 2,
      }),
    ) as fc.Arbitrary<Json>,
  }));
  const paths = fc.constantFrom(
    ...'Cluster.ClusterName Cluster.ConfigurationInfo Cluster.BrokerNodeGroupInfo Cluster.NumberOfBrokerNodes Cluster.KafkaVersion Configuration.ServerProperties Orders.TopicName Orders.Configs Orders.ClusterArn Orders.PartitionCount Brokers.Create Brokers.ServiceToken Function.FunctionName Function.Environment Function.Role Function.Timeout Role.Policies Role.RoleName Mapping.Topics Mapping.FunctionName Mapping.ProvisionedPollerConfig Mapping.DestinationConfig Mapping.StartingPosition Mapping.AmazonManagedKafkaEventSourceConfig Route.RouteKey Route.Target Integration.IntegrationUri Stage.StageName Failures.BucketName FailuresArn.Value FailuresArn.Name Extra Mapping@Condition Mapping@DependsOn Function@Metadata'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(fc.dictionary(paths, expression, { minKeys: 1, maxKeys: 3 }), (changes) => {
      try {
        readSample(changes);
      } catch (error) {
        if (!(error instanceof StartError)) throw error;
      }
    }),
    { numRuns: RUNS },
  );
});

test('nothing that is no template at all breaks the reader', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (template) => {
      try {
        read(writeAssembly({ k: { template: template as JsonObject } }));
      } catch (error) {
        if (!(error instanceof StartError)) throw error;
      }
    }),
    { numRuns: RUNS },
  );
});
