/**
 * A small app as CDK would assemble it: two stacks that meet in SSM parameters, a cluster, two topics, a bucket, a
 * function with a mapping and a route. `readSample` changes it by paths: `Mapping.BatchSize` is that property of the
 * resource Mapping (undefined removes it), `Extra` a whole resource of the functions stack, `Bucket@Condition` a key
 * of the resource itself.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AppModel } from '../../../local/template/app-model.ts';
import type { Json, JsonObject } from '../../../local/template/json.ts';
import { readApp } from '../../../local/template/read-app.ts';

export const BROKERS = '127.0.0.1:21598';
type Mutable = { [key: string]: Json | Mutable | undefined };
export type Changes = Readonly<Record<string, Json | undefined>>;
export interface TestStack {
  readonly template: JsonObject;
  readonly dependencies?: readonly string[];
  readonly properties?: JsonObject;
  readonly environment?: string;
}

const getAtt = (...names: string[]): JsonObject => ({ 'Fn::GetAtt': names });
const ref = (name: string): JsonObject => ({ Ref: name });
const parameter = (name: string, value: Json): JsonObject => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name: `/app/${name}`, Type: 'String', Value: value },
});
const stored = (name: string): JsonObject => ({
  Type: 'AWS::SSM::Parameter::Value<String>',
  Default: `/app/${name}`,
});
const topic = (name: string): JsonObject => ({
  Type: 'AWS::MSK::Topic',
  Properties: {
    ClusterArn: getAtt('Cluster', 'Arn'),
    TopicName: name,
    PartitionCount: 6,
    ReplicationFactor: 3,
    Configs: { 'Fn::Base64': '{"retention.ms":"1000"}' },
  },
});
const call = {
  'Fn::Join': [
    '',
    [
      '{"service":"Kafka","action":"getBootstrapBrokers","parameters":{"ClusterArn":"',
      getAtt('Cluster', 'Arn'),
      '"},"outputPaths":["BootstrapBrokerStringSaslIam"],"physicalResourceId":{"id":"b"}}',
    ],
  ],
};
const lambda = (properties: JsonObject): JsonObject => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: 'assets', S3Key: 'a.zip' },
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    ...properties,
  },
  Metadata: { 'aws:asset:path': 'asset.a', 'aws:asset:property': 'Code' },
});
const role = (statement: JsonObject): JsonObject => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
      ],
    },
    Policies: [{ PolicyName: 'access', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }],
  },
});

const kafka: JsonObject = {
  Resources: {
    Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-1' } },
    Configuration: {
      Type: 'AWS::MSK::Configuration',
      Properties: { Name: 'c', ServerProperties: 'min.insync.replicas=2\n# why\nlog.retention.hours = 24\n' },
    },
    Cluster: {
      Type: 'AWS::MSK::Cluster',
      Properties: {
        ClusterName: 'c',
        KafkaVersion: '4.1.x.kraft',
        NumberOfBrokerNodes: 3,
        BrokerNodeGroupInfo: { ClientSubnets: [ref('Subnet'), 's2', 's3'], InstanceType: 'kafka.m7g.large' },
        ClientAuthentication: { Sasl: { Iam: { Enabled: true } }, Unauthenticated: { Enabled: false } },
        ConfigurationInfo: {
          Arn: getAtt('Configuration', 'Arn'),
          Revision: getAtt('Configuration', 'LatestRevision.Revision'),
        },
      },
    },
    Orders: topic('orders'),
    Retry: topic('orders.retry'),
    Failures: { Type: 'AWS::S3::Bucket' },
    Registry: { Type: 'AWS::Glue::Registry', Properties: { Name: 'events' } },
    Schema: {
      Type: 'AWS::Glue::Schema',
      Properties: {
        Name: 'orders',
        Registry: { Arn: getAtt('Registry', 'Arn') },
        DataFormat: 'AVRO',
        Compatibility: 'BACKWARD',
        SchemaDefinition: '{"type":"record","name":"Order","fields":[]}',
      },
    },
    SchemaV2: {
      Type: 'AWS::Glue::SchemaVersion',
      Properties: {
        Schema: { SchemaArn: getAtt('Schema', 'Arn') },
        SchemaDefinition:
          '{"type":"record","name":"Order","fields":[{"name":"id","type":"int","default":0}]}',
      },
    },
    ProviderRole: role({
      Effect: 'Allow',
      Action: 'kafka:GetBootstrapBrokers',
      Resource: getAtt('Cluster', 'Arn'),
    }),
    Provider: lambda({ Role: getAtt('ProviderRole', 'Arn') }),
    Brokers: {
      Type: 'Custom::AWS',
      Properties: { ServiceToken: getAtt('Provider', 'Arn'), Create: call, Update: call },
    },
    ClusterArn: parameter('cluster', getAtt('Cluster', 'Arn')),
    Bootstrap: parameter('brokers', getAtt('Brokers', 'BootstrapBrokerStringSaslIam')),
    FailuresArn: parameter('failures', getAtt('Failures', 'Arn')),
  },
};

const functions: JsonObject = {
  Parameters: { cluster: stored('cluster'), brokers: stored('brokers'), failures: stored('failures') },
  Resources: {
    Role: role({ Effect: 'Allow', Action: ['kafka-cluster:*', 's3:PutObject'], Resource: '*' }),
    Function: lambda({
      FunctionName: 'invoice',
      Role: getAtt('Role', 'Arn'),
      Timeout: 60,
      MemorySize: 256,
      Environment: { Variables: { BROKERS: ref('brokers') } },
    }),
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: ref('Function'),
        EventSourceArn: ref('cluster'),
        Topics: ['orders'],
        AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'invoice.orders' },
        StartingPosition: 'TRIM_HORIZON',
        ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 6 },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 100,
        DestinationConfig: { OnFailure: { Destination: ref('failures') } },
      },
    },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: ref('Api'),
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: getAtt('Function', 'Arn'),
        PayloadFormatVersion: '2.0',
      },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: ref('Api'),
        RouteKey: 'POST /orders',
        AuthorizationType: 'AWS_IAM',
        Target: { 'Fn::Join': ['/', ['integrations', ref('Integration')]] },
      },
    },
  },
};

const root = mkdtempSync(path.join(tmpdir(), 'sample-app-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
let count = 0;

export function writeAssembly(stacks: Readonly<Record<string, TestStack>>): string {
  count += 1;
  const dir = path.join(root, String(count));
  mkdirSync(dir);
  const artifacts = Object.entries(stacks).map(([name, { template, ...artifact }]) => {
    writeFileSync(path.join(dir, `${name}.json`), JSON.stringify(template));
    const properties = { templateFile: `${name}.json`, ...artifact.properties };
    return [name, { type: 'aws:cloudformation:stack', ...artifact, properties }];
  });
  writeFileSync(
    path.join(dir, 'manifest.json'),
    JSON.stringify({ artifacts: Object.fromEntries(artifacts) }),
  );
  return dir;
}

export function readSample(changes: Changes = {}, ignore: readonly string[] = []): AppModel {
  const app = structuredClone({ kafka, functions });
  for (const [key, value] of Object.entries(changes)) change(app as unknown as Mutable, key, value);
  const assemblyDir = writeAssembly({
    functions: { template: app.functions, dependencies: ['kafka'] },
    kafka: { template: app.kafka },
  });
  return read(assemblyDir, ignore);
}

export const read = (assemblyDir: string, ignore: readonly string[] = []): AppModel =>
  readApp({ assemblyDir, accountId: '000000000000', region: 'us-east-1', bootstrapBrokers: BROKERS, ignore });

function change(app: Mutable, key: string, value: Json | undefined): void {
  const [, logicalId = '', separator, rest = ''] = /^(\w+)(?:([.@])(.*))?$/.exec(key) ?? [];
  const stacks = [app.kafka, app.functions].map((stack) => (stack as Mutable).Resources as Mutable);
  const owner = stacks.find((resources) => logicalId in resources) ?? stacks[1]!;
  if (separator === undefined) {
    owner[logicalId] = value;
    return;
  }
  const steps = separator === '.' ? ['Properties', ...rest.split('.')] : [rest];
  let at = owner[logicalId] as Mutable;
  for (const step of steps.slice(0, -1)) {
    at[step] ??= {};
    at = at[step] as Mutable;
  }
  const last = steps.at(-1)!;
  if (value === undefined) delete at[last];
  else at[last] = value;
}
