/** What a call names: a registry, a schema or a version, by ARN, by names, by number or by id. */
import { DEFAULT_REGISTRY, registryArn } from './arns.ts';
import { type Input, missing } from './input.ts';
import { MAX_VERSION } from './limits.ts';
import { invalid, notFound } from './registry-error.ts';
import {
  latestVersion,
  liveVersions,
  type RegistryEntry,
  type RegistryState,
  type SchemaEntry,
  type VersionEntry,
} from './registry-state.ts';
import { type FoundVersion, findVersionById, type SchemaRegistry } from './schema-registry.ts';

const MAX_ARN = 10_240;
const MAX_NAME = 255;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface FoundSchema {
  readonly registry: RegistryEntry;
  readonly schema: SchemaEntry;
}

export function findRegistry({ registries }: RegistryState, input: Input | undefined): RegistryEntry {
  const name = input?.text('RegistryName', MAX_NAME);
  const arn = input?.text('RegistryArn', MAX_ARN);
  if ((name === undefined) === (arn === undefined)) {
    invalid('RegistryId: one of RegistryName and RegistryArn is due');
  }
  return (
    registries.find((each) => each.name === name || each.arn === arn) ??
    notFound('Registry', { RegistryName: name, RegistryArn: arn })
  );
}

/** The one for schemas that name none is there as soon as it is needed. */
export function registryForSchema(
  draft: RegistryState,
  input: Input | undefined,
  registry: SchemaRegistry,
): RegistryEntry {
  const isDefault = input === undefined || input.text('RegistryName', MAX_NAME) === DEFAULT_REGISTRY;
  if (!isDefault) return findRegistry(draft, input);
  return (
    draft.registries.find(({ name }) => name === DEFAULT_REGISTRY) ??
    newRegistry(draft, DEFAULT_REGISTRY, registry)
  );
}

export function newRegistry(draft: RegistryState, name: string, registry: SchemaRegistry): RegistryEntry {
  const now = registry.now();
  const arn = registryArn(registry.account, name);
  const entry: RegistryEntry = { name, arn, tags: {}, created: now, updated: now, schemas: [] };
  draft.registries.push(entry);
  return entry;
}

export function findSchema({ registries }: RegistryState, input: Input | undefined): FoundSchema {
  if (input === undefined) return missing('SchemaId');
  const arn = input.text('SchemaArn', MAX_ARN);
  const name = input.text('SchemaName', MAX_NAME);
  const registryName = input.text('RegistryName', MAX_NAME);
  const byNames = name !== undefined && registryName !== undefined;
  if (arn === undefined ? !byNames : name !== undefined || registryName !== undefined) {
    invalid('SchemaId: either SchemaArn, or SchemaName and RegistryName, is due');
  }
  for (const registry of registries) {
    const schema = registry.schemas.find(
      (each) => each.arn === arn || (registry.name === registryName && each.name === name),
    );
    if (schema) return { registry, schema };
  }
  return notFound('Schema', { RegistryName: registryName, SchemaName: name, SchemaArn: arn });
}

/** By SchemaVersionId, or by SchemaId and SchemaVersionNumber. */
export function findVersion(state: RegistryState, input: Input): FoundVersion {
  const id = input.text('SchemaVersionId', MAX_NAME);
  const schemaId = input.object('SchemaId');
  const number = input.object('SchemaVersionNumber');
  if (id === undefined) {
    const found = findSchema(state, schemaId);
    return { ...found, version: numbered(found.schema, number, 'SchemaVersionNumber') };
  }
  if (schemaId || number) invalid('SchemaVersionId goes without SchemaId and SchemaVersionNumber');
  if (!ID.test(id)) invalid('SchemaVersionId is not valid: a UUID is due');
  return findVersionById(state, id) ?? notFound('Schema version', { SchemaVersionId: id });
}

export function numbered(schema: SchemaEntry, input: Input | undefined, key: string): VersionEntry {
  const latest = input?.flag('LatestVersion') ?? false;
  const number = input?.number('VersionNumber', MAX_VERSION);
  if (latest === (number !== undefined)) {
    invalid(`${key}: one of VersionNumber and LatestVersion is due`);
  }
  const found = latest ? latestVersion(schema) : liveVersions(schema).find((each) => each.number === number);
  return (
    found ??
    notFound('Schema version', { SchemaArn: schema.arn, VersionNumber: number, LatestVersion: latest })
  );
}
