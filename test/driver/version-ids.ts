import { createHash } from 'node:crypto';
import type { Topic } from '../../shared/declare/topic.ts';
import { type Contract, schemaName } from '../../shared/schema/contract.ts';
import { Schemas } from '../../shared/schema/schemas.ts';
import type { SchemaVersions, VersionIds } from '../../shared/schema/version-ids.ts';
import type { FindVersion } from '../../shared/schema/version-lookup.ts';

/** The UUID that version `version` of a schema has in tests. */
export function testVersionId(schema: string, version: number): string {
  const hash = createHash('sha256').update(`${schema}:${version}`).digest('hex');
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
}

export function testVersionIds(topics: readonly Topic[]): VersionIds {
  const ids = new Map<string, SchemaVersions>();
  for (const topic of topics) {
    for (const each of [topic.value, topic.keyContract]) {
      if (each?.kind === 'contract') ids.set(schemaName(each), versionsOf(topic, each));
    }
  }
  return ids;
}

export const testSchemas = (topics: readonly Topic[], find?: FindVersion): Schemas =>
  new Schemas(testVersionIds(topics), find);

function versionsOf({ foreignIds }: Topic, contract: Contract): SchemaVersions {
  const { length } = contract.definitions;
  const ids =
    foreignIds?.map(String) ??
    Array.from({ length }, (_, index) => testVersionId(schemaName(contract), index + 1));
  return { ids, written: length };
}
