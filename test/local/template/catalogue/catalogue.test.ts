import { expect, test } from 'vitest';
import { CATALOGUE } from '../../../../local/template/catalogue/catalogue.ts';
import { readSample } from '../sample-app.ts';

const inertOf = (type: string, changes = {}) =>
  readSample(changes).inert.filter((each) => each.type === type);

test('an unknown type is refused with its place and the flag that accepts it', () => {
  const changes = { Extra: { Type: 'AWS::Glue::Crawler', Properties: { Name: 'r' } } };
  expect(() => readSample(changes)).toThrow(
    "stack 'functions', resource Extra (AWS::Glue::Crawler): nobody here knows the type",
  );
  expect(() => readSample(changes)).toThrow('--ignore AWS::Glue::Crawler');
});

test('an unknown property is refused with its path and the flag that accepts it', () => {
  expect(() => readSample({ 'Function.Layers': ['arn'] })).toThrow(
    "stack 'functions', resource Function (AWS::Lambda::Function): nobody here knows its property Layers",
  );
  expect(() => readSample({ 'Cluster.ClientAuthentication.Sasl.Scram': { Enabled: true } })).toThrow(
    '--ignore AWS::MSK::Cluster.ClientAuthentication.Sasl.Scram',
  );
});

test('everything unknown is refused at once', () => {
  const changes = {
    Extra: { Type: 'AWS::Glue::Crawler' },
    'Mapping.Queues': ['q'],
    'Failures.ReplicationConfiguration': {},
  };
  expect(() => readSample(changes)).toThrow(
    /--ignore AWS::S3::Bucket.ReplicationConfiguration --ignore AWS::Lambda::EventSourceMapping.Queues --ignore AWS::Glue::Crawler$/,
  );
});

test('an ignored type does not run, and what refers to it has a placeholder', () => {
  const changes = {
    Extra: { Type: 'AWS::Glue::Crawler', Properties: { Name: { 'Fn::Transform': 'anything' } } },
    'Function.Environment.Variables.REGISTRY': { 'Fn::GetAtt': ['Extra', 'Arn'] },
  };
  const { functions, ignored } = readSample(changes, ['AWS::Glue::Crawler', 'AWS::X::Unused']);
  expect(functions[0]?.definition.environment.REGISTRY).toMatch(/^functions-Extra-[0-9a-f]{12}\.Arn$/);
  expect(ignored).toEqual([
    { name: 'AWS::Glue::Crawler', count: 1 },
    { name: 'AWS::X::Unused', count: 0 },
  ]);
});

test('an ignored property is read as if it were not written', () => {
  const changes = {
    'Mapping.Queues': ['q'],
    'Mapping.BatchSize': 7,
    'Function.Layers': ['arn'],
  };
  const ignore = [
    'AWS::Lambda::EventSourceMapping.Queues',
    'AWS::Lambda::EventSourceMapping.BatchSize',
    'AWS::Lambda::Function.Layers',
  ];
  const { mappings, ignored } = readSample(changes, ignore);
  expect(mappings[0]?.batchSize).toBeUndefined();
  expect(ignored.map(({ count }) => count)).toEqual([1, 1, 1]);
});

test('an ignored property may lie in the elements of a list', () => {
  const changes = {
    'Role.Policies': [
      { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', NotAction: 'x' }] } },
    ],
  };
  expect(() => readSample(changes)).toThrow("a statement's NotAction is not implemented here");
  const ignore = ['AWS::IAM::Role.Policies.PolicyDocument.Statement.NotAction'];
  expect(readSample(changes, ignore).roles[0]?.statements).toHaveLength(1);
});

test.each([
  ['everything', 'allowed are AWS::Service::Type and AWS::Service::Type.Property'],
  ['AWS::Lambda::Function', 'the platform runs it; only what it does not know can be ignored'],
])('--ignore %s is refused', (entry, message) => {
  expect(() => readSample({}, [entry])).toThrow(`--ignore ${entry}: ${message}`);
});

test('a property without effect is listed with its reason and how often it was found', () => {
  expect(inertOf('AWS::Lambda::Function.VpcConfig', { 'Function.VpcConfig': { SubnetIds: ['s'] } })).toEqual([
    {
      type: 'AWS::Lambda::Function.VpcConfig',
      count: 1,
      reason: 'on this machine there is no network but loopback',
    },
  ]);
  expect(inertOf('AWS::Lambda::Function.VpcConfig')).toEqual([]);
});

test('what only serves a deployment is listed, with the function behind it', () => {
  const changes = {
    Extra: { Type: 'Custom::S3AutoDeleteObjects', Properties: { ServiceToken: 'arn', BucketName: 'b' } },
  };
  expect(inertOf('Custom::S3AutoDeleteObjects', changes)).toMatchObject([{ count: 1 }]);
  expect(inertOf('AWS::Lambda::Function')).toMatchObject([{ count: 1 }]);
});

test('a text where an object is due is no known property', () => {
  expect(() => readSample({ 'Mapping.DestinationConfig': 'arn' })).toThrow(
    'knows its property DestinationConfig',
  );
});

test('no path of a type is both read and without effect, or above another', () => {
  for (const [type, { reads, idle }] of CATALOGUE) {
    const paths = [...reads, ...Object.keys(idle)];
    expect(new Set(paths).size, type).toBe(paths.length);
    for (const each of paths)
      expect(
        paths.filter((other) => other.startsWith(`${each}.`)),
        `${type} ${each}`,
      ).toEqual([]);
  }
});

const IN_THE_SAMPLE = {
  Cluster: 'AWS::MSK::Cluster',
  Configuration: 'AWS::MSK::Configuration',
  Orders: 'AWS::MSK::Topic',
  Failures: 'AWS::S3::Bucket',
  FailuresArn: 'AWS::SSM::Parameter',
  Brokers: 'Custom::AWS',
  Function: 'AWS::Lambda::Function',
  Mapping: 'AWS::Lambda::EventSourceMapping',
  Role: 'AWS::IAM::Role',
  Api: 'AWS::ApiGatewayV2::Api',
  Stage: 'AWS::ApiGatewayV2::Stage',
  Route: 'AWS::ApiGatewayV2::Route',
  Integration: 'AWS::ApiGatewayV2::Integration',
  Registry: 'AWS::Glue::Registry',
  Schema: 'AWS::Glue::Schema',
  SchemaV2: 'AWS::Glue::SchemaVersion',
};

test('what a type is said to read matters: nonsense there is refused, or changes the model', () => {
  const outcome = (changes = {}): string => {
    try {
      return JSON.stringify(readSample(changes), (key, value) => (key === 'codeDir' ? '' : value));
    } catch (error) {
      return (error as Error).message;
    }
  };
  const sound = outcome();
  expect(sound).toContain('"topics"');
  for (const [logicalId, type] of Object.entries(IN_THE_SAMPLE)) {
    const reads = CATALOGUE.get(type)?.reads ?? [];
    expect(reads.length, type).toBeGreaterThan(0);
    for (const path of reads) {
      expect(outcome({ [`${logicalId}.${path}`]: { non: ['sense'] } }), `${type}.${path}`).not.toBe(sound);
    }
  }
});

test('every reason is a sentence', () => {
  for (const [type, { inert, idle }] of CATALOGUE) {
    for (const reason of [...(inert === undefined ? [] : [inert]), ...Object.values(idle)]) {
      expect(reason, type).toMatch(/^\S+( \S+){3,}$/);
    }
  }
});
