/**
 * Brings what was kept to what the template says, as a deployment would; what the template does not name stays.
 *
 * A version is immutable: at each rank of the template there is the definition of the last start, or nothing yet.
 * Versions that calls have registered keep their numbers, and a new one of the template comes after them.
 *
 * All versions from the checkpoint on are checked, kept or not. A schema that is new has its checkpoint at 1, whatever
 * the template says; a mode that changes moves it to where the template says, and is refused where it says nothing.
 */
import { StartError } from '../start-error.ts';
import { nextNumber } from './add-version.ts';
import { canonicalDefinition } from './canonical-definition.ts';
import { definitionFault, refusalsOf } from './check-version.ts';
import type { RegistryDefinition, RegistryModel, SchemaDefinition } from './registry-model.ts';
import {
  latestVersion,
  liveVersions,
  type RegistryEntry,
  type RegistryState,
  type SchemaEntry,
  type VersionEntry,
} from './registry-state.ts';
import { versionId } from './version-id.ts';

export function reconcile(draft: RegistryState, { registries }: RegistryModel, now: string): void {
  for (const definition of registries) {
    const entry = registryEntry(draft, definition, now);
    describe(entry, definition);
    for (const schema of definition.schemas) reconcileSchema(entry, schema, now);
  }
}

function registryEntry(draft: RegistryState, { name, arn }: RegistryDefinition, now: string): RegistryEntry {
  const kept = draft.registries.find((each) => each.name === name);
  if (kept) return kept;
  const entry: RegistryEntry = { name, arn, tags: {}, created: now, updated: now, schemas: [] };
  draft.registries.push(entry);
  return entry;
}

function reconcileSchema(registry: RegistryEntry, definition: SchemaDefinition, now: string): void {
  const { name, arn, dataFormat, compatibility, place, versions } = definition;
  const kept = registry.schemas.find((each) => each.name === name);
  if (kept && kept.dataFormat !== dataFormat) {
    throw new StartError(
      `${place}: schema '${name}' has the data format ${kept.dataFormat} since an earlier start, and ${dataFormat} now; it cannot be changed: give the schema another name, or begin anew with --fresh`,
    );
  }
  const schema: SchemaEntry = kept ?? {
    name,
    arn,
    dataFormat,
    compatibility,
    checkpoint: 1,
    tags: {},
    created: now,
    updated: now,
    versions: [],
  };
  if (!kept) registry.schemas.push(schema);
  describe(schema, definition);
  if (kept) changeMode(schema, definition);
  checkRanks(schema, definition);
  for (const [index, { definition: text, place: at }] of versions.entries()) {
    reconcileVersion(schema, { text: canonicalDefinition(text), rank: index + 1, place: at, now });
  }
}

function changeMode(schema: SchemaEntry, { compatibility, checkpoint, place }: SchemaDefinition): void {
  const who = `${place}: schema '${schema.name}'`;
  const changed = compatibility !== schema.compatibility;
  if (changed && checkpoint === undefined) {
    throw new StartError(
      `${who} changes its mode from ${schema.compatibility} to ${compatibility}; Glue takes that with a CheckpointVersion alone: the version from which it holds`,
    );
  }
  const number = checkpoint === 'latest' ? changed && latestVersion(schema)?.number : checkpoint;
  if (typeof number === 'number') {
    const numbers = liveVersions(schema).map((each) => each.number);
    if (!numbers.includes(number)) {
      throw new StartError(`${who} has its CheckpointVersion at ${number}; there are ${numbers.join(', ')}`);
    }
    schema.checkpoint = number;
  }
  schema.compatibility = compatibility;
}

function describe(
  entry: RegistryEntry | SchemaEntry,
  { description, tags }: Pick<SchemaDefinition, 'description' | 'tags'>,
): void {
  if (description === undefined) delete entry.description;
  else entry.description = description;
  entry.tags = { ...tags };
}

function checkRanks({ versions: kept, arn, name }: SchemaEntry, { versions }: SchemaDefinition): void {
  const ids = new Map<string, number>();
  for (const [index, { definition, place }] of versions.entries()) {
    const id = versionId(arn, definition);
    const rank = index + 1;
    const same = ids.get(id);
    if (same !== undefined) {
      throw new StartError(
        `${place}: version ${rank} of schema '${name}' has the definition of version ${same}; a definition is one version of a schema`,
      );
    }
    ids.set(id, rank);
    const before = kept.find((each) => each.rank === rank);
    if (before && before.id !== id) {
      throw new StartError(
        `${place}: version ${rank} of schema '${name}' has another definition than at an earlier start; a version is immutable: add a version after the last one, or begin anew with --fresh`,
      );
    }
  }
}

interface Ranked {
  readonly text: string;
  readonly rank: number;
  readonly place: string;
  readonly now: string;
}

function reconcileVersion(schema: SchemaEntry, { text, rank, place, now }: Ranked): void {
  const id = versionId(schema.arn, text);
  // One that a call had registered and the mode refused is tried again: the template may say another mode.
  const kept = schema.versions.find((each) => each.id === id && each.status === 'AVAILABLE');
  schema.versions = schema.versions.filter((each) => each.id !== id);
  const live = liveVersions(schema);
  const earlier = kept ? live.filter(({ number }) => number < kept.number) : live;
  const number = kept?.number ?? nextNumber(schema);
  checkVersion(schema, earlier, { text, place, number });
  schema.versions.push({
    id,
    number,
    definition: text,
    status: 'AVAILABLE',
    rank,
    created: kept?.created ?? now,
    metadata: kept?.metadata ?? [],
  });
}

function checkVersion(
  schema: SchemaEntry,
  earlier: readonly VersionEntry[],
  { text, place, number }: Pick<Ranked, 'text' | 'place'> & { readonly number: number },
): void {
  const who = `${place}: version ${number} of schema '${schema.name}'`;
  try {
    const refusals = refusalsOf(schema, earlier, text);
    if (refusals.length === 0) return;
    const reasons = refusals.map(
      ({ version, path, rule, message }) =>
        `  after version ${version}${path === '' ? '' : `, at ${path}`}: ${rule}: ${message}`,
    );
    throw new StartError(`${who} may not follow in the mode ${schema.compatibility}:\n${reasons.join('\n')}`);
  } catch (error) {
    const fault = definitionFault(error);
    if (fault === undefined) throw error;
    throw new StartError(`${who} is no ${schema.dataFormat} definition: ${fault}`);
  }
}
