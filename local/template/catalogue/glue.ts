import {
  type Account,
  DEFAULT_REGISTRY,
  registryArn,
  schemaArn as schemaArnOf,
} from '../../registry/arns.ts';
import { versionId } from '../../registry/version-id.ts';
import { asText, get, type JsonObject } from '../json.ts';
import { nameOf, type ResourceType, textOf } from './resource-type.ts';

/** Properties of an inner object; whatever is wrong with them is refused where the resource is read. */
const innerText = (properties: JsonObject, outer: string, key: string): string | undefined =>
  asText(get(get(properties, outer), key));

const registry: ResourceType = {
  reads: ['Name', 'Description', 'Tags'],
  idle: {},
  identify(resource) {
    const arn = registryArn(resource, textOf(resource.properties, 'Name') ?? nameOf(resource, 255));
    return { ref: arn, attributes: { Arn: arn } };
  },
};

const schema: ResourceType = {
  reads: [
    'Name',
    'Registry.Arn',
    'Registry.Name',
    'DataFormat',
    'Compatibility',
    'SchemaDefinition',
    'CheckpointVersion.VersionNumber',
    'CheckpointVersion.IsLatest',
    'Description',
    'Tags',
  ],
  idle: {},
  identify(resource) {
    const { properties } = resource;
    const name = textOf(properties, 'Name') ?? nameOf(resource, 255);
    const arn = schemaArnOf(resource, registryNameIn(properties), name);
    const definition = textOf(properties, 'SchemaDefinition');
    return {
      ref: arn,
      attributes: {
        Arn: arn,
        ...(definition !== undefined && { InitialSchemaVersionId: versionId(arn, definition) }),
      },
    };
  },
};

const version: ResourceType = {
  reads: ['Schema.SchemaArn', 'Schema.SchemaName', 'Schema.RegistryName', 'SchemaDefinition'],
  idle: {},
  identify(resource) {
    const arn = schemaArnIn(resource.properties, resource);
    const id = versionId(arn, textOf(resource.properties, 'SchemaDefinition') ?? '');
    return { ref: id, attributes: { VersionId: id } };
  },
};

function registryNameIn(properties: JsonObject): string {
  const arn = innerText(properties, 'Registry', 'Arn');
  return arn?.split(':registry/')[1] ?? innerText(properties, 'Registry', 'Name') ?? DEFAULT_REGISTRY;
}

/** The ARN of the schema that a version names. */
function schemaArnIn(properties: JsonObject, account: Account): string {
  const named = (key: string): string => innerText(properties, 'Schema', key) ?? '';
  return (
    innerText(properties, 'Schema', 'SchemaArn') ??
    schemaArnOf(account, named('RegistryName'), named('SchemaName'))
  );
}

export const GLUE_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::Glue::Registry': registry,
  'AWS::Glue::Schema': schema,
  'AWS::Glue::SchemaVersion': version,
};
