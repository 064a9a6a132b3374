/** Whether a definition may join a schema: against the usable versions from the checkpoint on, in the schema's mode. */
import { checkNext, type Refusal } from '../../compatibility/check-next.ts';
import type { SchemaEntry, VersionEntry } from './registry-state.ts';

type Rules = Pick<SchemaEntry, 'dataFormat' | 'compatibility' | 'checkpoint'>;

/** A refusal's `version` is the number of the version. Throws a DefinitionError where the definition is none. */
export function refusalsOf(
  { dataFormat: format, compatibility: mode, checkpoint }: Rules,
  versions: readonly VersionEntry[],
  next: string,
): readonly Refusal[] {
  const usable = versions.filter(({ status, number }) => status === 'AVAILABLE' && number >= checkpoint);
  const earlier = usable.map(({ definition }) => definition);
  return checkNext({ format, mode, earlier, next }).map((refusal) => ({
    ...refusal,
    version: usable[refusal.version - 1]?.number ?? refusal.version,
  }));
}

/** What is wrong with a definition that is none; undefined for any other error. */
export function definitionFault(error: unknown): string | undefined {
  const { code, message } = error as { readonly code?: unknown; readonly message: string };
  return code === 'schema-definition' ? message : undefined;
}
