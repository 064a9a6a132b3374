/**
 * Registries, schemas and their versions. A schema's own definition is its first version, AWS::Glue::SchemaVersion
 * resources are the later ones, in the order of their dependencies: where that leaves two of them to chance, as
 * CloudFormation would, it is refused. Whether a version may follow is checked where the registry starts.
 */
import { MODES } from '../../../compatibility/modes.ts';
import { DEFAULT_REGISTRY, registryArn } from '../../registry/arns.ts';
import {
  DATA_FORMATS,
  MAX_DEFINITION,
  MAX_DESCRIPTION,
  MAX_VERSION,
  NAME,
  NAME_RULE,
} from '../../registry/limits.ts';
import type {
  RegistryDefinition,
  RegistryModel,
  SchemaDefinition,
  VersionDefinition,
} from '../../registry/registry-model.ts';
import { asText, get, type Json } from '../json.ts';
import { refuse } from '../place.ts';
import type { Resource } from '../resolve/resolve-stack.ts';
import { reachesGlue } from './glue-endpoint.ts';
import { type Properties, propertiesOf } from './properties.ts';
import { versionsBySchema } from './schema-versions.ts';

export function readRegistry(resources: readonly Resource[]): RegistryModel {
  const of = (type: string): readonly Resource[] => resources.filter((each) => each.type === type);
  const schemas = of('AWS::Glue::Schema');
  const versions = versionsBySchema(schemas, of('AWS::Glue::SchemaVersion'), resources);
  const registries = of('AWS::Glue::Registry').map(readOne);
  const homeless = schemas.find(({ properties }) => get(properties, 'Registry') === undefined);
  const all = homeless ? withDefault(registries, asText(homeless.ref) ?? '') : registries;
  refuseTwice(
    all.map(({ arn }) => arn),
    of('AWS::Glue::Registry'),
  );
  refuseTwice(
    schemas.map(({ ref }) => asText(ref)),
    schemas,
  );

  const read = schemas.map((schema) => ({
    registry: registryOf(propertiesOf(schema), all),
    schema: readSchema(schema, versions.get(schema) ?? []),
  }));
  return {
    registries: all.map((registry) => ({
      ...registry,
      schemas: read.filter((each) => each.registry === registry).map(({ schema }) => schema),
    })),
    reachable: resources.some(reachesGlue),
  };
}

function readOne(resource: Resource): RegistryDefinition {
  const given = propertiesOf(resource);
  return {
    name: nameOf(given),
    arn: asText(resource.ref) ?? '',
    description: descriptionOf(given),
    tags: tagsOf(given),
    schemas: [],
  };
}

/** AWS makes it with the first schema that names no registry. */
function withDefault(
  registries: readonly RegistryDefinition[],
  schemaArn: string,
): readonly RegistryDefinition[] {
  if (registries.some(({ name }) => name === DEFAULT_REGISTRY)) return registries;
  const [, , , region = '', account = ''] = schemaArn.split(':');
  const arn = registryArn({ region, account }, DEFAULT_REGISTRY);
  return [...registries, { name: DEFAULT_REGISTRY, arn, description: undefined, tags: {}, schemas: [] }];
}

function registryOf(given: Properties, registries: readonly RegistryDefinition[]): RegistryDefinition {
  const arn = given.text('Registry.Arn');
  const name = given.text('Registry.Name');
  if (arn !== undefined && name !== undefined) given.refuse('Registry', 'either Arn or Name is due');
  const inner = given.object('Registry');
  if (inner && arn === undefined && name === undefined) given.refuse('Registry', 'Arn or Name is due');
  const wanted = arn ?? name ?? DEFAULT_REGISTRY;
  return (
    registries.find((each) => each.arn === arn || (arn === undefined && each.name === wanted)) ??
    given.refuse('Registry', `the app has no AWS::Glue::Registry '${wanted}'`)
  );
}

function readSchema(resource: Resource, versions: readonly Resource[]): SchemaDefinition {
  const given = propertiesOf(resource);
  const initial = definitionOf(given);
  const later = versions.map((each) => {
    const version = propertiesOf(each);
    const definition = definitionOf(version) ?? version.missing('SchemaDefinition');
    return { definition, place: each.place };
  });
  const first: readonly VersionDefinition[] =
    initial === undefined ? [] : [{ definition: initial, place: resource.place }];
  return {
    name: nameOf(given),
    arn: asText(resource.ref) ?? '',
    place: resource.place,
    dataFormat: given.oneOf('DataFormat', DATA_FORMATS) ?? given.missing('DataFormat'),
    compatibility: given.oneOf('Compatibility', MODES) ?? given.missing('Compatibility'),
    checkpoint: checkpointOf(given),
    description: descriptionOf(given),
    tags: tagsOf(given),
    versions: [...first, ...later],
  };
}

function checkpointOf(given: Properties): number | 'latest' | undefined {
  const latest = given.flag('CheckpointVersion.IsLatest') ?? false;
  const number = given.integer('CheckpointVersion.VersionNumber', 1, MAX_VERSION);
  if (given.object('CheckpointVersion') && latest === (number !== undefined)) {
    given.refuse('CheckpointVersion', 'either IsLatest (true) or VersionNumber is due');
  }
  return latest ? 'latest' : number;
}

function nameOf(given: Properties): string {
  const name = given.text('Name') ?? given.missing('Name');
  return NAME.test(name) ? name : given.refuse('Name', `'${name}' is not ${NAME_RULE}`);
}

function descriptionOf(given: Properties): string | undefined {
  const text = given.text('Description');
  if (text !== undefined && text.length > MAX_DESCRIPTION) {
    given.refuse('Description', `it has more than ${MAX_DESCRIPTION} characters`);
  }
  return text;
}

function definitionOf(given: Properties): string | undefined {
  const text = given.text('SchemaDefinition');
  if (text !== undefined && (text.length > MAX_DEFINITION || text.trim() === '')) {
    given.refuse('SchemaDefinition', `it has ${text.length} characters; 1 to ${MAX_DEFINITION} are taken`);
  }
  return text;
}

function tagsOf(given: Properties): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (given.list('Tags') ?? []).map((tag) => {
      const [key, value] = ['Key', 'Value'].map((name): Json | undefined => get(tag, name));
      const due = (text: string | undefined): string =>
        text ?? given.refuse('Tags', 'a tag is a Key and a Value of text');
      return [due(asText(key)), due(asText(value))] as const;
    }),
  );
}

function refuseTwice(ids: readonly (string | undefined)[], resources: readonly Resource[]): void {
  for (const [index, resource] of resources.entries()) {
    const id = ids[index];
    if (ids.indexOf(id) < index) refuse(`${resource.place}, Properties.Name`, `there is ${id} already`);
  }
}
