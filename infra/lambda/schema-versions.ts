/**
 * SCHEMA_VERSIONS of a function, as shared/schema/version-ids.ts reads it: the ids of every version of its own schemas.
 * Glue's are known at deployment only; those of Confluent's frame are declared.
 *   orders.events.v1=<id of version 1>,<id of version 2>;transactions.v1@1=<id>
 * All variables of a function have 4 KB together, so it is held to half of that.
 */
import { checker } from '../../shared/declare/check.ts';
import { type Contract, schemaName } from '../../shared/schema/contract.ts';
import { contractsOf } from '../topic-contracts.ts';
import type { Uses } from './uses.ts';

const MOST_BYTES = 2_048;
const UUID_BYTES = 36;

export interface SchemaVersionsProps {
  readonly functionName: string;
  readonly uses: Pick<Uses, 'topics' | 'pins'>;
  /** Glue's ids of a schema, joined by commas. */
  readonly idsOf: (schema: string) => string;
}

/** Undefined: its topics have no contracts. */
export function schemaVersions({ functionName, uses, idsOf }: SchemaVersionsProps): string | undefined {
  const entries = uses.topics.flatMap((topic) =>
    contractsOf(topic).map((contract) => {
      const schema = schemaName(contract);
      const named = `${schema}${pinOf(contract, uses)}=`;
      if (topic.foreignIds !== undefined) {
        const text = `${named}${topic.foreignIds.join(',')}`;
        return { schema, text, bytes: text.length };
      }
      const { length } = contract.definitions;
      return {
        schema,
        text: `${named}${idsOf(schema)}`,
        bytes: named.length + length * (UUID_BYTES + 1) - 1,
      };
    }),
  );
  if (entries.length === 0) return undefined;
  const bytes = entries.reduce((sum, each) => sum + each.bytes + 1, -1);
  if (bytes > MOST_BYTES) {
    const sizes = entries.map((each) => `${each.schema} ${each.bytes}`).join(', ');
    checker(`function '${functionName}'`).refuse(
      'SCHEMA_VERSIONS in bytes',
      bytes,
      `at most ${MOST_BYTES}, of which every version of a schema takes ${UUID_BYTES + 1}; it has ${sizes}`,
    );
  }
  return entries.map(({ text }) => text).join(';');
}

/** Keys have one version. */
function pinOf({ attribute, topic }: Contract, { pins }: Pick<Uses, 'pins'>): string {
  const version = attribute === 'value' ? pins.get(topic) : undefined;
  return version === undefined ? '' : `@${version}`;
}
