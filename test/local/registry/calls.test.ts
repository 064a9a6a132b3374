import {
  CheckSchemaVersionValidityCommand,
  CreateRegistryCommand,
  CreateSchemaCommand,
  type CreateSchemaCommandInput,
  DeleteRegistryCommand,
  DeleteSchemaCommand,
  DeleteSchemaVersionsCommand,
  EntityNotFoundException,
  GetRegistryCommand,
  GetSchemaByDefinitionCommand,
  GetSchemaCommand,
  GetSchemaVersionCommand,
  GetSchemaVersionsDiffCommand,
  GetTagsCommand,
  type GlueClient,
  ListRegistriesCommand,
  ListSchemasCommand,
  ListSchemaVersionsCommand,
  PutSchemaVersionMetadataCommand,
  QuerySchemaVersionMetadataCommand,
  RegisterSchemaVersionCommand,
  RemoveSchemaVersionMetadataCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateRegistryCommand,
  UpdateSchemaCommand,
} from '@aws-sdk/client-glue';
import { afterEach, describe, expect, test } from 'vitest';
import { avro, REGISTRY_ARN, SCHEMA_ARN, startRig, stopRigs } from './rig.ts';

afterEach(stopRigs);

const SchemaId = { SchemaArn: SCHEMA_ARN };

async function withSchema(input: Partial<CreateSchemaCommandInput> = {}) {
  const rig = await startRig();
  const { client } = rig;
  await client.send(new CreateRegistryCommand({ RegistryName: 'events' }));
  const created = await client.send(
    new CreateSchemaCommand({
      RegistryId: { RegistryName: 'events' },
      SchemaName: 'orders',
      DataFormat: 'AVRO',
      Compatibility: 'BACKWARD',
      SchemaDefinition: avro('id'),
      ...input,
    }),
  );
  return { ...rig, created };
}

const register = (client: GlueClient, SchemaDefinition: string) =>
  client.send(new RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition }));

describe('a registry', () => {
  test('is created, described, changed and deleted', async () => {
    const { client } = await startRig();
    const RegistryId = { RegistryArn: REGISTRY_ARN };
    const created = await client.send(
      new CreateRegistryCommand({ RegistryName: 'events', Description: 'd', Tags: { team: 'a' } }),
    );
    expect(created).toMatchObject({ RegistryArn: REGISTRY_ARN, RegistryName: 'events', Tags: { team: 'a' } });
    await client.send(new UpdateRegistryCommand({ RegistryId, Description: 'another' }));
    const got = await client.send(new GetRegistryCommand({ RegistryId }));
    expect(got).toMatchObject({ RegistryName: 'events', Description: 'another', Status: 'AVAILABLE' });
    expect(await client.send(new DeleteRegistryCommand({ RegistryId }))).toMatchObject({
      Status: 'DELETING',
    });
    await expect(client.send(new GetRegistryCommand({ RegistryId }))).rejects.toThrow(
      EntityNotFoundException,
    );
  });

  test('of a name that is taken is refused', async () => {
    const { client } = await withSchema();
    await expect(client.send(new CreateRegistryCommand({ RegistryName: 'events' }))).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('for schemas that name none is there with the first of them', async () => {
    const { client } = await startRig();
    const byDefault = { RegistryId: { RegistryName: 'default-registry' } };
    await expect(client.send(new GetRegistryCommand(byDefault))).rejects.toMatchObject({
      name: 'EntityNotFoundException',
    });
    const created = await client.send(
      new CreateSchemaCommand({ SchemaName: 's', DataFormat: 'AVRO', SchemaDefinition: '"int"' }),
    );
    expect(created).toMatchObject({ RegistryName: 'default-registry', Compatibility: 'BACKWARD' });
    expect((await client.send(new GetRegistryCommand(byDefault))).Status).toBe('AVAILABLE');
  });
});

describe('a schema', () => {
  test('is answered with its first version', async () => {
    const { client, created } = await withSchema({ Description: 'of orders' });
    expect(created).toMatchObject({
      SchemaArn: SCHEMA_ARN,
      RegistryArn: REGISTRY_ARN,
      SchemaCheckpoint: 1,
      LatestSchemaVersion: 1,
      NextSchemaVersion: 2,
      SchemaStatus: 'AVAILABLE',
      SchemaVersionStatus: 'AVAILABLE',
    });
    const byNames = { SchemaName: 'orders', RegistryName: 'events' };
    expect(await client.send(new GetSchemaCommand({ SchemaId: byNames }))).toMatchObject({
      SchemaArn: SCHEMA_ARN,
      DataFormat: 'AVRO',
      Compatibility: 'BACKWARD',
      Description: 'of orders',
      CreatedTime: expect.stringMatching(/^\d{4}-/),
    });
  });

  test('that is deleted is gone with its versions', async () => {
    const { client, registry, created } = await withSchema();
    const id = created.SchemaVersionId ?? '';
    expect(registry.versionById(id)).toBeDefined();
    await client.send(new DeleteSchemaCommand({ SchemaId }));
    expect(registry.versionById(id)).toBeUndefined();
    await expect(client.send(new GetSchemaVersionCommand({ SchemaVersionId: id }))).rejects.toThrow(
      /^Schema version is not found\./,
    );
    await expect(register(client, avro('id'))).rejects.toThrow(/^Schema is not found\./);
  });

  test('takes another mode from a version on, and is not checked anew', async () => {
    const { client } = await withSchema({ Compatibility: 'NONE' });
    await register(client, avro('other'));
    const update = { SchemaId, Compatibility: 'BACKWARD_ALL' } as const;
    await expect(client.send(new UpdateSchemaCommand(update))).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
    await client.send(new UpdateSchemaCommand({ ...update, SchemaVersionNumber: { LatestVersion: true } }));
    expect(await client.send(new GetSchemaCommand({ SchemaId }))).toMatchObject({
      Compatibility: 'BACKWARD_ALL',
      SchemaCheckpoint: 2,
    });
    expect((await register(client, avro('other', 'more='))).Status).toBe('AVAILABLE');
    expect((await register(client, avro('id', 'more='))).Status).toBe('FAILURE');
  });

  test('has tags', async () => {
    const { client } = await withSchema({ Tags: { a: '1' } });
    await client.send(new TagResourceCommand({ ResourceArn: SCHEMA_ARN, TagsToAdd: { b: '2', a: '3' } }));
    await client.send(new UntagResourceCommand({ ResourceArn: SCHEMA_ARN, TagsToRemove: ['b'] }));
    expect((await client.send(new GetTagsCommand({ ResourceArn: SCHEMA_ARN }))).Tags).toEqual({ a: '3' });
  });
});

describe('a version', () => {
  test('is found by id, by number, as the latest and by its definition', async () => {
    const { client, registry } = await withSchema();
    const { SchemaVersionId = '', VersionNumber, Status } = await register(client, avro('id', 'more='));
    expect([VersionNumber, Status]).toEqual([2, 'AVAILABLE']);
    const whole = {
      SchemaVersionId,
      SchemaDefinition: avro('id', 'more='),
      DataFormat: 'AVRO',
      SchemaArn: SCHEMA_ARN,
      VersionNumber: 2,
      Status: 'AVAILABLE',
    };
    for (const input of [
      { SchemaVersionId },
      { SchemaVersionId: SchemaVersionId.toUpperCase() },
      { SchemaId, SchemaVersionNumber: { VersionNumber: 2 } },
      { SchemaId, SchemaVersionNumber: { LatestVersion: true } },
    ]) {
      expect(await client.send(new GetSchemaVersionCommand(input))).toMatchObject(whole);
    }
    const SchemaDefinition = JSON.stringify(JSON.parse(avro('id', 'more=')), null, 2);
    const byDefinition = await client.send(new GetSchemaByDefinitionCommand({ SchemaId, SchemaDefinition }));
    expect(byDefinition).toMatchObject({ SchemaVersionId, SchemaArn: SCHEMA_ARN, Status: 'AVAILABLE' });
    expect(registry.versionById(SchemaVersionId)).toEqual({
      definition: avro('id', 'more='),
      dataFormat: 'AVRO',
      schemaName: 'orders',
      registryName: 'events',
      status: 'AVAILABLE',
    });
  });

  test('with a definition that is there already is that version', async () => {
    const { client, created } = await withSchema();
    expect(await register(client, ` ${avro('id')}\n`)).toMatchObject({
      SchemaVersionId: created.SchemaVersionId,
      VersionNumber: 1,
    });
    expect((await client.send(new ListSchemaVersionsCommand({ SchemaId }))).Schemas).toHaveLength(1);
  });

  test('that may not follow has a number and the status FAILURE, and nothing is held against it', async () => {
    const { client, registry } = await withSchema();
    const failed = await register(client, avro('required'));
    expect(failed).toMatchObject({ VersionNumber: 2, Status: 'FAILURE' });
    const { SchemaVersionId = '' } = failed;
    expect((await client.send(new GetSchemaVersionCommand({ SchemaVersionId }))).Status).toBe('FAILURE');
    expect(registry.versionById(SchemaVersionId)?.status).toBe('FAILURE');
    expect(await register(client, avro('required'))).toMatchObject(
      (({ SchemaVersionId, Status }) => ({ SchemaVersionId, Status }))(failed),
    );
    const latest = { SchemaId, SchemaVersionNumber: { LatestVersion: true } };
    expect((await client.send(new GetSchemaVersionCommand(latest))).VersionNumber).toBe(1);
    expect(await register(client, avro('id', 'optional='))).toMatchObject({
      VersionNumber: 3,
      Status: 'AVAILABLE',
    });
  });

  test('of a schema that is DISABLED is refused', async () => {
    const { client } = await withSchema({ Compatibility: 'DISABLED' });
    await expect(register(client, avro('id', 'more='))).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
    expect((await register(client, avro('id'))).VersionNumber).toBe(1);
  });

  test('with a definition that is none is refused, and leaves nothing', async () => {
    const { client } = await withSchema();
    await expect(register(client, '{"type":"nope"}')).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: expect.stringMatching(/^Schema definition of AVRO data format is invalid: /),
    });
    expect((await client.send(new ListSchemaVersionsCommand({ SchemaId }))).Schemas).toHaveLength(1);
  });

  test('is valid or not before anything is registered', async () => {
    const { client } = await startRig();
    const check = (SchemaDefinition: string) =>
      client.send(new CheckSchemaVersionValidityCommand({ DataFormat: 'AVRO', SchemaDefinition }));
    expect((await check(avro('id'))).Valid).toBe(true);
    const { Valid, Error: error } = await check('{"type":"nope"}');
    expect([Valid, error !== undefined]).toEqual([false, true]);
  });

  test('is deleted, and its number is not used again', async () => {
    const { client } = await withSchema();
    for (const name of ['b', 'c', 'd']) await register(client, avro('id', `${name}=`));
    const remove = (Versions: string) => client.send(new DeleteSchemaVersionsCommand({ SchemaId, Versions }));
    expect((await remove('3-5')).SchemaVersionErrors).toMatchObject([
      { VersionNumber: 5, ErrorDetails: { ErrorCode: 'EntityNotFoundException' } },
    ]);
    const { Schemas } = await client.send(new ListSchemaVersionsCommand({ SchemaId }));
    expect(Schemas?.map(({ VersionNumber }) => VersionNumber)).toEqual([1, 2]);
    expect((await register(client, avro('id', 'c='))).VersionNumber).toBe(5);
    for (const versions of ['1', '1-2', '0', '3-2', 'x', '2-27']) {
      await expect(remove(versions), versions).rejects.toMatchObject({ name: 'InvalidInputException' });
    }
  });

  test('that is the checkpoint is not deleted', async () => {
    const { client } = await withSchema();
    await register(client, avro('id', 'more='));
    await client.send(new UpdateSchemaCommand({ SchemaId, SchemaVersionNumber: { VersionNumber: 2 } }));
    await expect(client.send(new DeleteSchemaVersionsCommand({ SchemaId, Versions: '2' }))).rejects.toThrow(
      'version 2 is the checkpoint',
    );
    await expect(client.send(new DeleteSchemaVersionsCommand({ SchemaId, Versions: '1' }))).rejects.toThrow(
      'the first version is deleted with its schema alone',
    );
  });

  test('differs from another by a JSON patch', async () => {
    const { client } = await withSchema();
    await register(client, avro('id', 'more='));
    const { Diff = '' } = await client.send(
      new GetSchemaVersionsDiffCommand({
        SchemaId,
        FirstSchemaVersionNumber: { VersionNumber: 1 },
        SecondSchemaVersionNumber: { LatestVersion: true },
        SchemaDiffType: 'SYNTAX_DIFF',
      }),
    );
    expect(JSON.parse(Diff)).toEqual([
      { op: 'add', path: '/fields/1', value: { name: 'more', type: 'int', default: 0 } },
    ]);
  });
});

describe('metadata', () => {
  const pair = (MetadataKey: string, MetadataValue: string) => ({
    MetadataKeyValue: { MetadataKey, MetadataValue },
  });

  test('is put on a version, queried and removed', async () => {
    const { client, created } = await withSchema();
    const on = { SchemaVersionId: created.SchemaVersionId };
    const put = (key: string, value: string) =>
      client.send(new PutSchemaVersionMetadataCommand({ ...on, ...pair(key, value) }));
    expect(await put('by', 'a')).toMatchObject({ VersionNumber: 1, LatestVersion: true, MetadataKey: 'by' });
    await put('by', 'b');
    await put('for', 'c');
    await expect(put('by', 'a')).rejects.toMatchObject({ name: 'AlreadyExistsException' });
    const query = async (input = {}) =>
      (await client.send(new QuerySchemaVersionMetadataCommand({ ...on, ...input }))).MetadataInfoMap;
    expect(await query()).toMatchObject({
      by: { MetadataValue: 'a', OtherMetadataValueList: [{ MetadataValue: 'b' }] },
      for: { MetadataValue: 'c' },
    });
    expect(Object.keys((await query({ MetadataList: [{ MetadataKey: 'for' }] })) ?? {})).toEqual(['for']);
    await client.send(new RemoveSchemaVersionMetadataCommand({ ...on, ...pair('by', 'a') }));
    expect(await query()).toMatchObject({ by: { MetadataValue: 'b' } });
    await expect(
      client.send(new RemoveSchemaVersionMetadataCommand({ ...on, ...pair('by', 'a') })),
    ).rejects.toMatchObject({ name: 'EntityNotFoundException' });
  });

  test('has at most ten pairs', async () => {
    const { client } = await withSchema();
    const on = { SchemaId, SchemaVersionNumber: { VersionNumber: 1 } };
    const put = (key: string) =>
      client.send(new PutSchemaVersionMetadataCommand({ ...on, ...pair(key, 'v') }));
    for (let index = 0; index < 10; index += 1) await put(`k${index}`);
    await expect(put('k10')).rejects.toMatchObject({ name: 'ResourceNumberLimitExceededException' });
  });
});

describe('a list', () => {
  test('comes in pages that neither repeat nor miss one, though some are deleted between two', async () => {
    const { client } = await startRig();
    const names = Array.from({ length: 7 }, (_, index) => `r${index}`);
    for (const RegistryName of names) await client.send(new CreateRegistryCommand({ RegistryName }));
    const seen: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListRegistriesCommand({ MaxResults: 3, NextToken }));
      seen.push(...(page.Registries ?? []).map(({ RegistryName }) => RegistryName));
      if (NextToken === undefined) {
        await client.send(new DeleteRegistryCommand({ RegistryId: { RegistryName: 'r2' } }));
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(seen).toEqual(names);
  });

  test('of versions is in the order of their numbers', async () => {
    const { client } = await withSchema({ Compatibility: 'NONE' });
    for (let index = 0; index < 11; index += 1) await register(client, avro(`f${index}`));
    const first = await client.send(new ListSchemaVersionsCommand({ SchemaId, MaxResults: 10 }));
    const { NextToken } = first;
    const second = await client.send(new ListSchemaVersionsCommand({ SchemaId, MaxResults: 10, NextToken }));
    const numbers = [first, second].map(({ Schemas }) => Schemas?.map((each) => each.VersionNumber));
    expect(numbers).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      [11, 12],
    ]);
    expect(second.NextToken).toBeUndefined();
  });

  test('of schemas is that of a registry, or of all', async () => {
    const { client } = await withSchema();
    await client.send(new CreateSchemaCommand({ SchemaName: 's', DataFormat: 'AVRO' }));
    const list = async (input = {}) =>
      (await client.send(new ListSchemasCommand(input))).Schemas?.map(({ SchemaName }) => SchemaName);
    expect(await list()).toEqual(['s', 'orders']);
    expect(await list({ RegistryId: { RegistryName: 'events' } })).toEqual(['orders']);
  });
});

test.each<[string, (client: GlueClient) => Promise<unknown>, string]>([
  [
    'a name with a slash',
    (client) => client.send(new CreateRegistryCommand({ RegistryName: 'a/b' })),
    'RegistryName is not valid: 1 to 255 of a-z',
  ],
  [
    'a definition that is too long',
    (client) => register(client, `"${'x'.repeat(170_000)}"`),
    'SchemaDefinition is not valid: text of 1 to 170000 characters is due',
  ],
  [
    'another data format',
    (client) => client.send(new CreateSchemaCommand({ SchemaName: 's', DataFormat: 'XML' as never })),
    'DataFormat is not valid: one of AVRO, JSON, PROTOBUF is due',
  ],
  [
    'a schema by ARN and by name',
    (client) => client.send(new GetSchemaCommand({ SchemaId: { ...SchemaId, SchemaName: 'orders' } })),
    'either SchemaArn, or SchemaName and RegistryName, is due',
  ],
  [
    'a version by id and by number',
    (client) => client.send(new GetSchemaVersionCommand({ SchemaVersionId: 'x', SchemaId })),
    'SchemaVersionId goes without',
  ],
  [
    'an id that is none',
    (client) => client.send(new GetSchemaVersionCommand({ SchemaVersionId: 'x' })),
    'a UUID is due',
  ],
  [
    'a token that nobody gave',
    (client) => client.send(new ListSchemasCommand({ NextToken: 'abc' })),
    'NextToken is not valid',
  ],
  [
    'a page of nothing',
    (client) => client.send(new ListSchemasCommand({ MaxResults: 0 })),
    'MaxResults is not valid: a whole number from 1 to 100',
  ],
])('%s is an InvalidInputException', async (_, call, message) => {
  const { client } = await withSchema();
  await expect(call(client)).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: expect.stringContaining(message),
  });
});

test('what calls have registered is there after a restart, with its ids', async () => {
  const before = await withSchema();
  const { SchemaVersionId } = await register(before.client, avro('id', 'more='));
  await before.server.stop();
  const { client } = await startRig(before.dir);
  expect(await client.send(new GetSchemaVersionCommand({ SchemaVersionId }))).toMatchObject({
    VersionNumber: 2,
    SchemaDefinition: avro('id', 'more='),
  });
});
