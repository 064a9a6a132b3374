import { expect, test } from 'vitest';
import type { Json } from '../../../../local/template/json.ts';
import { readSample } from '../sample-app.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test.each<[string, Json | undefined, string]>([
  ['Cluster.NumberOfBrokerNodes', 4, '4 brokers cannot be spread evenly over 3 subnets'],
  ['Cluster.NumberOfBrokerNodes', undefined, 'it is required'],
  ['Cluster.KafkaVersion', 'latest', "'latest' is not a version such as 4.1.x.kraft"],
  ['Cluster.ClientAuthentication', undefined, 'true is due: the functions of this machine sign with IAM'],
  ['Cluster.ClientAuthentication.Unauthenticated.Enabled', true, 'sign with IAM alone'],
  ['Cluster.EncryptionInfo', { EncryptionInTransit: { ClientBroker: 'TLSX' } }, 'one of TLS is due'],
  [
    'Cluster.ConfigurationInfo.Arn',
    'arn:other',
    'no AWS::MSK::Configuration of the app has the ARN arn:other',
  ],
  ['Configuration.KafkaVersionsList', ['3.9.x'], "the cluster's version 4.1.x.kraft is not in it: 3.9.x"],
  ['Configuration.ServerProperties', 'a', "'a' is not <key>=<value>"],
  ['Configuration.ServerProperties', 'a=1\\nb=2', 'the value of a has the characters \\n in it'],
  ['Configuration.ServerProperties', 'a=1\na=2', 'a is given twice'],
  ['Extra', { Type: 'AWS::MSK::Cluster' }, 'one cluster runs here, and Cluster is another'],
  ['Orders.TopicName', 'a topic', "'a topic' is not 1 to 249 of"],
  ['Orders.TopicName', 'x'.repeat(300), 'is not 1 to 249 of'],
  ['Retry.TopicName', 'orders', "there is a topic 'orders' already"],
  ['Orders.PartitionCount', 0, 'a whole number from 1 to 10000 is due; given: 0'],
  ['Orders.ReplicationFactor', 5, 'a whole number from 1 to 3 is due; given: 5'],
  ['Orders.ClusterArn', 'arn:other', 'arn:other is not the cluster of the app'],
  ['Orders.Configs', '{"retention.ms":"1"}', 'it is not base64: '],
  ['Orders.Configs', base64('retention.ms=1'), "it is not base64 of a JSON object: 'retention.ms=1'"],
  ['Orders.Configs', base64('{"a":{}}'), 'a is {}; text is due'],
  ['Failures.BucketName', 'My_Bucket', "'My_Bucket' is not 3 to 63 of"],
  ['Extra', { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'xy' } }, "'xy' is not 3 to 63 of"],
  ['Function.Role', 'arn:other', 'no AWS::IAM::Role of the app has the ARN arn:other'],
  ['Function.Role', undefined, 'it is required'],
  ['Function.Timeout', 901, 'a whole number from 1 to 900 is due'],
  ['Function.MemorySize', 20_000, 'a whole number from 128 to 10240 is due'],
  ['Function.FunctionName', 'a b', "'a b' is not 1 to 64 of"],
  ['Function.PackageType', 'Image', 'one of Zip is due'],
  ['Function.Environment.Variables', { A: ['b'] }, 'Properties.Environment.Variables.A: text is due'],
  ['Function.Code', { ZipFile: 'x' }, '--ignore AWS::Lambda::Function.Code.ZipFile'],
  ['Function@Metadata', {}, "nor an asset manifest tells the folder of 'a.zip'"],
  [
    'Role.ManagedPolicyArns',
    ['arn:aws:iam::aws:policy/AdministratorAccess'],
    'AdministratorAccess allows is not known here',
  ],
  [
    'Role.Policies',
    [{ PolicyDocument: {} }],
    'Properties.Policies[0]: a policy document with a Statement is due',
  ],
  [
    'Role.Policies',
    [{ PolicyDocument: { Statement: { Effect: 'Maybe', Action: 'a', Resource: '*' } } }],
    "Effect is 'Maybe'",
  ],
  [
    'Role.Policies',
    [{ PolicyDocument: { Statement: { Effect: 'Allow', Resource: '*' } } }],
    'a statement without Action',
  ],
  [
    'Extra',
    { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement: [] }, Roles: ['nobody'] } },
    "the app has no role 'nobody'",
  ],
  ['Api.ProtocolType', 'WEBSOCKET', "one of HTTP is due; given: 'WEBSOCKET'"],
  ['Api.CorsConfiguration', {}, '--ignore AWS::ApiGatewayV2::Api.CorsConfiguration'],
  ['Stage.StageName', 'prod', "one of $default is due; given: 'prod'"],
  ['Route.RouteKey', 'orders', "'orders' is neither '<method> /<path>' nor $default"],
  ['Route.RouteKey', 'GET /a/{b+}/c', "'GET /a/{b+}/c' is neither"],
  ['Route.ApiId', 'other', 'it is not the HTTP API of the app'],
  ['Stage.AutoDeploy', false, 'true is due: a stage that waits for deployments serves nothing here'],
  ['FailuresArn.Type', 'SecureString', "one of String, StringList is due; given: 'SecureString'"],
  ['FailuresArn.Value', { a: 1 }, 'Properties.Value: text is due; given: {"a":1}'],
  ['FailuresArn.Name', '/app/cluster', "there is an SSM parameter '/app/cluster' already"],
  ['Route.AuthorizationType', 'JWT', 'one of NONE, AWS_IAM is due'],
  ['Route.Target', 'integrations/none', "the API has no integration 'integrations/none'"],
  ['Integration.PayloadFormatVersion', '1.0', "one of 2.0 is due; given: '1.0'"],
  ['Integration.PayloadFormatVersion', undefined, 'it is required'],
  ['Integration.IntegrationUri', 'arn:other', 'the app has no function with the ARN arn:other'],
  ['Integration.TimeoutInMillis', 60_000, 'a whole number from 50 to 30000 is due'],
])('%s %j is refused', (path, value, message) => {
  expect(() => readSample({ [path]: value })).toThrow(message);
  expect(() => readSample({ [path]: value })).toThrow(`resource ${path.split(/[.@]/)[0]} (`);
});

test('Express brokers have what MSK fixes there, whatever the configuration says', () => {
  const { cluster } = readSample({ 'Cluster.BrokerNodeGroupInfo.InstanceType': 'express.m7g.large' });
  expect(cluster.serverProperties).toMatchObject({
    'default.replication.factor': '3',
    'min.insync.replicas': '2',
    'unclean.leader.election.enable': 'false',
  });
});

test('a cluster without a configuration has what MSK gives', () => {
  expect(readSample({ 'Cluster.ConfigurationInfo': undefined }).cluster.serverProperties).toMatchObject({
    'min.insync.replicas': '2',
    'unclean.leader.election.enable': 'true',
  });
});

test('a policy of its own belongs to the roles it names', () => {
  const Extra = {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'more',
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Action: ['s3:*'],
            Resource: '*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
      Roles: [{ Ref: 'Role' }],
    },
  };
  expect(readSample({ Extra }).roles[0]?.statements[1]).toEqual({
    effect: 'Deny',
    actions: ['s3:*'],
    resources: ['*'],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  });
});

test('policies of AWS that allow nothing here are no matter', () => {
  const arn = { 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaMSKExecutionRole` };
  expect(readSample({ 'Role.ManagedPolicyArns': [arn] }).roles[0]?.statements).toHaveLength(1);
});

test("a function has Lambda's defaults, and its concurrency only if it is given", () => {
  const changes = {
    'Function.Timeout': undefined,
    'Function.MemorySize': undefined,
    'Function.Environment': undefined,
  };
  const [plain] = readSample(changes).functions;
  expect(plain?.definition).toMatchObject({ timeoutMs: 3000, memoryMb: 128, environment: {} });
  expect(plain?.definition).not.toHaveProperty('reservedConcurrency');
  const [reserved] = readSample({ 'Function.ReservedConcurrentExecutions': 0 }).functions;
  expect(reserved?.definition.reservedConcurrency).toBe(0);
});

test('a route may take every method, or everything', () => {
  const [any] = readSample({ 'Route.RouteKey': 'ANY /orders/{proxy+}' }).routes;
  expect(any).toMatchObject({ method: 'ANY', path: '/orders/{proxy+}' });
  expect(readSample({ 'Route.RouteKey': '$default' }).routes[0]).toMatchObject({
    method: 'ANY',
    path: '$default',
  });
});

test('an integration may name its function as API Gateway invokes it, and a time limit', () => {
  const changes = {
    'Integration.IntegrationUri': {
      'Fn::Join': [
        '',
        [
          'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/',
          { 'Fn::GetAtt': ['Function', 'Arn'] },
          '/invocations',
        ],
      ],
    },
    'Integration.TimeoutInMillis': 1000,
  };
  expect(readSample(changes).routes[0]).toMatchObject({ functionName: 'invoice', timeoutMs: 1000 });
});

test('two routes that differ in the names of parameters are one', () => {
  const Extra = {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: 'GET /a/{b}',
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
    },
  };
  expect(readSample({ Extra }).routes.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['/orders', '/a/{b}']),
  );
  expect(() => readSample({ Extra, 'Route.RouteKey': 'GET /a/{c}' })).toThrow(
    "there is a route 'GET /a/{}' already",
  );
});

test('an API without a stage is refused: nobody could call it', () => {
  expect(() => readSample({ Stage: undefined })).toThrow('the API has no stage, so nobody could call it');
});
