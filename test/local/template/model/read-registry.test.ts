import { describe, expect, test } from 'vitest';
import { versionId } from '../../../../local/registry/version-id.ts';
import type { Json, JsonObject } from '../../../../local/template/json.ts';
import { type Changes, readSample } from '../sample-app.ts';

const REGISTRY_ARN = 'arn:aws:glue:us-east-1:000000000000:registry/events';
const SCHEMA_ARN = 'arn:aws:glue:us-east-1:000000000000:schema/events/orders';
const V1 = '{"type":"record","name":"Order","fields":[]}';
const getAtt = (...names: string[]): JsonObject => ({ 'Fn::GetAtt': names });

/** In another stack than the schema, which is deployed before. */
const version = (definition: string, more: JsonObject = {}): JsonObject => ({
  Type: 'AWS::Glue::SchemaVersion',
  Properties: { Schema: { SchemaName: 'orders', RegistryName: 'events' }, SchemaDefinition: definition },
  ...more,
});
const schema = (properties: JsonObject): JsonObject => ({
  Type: 'AWS::Glue::Schema',
  Properties: { Name: 'other', DataFormat: 'AVRO', Compatibility: 'NONE', ...properties },
});
const registryOf = (changes: Changes = {}) => readSample(changes).schemaRegistry;
const definitions = (changes: Changes) =>
  registryOf(changes).registries[0]?.schemas[0]?.versions.map(({ definition }) => definition);

test.each<[string, Json, string]>([
  ["a registry's Ref", { Ref: 'R' }, REGISTRY_ARN.replace('events', 'r')],
  ["a registry's Arn", getAtt('R', 'Arn'), REGISTRY_ARN.replace('events', 'r')],
  ["a schema's Ref", { Ref: 'S' }, SCHEMA_ARN.replace('events/orders', 'r/other')],
  ["a schema's Arn", getAtt('S', 'Arn'), SCHEMA_ARN.replace('events/orders', 'r/other')],
  [
    "a schema's first version",
    getAtt('S', 'InitialSchemaVersionId'),
    versionId(SCHEMA_ARN.replace('events/orders', 'r/other'), '"int"'),
  ],
  ["a version's Ref", { Ref: 'V' }, versionId(SCHEMA_ARN, '"long"')],
  ["a version's VersionId", getAtt('V', 'VersionId'), versionId(SCHEMA_ARN, '"long"')],
])('%s is known to whatever refers to it', (_, expression, expected) => {
  const { functions } = readSample({
    R: { Type: 'AWS::Glue::Registry', Properties: { Name: 'r' } },
    S: schema({ Registry: { Arn: getAtt('R', 'Arn') }, SchemaDefinition: ' "int"' }),
    V: version('"long"'),
    'Function.Environment.Variables.GIVEN': expression,
  });
  expect(functions[0]?.definition.environment.GIVEN).toBe(expected);
});

test('an id is that of its definition, however it is laid out, and of its schema', () => {
  expect(versionId(SCHEMA_ARN, '{ "type": "int" }')).toBe(versionId(SCHEMA_ARN, '{"type":"int"}'));
  expect(versionId(SCHEMA_ARN, '"int"')).not.toBe(versionId(SCHEMA_ARN, '"long"'));
  expect(versionId(SCHEMA_ARN, '"int"')).not.toBe(versionId(`${SCHEMA_ARN}2`, '"int"'));
});

describe('the order of versions', () => {
  test('is that of their dependencies, whatever the order of the resources', () => {
    const changes = {
      SchemaV2: undefined,
      A4: version('"four"', { DependsOn: 'B3' }),
      B3: version('"three"', { DependsOn: ['Function', 'C2'] }),
      C2: version('"two"'),
    };
    expect(definitions(changes)).toEqual([V1, '"two"', '"three"', '"four"']);
  });

  test('that is left to chance is refused', () => {
    const changes = { A: version('"a"'), B: version('"b"') };
    expect(() => registryOf(changes)).toThrow(
      "stack 'functions', resource B (AWS::Glue::SchemaVersion), Properties.Schema: nothing says that it is created after A: give it a DependsOn",
    );
  });

  test('may go through resources between', () => {
    const parameter = (DependsOn: string) => ({
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/p', Type: 'String', Value: 'v' },
      DependsOn,
    });
    const changes = {
      A: version('"a"'),
      Between: parameter('A'),
      B: version('"b"', { DependsOn: 'Between' }),
    };
    expect(definitions(changes)?.slice(2)).toEqual(['"a"', '"b"']);
  });

  test('begins after the schema itself', () => {
    const byName = { SchemaName: 'orders', RegistryName: 'events' };
    expect(() => registryOf({ 'SchemaV2.Schema': byName })).toThrow('nothing says that it is created after');
    expect(registryOf({ 'SchemaV2.Schema': byName, 'SchemaV2@DependsOn': 'Schema' })).toBeDefined();
  });
});

test('a schema that names no registry is in the one that AWS makes for it', () => {
  const { registries } = registryOf({ S: schema({ SchemaDefinition: '"int"' }) });
  expect(registries[1]).toMatchObject({
    name: 'default-registry',
    arn: REGISTRY_ARN.replace('events', 'default-registry'),
    schemas: [{ name: 'other', arn: SCHEMA_ARN.replace('events/orders', 'default-registry/other') }],
  });
});

test('a schema may have no version', () => {
  expect(registryOf({ S: schema({}) }).registries[1]?.schemas[0]?.versions).toEqual([]);
});

test('what is said of a schema is in the model', () => {
  const changes = {
    'Schema.Description': 'd',
    'Schema.Tags': [{ Key: 'team', Value: 'a' }],
    'Schema.CheckpointVersion': { VersionNumber: 2 },
    'Schema.Compatibility': 'FULL_ALL',
    'Registry.Tags': [{ Key: 'b', Value: 'c' }],
  };
  expect(registryOf(changes).registries[0]).toMatchObject({
    tags: { b: 'c' },
    schemas: [{ description: 'd', tags: { team: 'a' }, checkpoint: 2, compatibility: 'FULL_ALL' }],
  });
  const latest = registryOf({ 'Schema.CheckpointVersion': { IsLatest: true } });
  expect(latest.registries[0]?.schemas[0]?.checkpoint).toBe('latest');
});

test.each<[string, Json | undefined, string]>([
  ['Registry.Name', 'a/b', "'a/b' is not 1 to 255 of a-z A-Z 0-9 - _ $ # ."],
  ['Registry.Name', undefined, 'Properties.Name: it is required'],
  ['Schema.Name', 'a b', "'a b' is not 1 to 255"],
  ['Schema.DataFormat', 'XML', "one of AVRO, JSON, PROTOBUF is due; given: 'XML'"],
  ['Schema.DataFormat', undefined, 'Properties.DataFormat: it is required'],
  ['Schema.Compatibility', 'backward', 'one of BACKWARD, BACKWARD_ALL,'],
  ['Schema.Compatibility', undefined, 'Properties.Compatibility: it is required'],
  ['Schema.SchemaDefinition', ' ', 'it has 1 characters; 1 to 170000 are taken'],
  ['Schema.SchemaDefinition', 'x'.repeat(170_001), 'it has 170001 characters'],
  ['Schema.Registry', {}, 'Properties.Registry: Arn or Name is due'],
  ['Schema.Registry', { Name: 'other' }, "the app has no AWS::Glue::Registry 'other'"],
  ['Schema.Registry', { Name: 'events', Arn: REGISTRY_ARN }, 'either Arn or Name is due'],
  ['Schema.CheckpointVersion', { IsLatest: false }, 'either IsLatest (true) or VersionNumber is due'],
  [
    'Schema.CheckpointVersion',
    { IsLatest: true, VersionNumber: 1 },
    'either IsLatest (true) or VersionNumber',
  ],
  ['Schema.CheckpointVersion', { VersionNumber: 0 }, 'a whole number from 1 to 100000'],
  ['Schema.Tags', [{ Key: 'a' }], 'a tag is a Key and a Value of text'],
  ['SchemaV2.SchemaDefinition', undefined, 'Properties.SchemaDefinition: it is required'],
  ['SchemaV2.Schema', { SchemaName: 'orders' }, 'either SchemaArn, or SchemaName and RegistryName, is due'],
  ['SchemaV2.Schema', { SchemaArn: `${SCHEMA_ARN}2` }, `the app has no AWS::Glue::Schema ${SCHEMA_ARN}2`],
  [
    'Second',
    { Type: 'AWS::Glue::Registry', Properties: { Name: 'events' } },
    `there is ${REGISTRY_ARN} already`,
  ],
  ['Second', schema({ Name: 'orders', Registry: { Name: 'events' } }), `there is ${SCHEMA_ARN} already`],
])('%s: %j is refused', (path, value, message) => {
  expect(() => registryOf({ [path]: value })).toThrow(message);
});

describe('functions reach the registry', () => {
  const endpoint = (properties: JsonObject = {}): JsonObject => ({
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.glue']] },
      VpcEndpointType: 'Interface',
      VpcId: 'vpc-1',
      PrivateDnsEnabled: true,
      ...properties,
    },
  });

  test('through an interface endpoint of the template alone', () => {
    expect(registryOf().reachable).toBe(false);
    expect(registryOf({ Endpoint: endpoint() }).reachable).toBe(true);
  });

  test.each<[string, JsonObject]>([
    ['for another service', { ServiceName: 'com.amazonaws.us-east-1.gluey' }],
    ['of another kind', { VpcEndpointType: 'Gateway' }],
    ["that does not answer to Glue's name", { PrivateDnsEnabled: false }],
  ])('not through one %s', (_, properties) => {
    expect(registryOf({ Endpoint: endpoint(properties) }).reachable).toBe(false);
  });
});
