/** The schemas of a deployed function, from its environment. SCHEMA_REGISTRY is set where it may look versions up. */
import { glueRegistry } from './glue-registry.ts';
import { Schemas } from './schemas.ts';
import { versionIds } from './version-ids.ts';
import { type FindVersion, noLookup, versionLookup } from './version-lookup.ts';

let schemas: Schemas | undefined;

export function processSchemas(): Schemas {
  schemas ??= new Schemas(versionIds(process.env.SCHEMA_VERSIONS ?? ''), find(process.env.SCHEMA_REGISTRY));
  return schemas;
}

const find = (registry: string | undefined): FindVersion =>
  registry === undefined ? noLookup : versionLookup(glueRegistry(registry));
