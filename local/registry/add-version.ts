/**
 * A definition becomes a version. One that is there already is that version, whatever became of it; one that the
 * schema's mode refuses becomes a version with the status FAILURE, which nobody can use and nothing is compared with.
 */
import { canonicalDefinition } from './canonical-definition.ts';
import { definitionFault, refusalsOf } from './check-version.ts';
import { invalid } from './registry-error.ts';
import { liveVersions, type SchemaEntry, type VersionEntry } from './registry-state.ts';
import { versionId } from './version-id.ts';

export function addVersion(schema: SchemaEntry, given: string, created: string): VersionEntry {
  const definition = canonicalDefinition(given);
  const id = versionId(schema.arn, definition);
  const live = liveVersions(schema);
  const known = live.find((each) => each.id === id);
  if (known) return known;
  if (schema.compatibility === 'DISABLED' && live.length > 0) {
    invalid(`Schema ${schema.name} takes no further version: its compatibility is DISABLED`);
  }
  const status = refuses(schema, live, definition) ? 'FAILURE' : 'AVAILABLE';
  const number = nextNumber(schema);
  // One that was deleted keeps its rank: the template may still have it.
  const rank = schema.versions.find((each) => each.id === id)?.rank;
  const version: VersionEntry = {
    id,
    number,
    definition,
    status,
    created,
    metadata: [],
    ...(rank !== undefined && { rank }),
  };
  schema.versions = [...schema.versions.filter((each) => each.id !== id), version];
  return version;
}

export const nextNumber = ({ versions }: SchemaEntry): number =>
  Math.max(0, ...versions.map(({ number }) => number)) + 1;

function refuses(schema: SchemaEntry, live: readonly VersionEntry[], definition: string): boolean {
  try {
    return refusalsOf(schema, live, definition).length > 0;
  } catch (error) {
    const fault = definitionFault(error);
    if (fault === undefined) throw error;
    return invalid(`Schema definition of ${schema.dataFormat} data format is invalid: ${fault}`);
  }
}
