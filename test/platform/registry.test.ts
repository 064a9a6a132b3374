/** The schema registry on the platform itself: a function asks it, and what was registered survives restarts. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GetSchemaVersionCommand, GlueClient, RegisterSchemaVersionCommand } from '@aws-sdk/client-glue';
import { afterAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../../local/platform.ts';
import { avro } from '../local/registry/rig.ts';

const root = mkdtempSync(path.join(tmpdir(), 'registry-platform-'));
let platform: Platform | undefined;
afterAll(async () => {
  await platform?.stop();
  rmSync(root, { recursive: true, force: true });
});

const SCHEMA_ARN = 'arn:aws:glue:us-east-1:000000000000:schema/events/orders';
const [V1, V2, V3] = [avro('id'), avro('id', 'b='), avro('id', 'b=', 'c=')];
const getAtt = (...names: string[]) => ({ 'Fn::GetAtt': names });

/** Asks for the version that its environment names, as any client of Glue would. */
const CODE = `export const handler = async () => {
  const response = await fetch(process.env.AWS_ENDPOINT_URL_GLUE, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSGlue.GetSchemaVersion', 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ SchemaVersionId: process.env.VERSION }),
  });
  return await response.json();
};`;

const statement = { Effect: 'Allow', Action: 'glue:GetSchemaVersion', Resource: '*' };
const common = {
  Cluster: {
    Type: 'AWS::MSK::Cluster',
    Properties: {
      ClusterName: 'c',
      KafkaVersion: '4.1.x.kraft',
      NumberOfBrokerNodes: 3,
      BrokerNodeGroupInfo: { ClientSubnets: ['s1', 's2', 's3'], InstanceType: 'kafka.m7g.large' },
      ClientAuthentication: { Sasl: { Iam: { Enabled: true } } },
      ConfigurationInfo: {
        Arn: getAtt('Configuration', 'Arn'),
        Revision: getAtt('Configuration', 'LatestRevision.Revision'),
      },
    },
  },
  Configuration: { Type: 'AWS::MSK::Configuration', Properties: { Name: 'c', ServerProperties: '' } },
  Registry: { Type: 'AWS::Glue::Registry', Properties: { Name: 'events' } },
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [statement] } }] },
  },
  Asking: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'asking',
      Code: { S3Bucket: 'assets', S3Key: 'a.zip' },
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 20,
      Role: getAtt('Role', 'Arn'),
      Environment: { Variables: { VERSION: getAtt('Schema', 'InitialSchemaVersionId') } },
    },
    Metadata: { 'aws:asset:path': 'asset.a', 'aws:asset:property': 'Code' },
  },
};
const ENDPOINT = {
  Type: 'AWS::EC2::VPCEndpoint',
  Properties: { ServiceName: 'com.amazonaws.us-east-1.glue', VpcEndpointType: 'Interface', VpcId: 'v' },
};
const schema = (definition: string) => ({
  Type: 'AWS::Glue::Schema',
  Properties: {
    Name: 'orders',
    Registry: { Arn: getAtt('Registry', 'Arn') },
    DataFormat: 'AVRO',
    Compatibility: 'BACKWARD',
    SchemaDefinition: definition,
  },
});
const later = (definition: string) => ({
  Type: 'AWS::Glue::SchemaVersion',
  Properties: { Schema: { SchemaArn: getAtt('Schema', 'Arn') }, SchemaDefinition: definition },
});

async function start(resources: Readonly<Record<string, unknown>>) {
  const assemblyDir = mkdtempSync(path.join(root, 'assembly-'));
  mkdirSync(path.join(assemblyDir, 'asset.a'));
  writeFileSync(path.join(assemblyDir, 'asset.a', 'index.mjs'), CODE);
  const template = { Resources: { ...common, ...resources } };
  const artifact = { type: 'aws:cloudformation:stack', properties: { templateFile: 'app.json' } };
  writeFileSync(path.join(assemblyDir, 'app.json'), JSON.stringify(template));
  writeFileSync(path.join(assemblyDir, 'manifest.json'), JSON.stringify({ artifacts: { app: artifact } }));
  const lines: string[] = [];
  platform = await startPlatform({
    assemblyDir,
    dataDir: path.join(root, 'data'),
    portBase: 23_000,
    single: true,
    onLine: (text) => lines.push(text),
  });
  return { platform, lines, client: clientOf(platform) };
}

const clientOf = ({ registry, s3 }: Platform) =>
  new GlueClient({ endpoint: registry.endpoint, region: s3.region, credentials: s3.credentials });

async function asked({ functions }: Platform): Promise<Record<string, unknown>> {
  const result = await functions.get('asking')?.invoke(Buffer.from('{}'));
  return result?.status === 'success' ? JSON.parse(result.payload.toString()) : { failed: result };
}

test('a function reads a version, and what a call registered is there after a restart', async () => {
  const first = await start({ Schema: schema(V1), Endpoint: ENDPOINT });
  expect(first.lines).toContain('schema registry: http://127.0.0.1:23007, 1 schema, 1 version');
  expect(first.platform.registry.calls.size).toBe(0);
  expect(await asked(first.platform)).toMatchObject({ SchemaDefinition: V1, SchemaArn: SCHEMA_ARN });
  expect([...first.platform.registry.calls]).toEqual([['GetSchemaVersion', 1]]);
  const registered = await first.client.send(
    new RegisterSchemaVersionCommand({ SchemaId: { SchemaArn: SCHEMA_ARN }, SchemaDefinition: V2 }),
  );
  await first.platform.stop();

  const second = await start({ Schema: schema(V1), V3: later(V3) });
  const { SchemaVersionId } = registered;
  expect(await second.client.send(new GetSchemaVersionCommand({ SchemaVersionId }))).toMatchObject({
    VersionNumber: 2,
    Status: 'AVAILABLE',
    SchemaDefinition: V2,
  });
  const latest = { SchemaId: { SchemaArn: SCHEMA_ARN }, SchemaVersionNumber: { LatestVersion: true } };
  expect(await second.client.send(new GetSchemaVersionCommand(latest))).toMatchObject({
    VersionNumber: 3,
    SchemaDefinition: V3,
  });

  // this template has no endpoint for Glue
  expect(await asked(second.platform)).toMatchObject({ failed: { status: 'error' } });
  expect(second.lines.join('\n')).toContain('functions do not reach the schema registry');
  await second.platform.stop();

  await expect(start({ Schema: schema(avro('another')) })).rejects.toThrow(
    "stack 'app', resource Schema (AWS::Glue::Schema): version 1 of schema 'orders' has another definition than at an earlier start",
  );
  platform = undefined;
});
