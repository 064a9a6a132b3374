import { MODES } from '../../../compatibility/modes.ts';
import { addVersion } from '../add-version.ts';
import { schemaArn } from '../arns.ts';
import { type FoundSchema, findRegistry, findSchema, numbered, registryForSchema } from '../find.ts';
import { missing } from '../input.ts';
import { DATA_FORMATS, MAX_DEFINITION, MAX_DESCRIPTION } from '../limits.ts';
import { page } from '../page.ts';
import { invalid, RegistryError } from '../registry-error.ts';
import { latestVersion, type SchemaEntry } from '../registry-state.ts';
import type { Action, Actions } from './action.ts';
import { tagsIn } from './tags.ts';

const described = ({ registry, schema }: FoundSchema) => {
  const latest = latestVersion(schema)?.number ?? 0;
  return {
    RegistryName: registry.name,
    RegistryArn: registry.arn,
    SchemaName: schema.name,
    SchemaArn: schema.arn,
    ...(schema.description !== undefined && { Description: schema.description }),
    DataFormat: schema.dataFormat,
    Compatibility: schema.compatibility,
    SchemaCheckpoint: schema.checkpoint,
    LatestSchemaVersion: latest,
    // As observed in AWS: a version that failed moves neither of the two.
    NextSchemaVersion: latest + 1,
    SchemaStatus: 'AVAILABLE',
  };
};

const createSchema: Action = (input, registry) => {
  const name = input.name('SchemaName') ?? missing('SchemaName');
  const dataFormat = input.oneOf('DataFormat', DATA_FORMATS) ?? missing('DataFormat');
  const compatibility = input.oneOf('Compatibility', MODES) ?? 'BACKWARD';
  const description = input.description('Description', MAX_DESCRIPTION);
  const definition = input.text('SchemaDefinition', MAX_DEFINITION);
  const tags = tagsIn(input, 'Tags');
  return registry.change((draft) => {
    const owner = registryForSchema(draft, input.object('RegistryId'), registry);
    if (owner.schemas.some((each) => each.name === name)) {
      const message = `Schema already exists. SchemaName: ${name}, RegistryName: ${owner.name}`;
      throw new RegistryError('AlreadyExistsException', message);
    }
    const now = registry.now();
    const schema: SchemaEntry = {
      name,
      arn: schemaArn(registry.account, owner.name, name),
      dataFormat,
      compatibility,
      checkpoint: 1,
      tags,
      created: now,
      updated: now,
      versions: [],
      ...(description !== undefined && { description }),
    };
    const version = definition === undefined ? undefined : addVersion(schema, definition, now);
    owner.schemas.push(schema);
    return {
      ...described({ registry: owner, schema }),
      Tags: tags,
      ...(version && { SchemaVersionId: version.id, SchemaVersionStatus: version.status }),
    };
  });
};

const getSchema: Action = (input, { state }) => {
  const found = findSchema(state, input.object('SchemaId'));
  const { created, updated } = found.schema;
  return { ...described(found), CreatedTime: created, UpdatedTime: updated };
};

const listSchemas: Action = (input, { state }) => {
  const id = input.object('RegistryId');
  const registries = id ? [findRegistry(state, id)] : state.registries;
  const all = registries.flatMap((registry) => registry.schemas.map((schema) => ({ registry, schema })));
  const { items, next } = page(all, ({ schema }) => schema.arn, input);
  return {
    Schemas: items.map(({ registry, schema }) => ({
      RegistryName: registry.name,
      SchemaName: schema.name,
      SchemaArn: schema.arn,
      ...(schema.description !== undefined && { Description: schema.description }),
      SchemaStatus: 'AVAILABLE',
      CreatedTime: schema.created,
      UpdatedTime: schema.updated,
    })),
    ...next,
  };
};

/** Another mode needs the version from which it holds; the versions there are are not checked against it. */
const updateSchema: Action = (input, registry) => {
  const compatibility = input.oneOf('Compatibility', MODES);
  const description = input.description('Description', MAX_DESCRIPTION);
  const checkpoint = input.object('SchemaVersionNumber');
  if (compatibility !== undefined && checkpoint === undefined) {
    invalid('SchemaVersionNumber is required with Compatibility: the version from which it holds');
  }
  return registry.change((draft) => {
    const { registry: owner, schema } = findSchema(draft, input.object('SchemaId'));
    if (checkpoint) schema.checkpoint = numbered(schema, checkpoint, 'SchemaVersionNumber').number;
    if (compatibility !== undefined) schema.compatibility = compatibility;
    if (description !== undefined) schema.description = description;
    schema.updated = registry.now();
    return { SchemaArn: schema.arn, SchemaName: schema.name, RegistryName: owner.name };
  });
};

const deleteSchema: Action = (input, registry) =>
  registry.change((draft) => {
    const { registry: owner, schema } = findSchema(draft, input.object('SchemaId'));
    owner.schemas.splice(owner.schemas.indexOf(schema), 1);
    return { SchemaArn: schema.arn, SchemaName: schema.name, Status: 'DELETING' };
  });

export const SCHEMA_ACTIONS: Actions = {
  CreateSchema: createSchema,
  GetSchema: getSchema,
  ListSchemas: listSchemas,
  UpdateSchema: updateSchema,
  DeleteSchema: deleteSchema,
};
