/**
 * Versions that the function was not built with, asked of the registry: a producer may be deployed before its consumers.
 *   found         kept (64)
 *   missing       permanent, believed for a minute: 1,000 such ids are kept
 *   no answer     transient; nobody asks for the next second, so that a batch does not wait 2 s for each of its records
 * One question at a time, and one for all who wait for the same version.
 */
import { SchemaError } from './schema-error.ts';

/** The definition of a version of that schema. Rejects with a SchemaError. */
export type FindVersion = (reference: string, schema: string) => Promise<string>;

export interface RegistryVersion {
  readonly schema: string;
  readonly definition: string;
}

/** Undefined: there is no such version. Rejects when it cannot be told. */
export type AskRegistry = (reference: string, signal: AbortSignal) => Promise<RegistryVersion | undefined>;

const LIMIT_MS = 2_000;
const MOST_FOUND = 64;
const MOST_MISSING = 1_000;
const MISSING_MS = 60_000;
const SILENT_MS = 1_000;

/** Of a function that declares no way to the registry. */
export const noLookup: FindVersion = (reference, schema) =>
  Promise.reject(
    unreachable(
      reference,
      schema,
      "the function may not ask the registry (declare newVersions: 'look-up', or deploy it with that version)",
    ),
  );

export function versionLookup(ask: AskRegistry, now: () => number = Date.now): FindVersion {
  const found = new Map<string, RegistryVersion>();
  const missing = new Map<string, number>();
  const asking = new Map<string, Promise<RegistryVersion | undefined>>();
  let turn: Promise<unknown> = Promise.resolve();
  let silentUntil = 0;

  const question = async (reference: string, schema: string): Promise<RegistryVersion | undefined> => {
    if (now() < silentUntil) throw unreachable(reference, schema, 'the registry did not answer a moment ago');
    try {
      const version = await ask(reference, AbortSignal.timeout(LIMIT_MS));
      if (version === undefined) keep(missing, reference, { value: now() + MISSING_MS, most: MOST_MISSING });
      else keep(found, reference, { value: version, most: MOST_FOUND });
      return version;
    } catch (cause) {
      silentUntil = now() + SILENT_MS;
      throw unreachable(reference, schema, 'the registry did not answer', cause);
    }
  };

  const version = (reference: string, schema: string): Promise<RegistryVersion | undefined> => {
    const known = found.get(reference);
    if (known !== undefined) return Promise.resolve(known);
    if (now() < (missing.get(reference) ?? 0)) return Promise.resolve(undefined);
    const already = asking.get(reference);
    if (already !== undefined) return already;
    const answer = turn.then(() => question(reference, schema)).finally(() => asking.delete(reference));
    asking.set(reference, answer);
    turn = answer.catch(() => {});
    return answer;
  };

  return async (reference, schema) => {
    const answer = await version(reference, schema);
    if (answer === undefined) {
      throw new SchemaError('schema-version-missing', `the registry has no schema version ${reference}`);
    }
    if (answer.schema !== schema) throw foreign(reference, { owner: answer.schema, schema });
    return answer.definition;
  };
}

function keep<V>(
  kept: Map<string, V>,
  key: string,
  { value, most }: { readonly value: V; readonly most: number },
) {
  kept.set(key, value);
  const oldest = kept.keys().next().value;
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}

export const foreign = (
  reference: string,
  { owner, schema }: { readonly owner: string; readonly schema: string },
): SchemaError =>
  new SchemaError(
    'schema-foreign',
    `version ${reference} is one of schema '${owner}'; expected: '${schema}'`,
  );

const unreachable = (reference: string, schema: string, why: string, cause?: unknown): SchemaError =>
  new SchemaError(
    'schema-unreachable',
    `version ${reference} of schema '${schema}' is not known here: ${why}`,
    {
      cause,
    },
  );
