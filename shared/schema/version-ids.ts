/**
 * The ids that the registry gave to the versions of a function's schemas, known only at deployment. They reach it in one
 * variable, which holds those of its own schemas alone:
 *   SCHEMA_VERSIONS  orders.events.v1=<id of version 1>,<id of version 2>;transactions.v1@1=<id>
 * `@` says which version is written, where that is not the last.
 */

export interface SchemaVersions {
  /** Of version 1, version 2 … */
  readonly ids: readonly string[];
  /** What producers write. */
  readonly written: number;
}

/** By the schema's name. */
export type VersionIds = ReadonlyMap<string, SchemaVersions>;

const ENTRY = /^([a-zA-Z0-9._-]+)(?:@([1-9][0-9]{0,3}))?=([0-9a-f-]+(?:,[0-9a-f-]+)*)$/;

export function versionIds(text: string): VersionIds {
  const found = new Map<string, SchemaVersions>();
  for (const entry of text.split(';').filter((each) => each !== '')) {
    const [, name, pin, list] = ENTRY.exec(entry) ?? [];
    if (name === undefined || list === undefined) {
      throw new Error(
        `SCHEMA_VERSIONS has '${entry.slice(0, 80)}'; allowed: <schema>[@<version>]=<id>,<id>…`,
      );
    }
    const ids = list.split(',');
    const written = pin === undefined ? ids.length : Number(pin);
    if (written > ids.length) {
      throw new Error(`SCHEMA_VERSIONS writes version ${written} of '${name}'; it has ${ids.length}`);
    }
    found.set(name, { ids, written });
  }
  return found;
}
