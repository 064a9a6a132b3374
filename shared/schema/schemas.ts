/** The codecs of a process: one for each contract that its topics name, made when it is first needed. */
import type { Topic } from '../declare/topic.ts';
import { Codec } from './codec.ts';
import { type Contract, schemaName } from './contract.ts';
import { type Framing, type FramingKind, framingOf } from './framing.ts';
import { isVersionId } from './glue-framing.ts';
import { SchemaError } from './schema-error.ts';
import type { VersionIds } from './version-ids.ts';
import { type FindVersion, foreign, noLookup } from './version-lookup.ts';

export class Schemas {
  readonly #ids: VersionIds;
  readonly #find: FindVersion;
  readonly #codecs = new Map<Contract<never>, Codec<never>>();

  constructor(ids: VersionIds, find: FindVersion = noLookup) {
    this.#ids = ids;
    // Numbers of another registry say nothing beyond their own topic.
    const owners = new Map(
      [...ids].flatMap(([name, { ids: own }]) => own.filter(isVersionId).map((id) => [id, name] as const)),
    );
    this.#find = (reference, schema) => {
      const owner = owners.get(reference);
      // Nobody needs to be asked: it is a version of another schema of the function's.
      return owner === undefined || owner === schema
        ? find(reference, schema)
        : Promise.reject(foreign(reference, { owner, schema }));
    };
  }

  /** Of the topic's values or keys. Throws a SchemaError where the function's template names no versions of its schema. */
  codec<V>({ framing }: Pick<Topic, 'framing'>, contract: Contract<V>): Codec<V> {
    const made = this.#codecs.get(contract as Contract<never>);
    if (made !== undefined) return made as unknown as Codec<V>;
    const versions = this.#ids.get(schemaName(contract));
    if (versions === undefined) {
      throw new SchemaError(
        'schema-undeclared',
        `SCHEMA_VERSIONS has no '${schemaName(contract)}': the function does not declare that it reads or publishes that topic`,
      );
    }
    const codec = new Codec({ contract, framing: framingFor(contract, framing), versions, find: this.#find });
    this.#codecs.set(contract as Contract<never>, codec as unknown as Codec<never>);
    return codec;
  }
}

/** Keys are never compressed: another zlib may make other bytes of the same key, which is another partition. */
const framingFor = <V>({ attribute }: Contract<V>, framing: FramingKind): Framing =>
  framingOf(attribute === 'key' && framing === 'glue-zlib' ? 'glue' : framing);
