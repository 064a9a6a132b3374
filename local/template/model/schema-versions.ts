/** The AWS::Glue::SchemaVersion resources of each schema, in the order in which CloudFormation would register them. */
import { asText } from '../json.ts';
import type { Resource } from '../resolve/resolve-stack.ts';
import { propertiesOf } from './properties.ts';

export function versionsBySchema(
  schemas: readonly Resource[],
  versions: readonly Resource[],
  resources: readonly Resource[],
): ReadonlyMap<Resource, readonly Resource[]> {
  const found = new Map<Resource, Resource[]>();
  for (const version of versions) {
    const schema = schemaOf(version, schemas);
    const before = found.get(schema) ?? [];
    const last = before.at(-1) ?? schema;
    if (!follows(version, last, resources)) {
      propertiesOf(version).refuse(
        'Schema',
        `nothing says that it is created after ${last.logicalId}: give it a DependsOn`,
      );
    }
    found.set(schema, [...before, version]);
  }
  return found;
}

function schemaOf(version: Resource, schemas: readonly Resource[]): Resource {
  const given = propertiesOf(version);
  const arn = given.text('Schema.SchemaArn');
  const name = given.text('Schema.SchemaName');
  const registry = given.text('Schema.RegistryName');
  if (
    arn === undefined
      ? name === undefined || registry === undefined
      : name !== undefined || registry !== undefined
  ) {
    given.refuse('Schema', 'either SchemaArn, or SchemaName and RegistryName, is due');
  }
  const wanted = arn ?? `:schema/${registry}/${name}`;
  return (
    schemas.find(({ ref }) => asText(ref)?.endsWith(wanted)) ??
    given.refuse('Schema', `the app has no AWS::Glue::Schema ${wanted}`)
  );
}

/** Stacks come one after another; within one, what is needed comes first. */
function follows(later: Resource, earlier: Resource, resources: readonly Resource[]): boolean {
  if (later.stack !== earlier.stack) return true;
  const seen = new Set<string>();
  const open = [...later.needs];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === earlier.logicalId) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(
      ...(resources.find((each) => each.stack === later.stack && each.logicalId === id)?.needs ?? []),
    );
  }
  return false;
}
