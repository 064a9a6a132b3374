import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../local/template/json.ts';
import { readSample } from '../sample-app.ts';

const NEEDS = {
  'kafka-cluster:Connect': 'cluster/c/*',
  'kafka-cluster:DescribeTopic': 'topic/c/*/orders',
  'kafka-cluster:ReadData': 'topic/c/*/orders',
  'kafka-cluster:DescribeGroup': 'group/c/*/invoice.orders',
  'kafka-cluster:AlterGroup': 'group/c/*/invoice.orders',
};
const kafka = (name: string): string => `arn:aws:kafka:us-east-1:000000000000:${name}`;
const putObject: JsonObject = { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::*' };
const exact = Object.entries(NEEDS).map(([Action, name]) => ({
  Effect: 'Allow',
  Action,
  Resource: kafka(name),
}));

const withRole = (...Statement: Json[]) =>
  readSample({ 'Role.Policies': [{ PolicyName: 'access', PolicyDocument: { Statement } }] });

test('a role that may do what its mapping does, and nothing else, is taken', () => {
  expect(withRole(...exact, putObject).mappings).toHaveLength(1);
});

test.each(Object.entries(NEEDS))('a role that may not %s is refused, with its mapping', (action, name) => {
  const resource = name.replace('/c/*', '/c/[0-9a-f-]+');
  expect(() => withRole(...exact.filter(({ Action }) => Action !== action), putObject)).toThrow(
    expect.objectContaining({
      code: 'start',
      message: expect.stringMatching(
        new RegExp(
          `^mapping of 'orders' to 'invoice': .* role 'functions-Role-\\w+', which may not ${action} on \\S+:${resource}$`,
        ),
      ),
    }),
  );
});

test('a role that may not write to the failure bucket is refused; a mapping without one needs no bucket', () => {
  expect(() => withRole(...exact)).toThrow(/may not s3:PutObject on arn:aws:s3:::kafka-failures-\w+\/aws\//);
  const role = [{ PolicyName: 'access', PolicyDocument: { Statement: exact } }];
  expect(() => readSample({ 'Role.Policies': role, 'Mapping.DestinationConfig': undefined })).not.toThrow();
});

const DECODING = {
  'Mapping.AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig': {
    SchemaRegistryURI: 'arn:aws:glue:us-east-1:000000000000:registry/events',
    EventRecordFormat: 'JSON',
    SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
  },
};
const registry = {
  Effect: 'Allow',
  Action: 'glue:GetRegistry',
  Resource: 'arn:aws:glue:us-east-1:000000000000:registry/events',
};
const versions = { Effect: 'Allow', Action: 'glue:GetSchemaVersion', Resource: '*' };
const decoding =
  (...glue: Json[]) =>
  () =>
    readSample({
      ...DECODING,
      'Role.Policies': [
        { PolicyName: 'access', PolicyDocument: { Statement: [...exact, putObject, ...glue] } },
      ],
    });

test('a role of a mapping that decodes may read the registry and any schema version, or is refused', () => {
  expect(decoding(registry, versions)).not.toThrow();
  expect(decoding(versions)).toThrow(
    /may not glue:GetRegistry on arn:aws:glue:us-east-1:000000000000:registry\/events$/,
  );
  expect(decoding(registry)).toThrow(/may not glue:GetSchemaVersion on \*$/);
});

test('a schema version cannot be allowed by the ARN of its registry or schema', () => {
  const byArn = {
    ...versions,
    Resource: [registry.Resource, 'arn:aws:glue:us-east-1:000000000000:schema/*'],
  };
  expect(decoding(registry, byArn)).toThrow(/may not glue:GetSchemaVersion on \*$/);
});

test('wildcards of actions and resources count, whatever the case of an action', () => {
  const wide = {
    Effect: 'Allow',
    Action: ['KAFKA-cluster:describe*', 'kafka-cluster:?onnect', 'kafka-cluster:ReadData', '*:AlterGroup'],
    Resource: kafka('*'),
  };
  expect(() => withRole(wide, putObject)).not.toThrow();
  expect(() => withRole({ Effect: 'Allow', Action: '*', Resource: '*' })).not.toThrow();
});

test('what is allowed on another topic or group gives the mapping nothing', () => {
  const other = exact.map((each) => ({ ...each, Resource: each.Resource.replace('orders', 'orders.retry') }));
  expect(() => withRole(...other, putObject)).toThrow(/may not kafka-cluster:DescribeTopic on /);
});

test('a Deny counts for more than an Allow', () => {
  const deny = { Effect: 'Deny', Action: 'kafka-cluster:Read*', Resource: kafka('topic/*') };
  expect(() => withRole(...exact, putObject, deny)).toThrow(/may not kafka-cluster:ReadData on \S+\/orders$/);
});

test('an Allow under conditions counts for nothing, and neither does a Deny', () => {
  const Condition = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
  const deny = { Effect: 'Deny', Action: '*', Resource: '*', Condition };
  expect(() => withRole(...exact, putObject, deny)).not.toThrow();
  expect(() => withRole(...exact, { ...putObject, Condition })).toThrow(/may not s3:PutObject/);
});
