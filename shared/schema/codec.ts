/**
 * The values of one topic, between bytes and what rules and callers see. Versions the function was built with are known
 * by the whole header: no look into it, no call, nothing allocated. Any other is looked up once, and what reads it kept.
 */
import { type Contract, type Read, schemaName, type Write } from './contract.ts';
import type { Framing } from './framing.ts';
import { SchemaError } from './schema-error.ts';
import type { SchemaVersions } from './version-ids.ts';
import type { FindVersion } from './version-lookup.ts';

interface Known<V> {
  readonly version: number;
  readonly header: Buffer;
  read: Read<V> | undefined;
}

export interface CodecParts<V> {
  readonly contract: Contract<V>;
  readonly framing: Framing;
  readonly versions: SchemaVersions;
  readonly find: FindVersion;
}

/** What reads versions that are not ours. */
const MOST_FOREIGN = 32;

export class Codec<V = unknown> {
  readonly #parts: CodecParts<V>;
  readonly #known: ReadonlyMap<string, Known<V>>;
  readonly #foreign = new Map<string, Promise<Read<V>>>();
  readonly #written: Known<V>;
  #last: Known<V>;
  #write: Write<V> | undefined;

  constructor(parts: CodecParts<V>) {
    const { contract, framing, versions } = parts;
    const name = schemaName(contract);
    const built = contract.definitions.length;
    if (versions.ids.length < built) {
      throw new SchemaError(
        'schema-undeclared',
        `schema '${name}' has ${built} versions in the code and ${versions.ids.length} in SCHEMA_VERSIONS`,
      );
    }
    this.#parts = parts;
    this.#known = new Map(
      versions.ids
        .slice(0, built)
        .map((id, index) => [id, { version: index + 1, header: framing.header(id), read: undefined }]),
    );
    const known = [...this.#known.values()];
    this.#written = known[Math.min(versions.written, built) - 1] as Known<V>;
    this.#last = known.at(-1) as Known<V>;
  }

  /** `bytes` up to `size`; they are free again when it returns, also where it returns a promise. Throws a SchemaError. */
  decode(bytes: Buffer, size: number = bytes.length): V | Promise<V> {
    const { header, read } = this.#last;
    const { length } = header;
    if (read !== undefined && size >= length && beginsWith(bytes, header)) {
      return read(bytes, length, size);
    }
    return this.#open(bytes.subarray(0, size));
  }

  /** The value in its frame, in the version that is written. Throws a SchemaError that names path and rule. */
  encode(value: V): Buffer {
    const { contract, framing } = this.#parts;
    this.#write ??= contract.writer(this.#written.version, framing.framed);
    const { header } = this.#written;
    const bytes = this.#write(value, header.length);
    header.copy(bytes);
    return framing.seal === undefined ? bytes : framing.seal(bytes);
  }

  #open(bytes: Buffer): V | Promise<V> {
    const { framing } = this.#parts;
    const { reference, payload } = framing.open(bytes);
    return this.read(reference, payload);
  }

  /** A payload whose frame was taken off by someone else. */
  read(reference: string, payload: Buffer): V | Promise<V> {
    const { contract, framing } = this.#parts;
    const known = this.#known.get(reference);
    if (known !== undefined) {
      known.read ??= contract.reader(known.version, framing.framed);
      this.#last = known;
      return known.read(payload, 0, payload.length);
    }
    const copy = Buffer.from(payload);
    return this.#foreignReader(reference).then((read) => read(copy, 0, copy.length));
  }

  #foreignReader(reference: string): Promise<Read<V>> {
    const { contract, framing, find } = this.#parts;
    const kept = this.#foreign.get(reference);
    if (kept !== undefined) return kept;
    const reader = find(reference, schemaName(contract)).then((definition) =>
      contract.reader(definition, framing.framed),
    );
    this.#foreign.set(reference, reader);
    const oldest = this.#foreign.keys().next().value;
    if (this.#foreign.size > MOST_FOREIGN && oldest !== undefined) this.#foreign.delete(oldest);
    // The lookup remembers what failed, for as long as that is good.
    reader.catch(() => this.#foreign.delete(reference));
    return reader;
  }
}

/** Five times as fast as `Buffer.compare` for so few bytes. */
function beginsWith(bytes: Buffer, header: Buffer): boolean {
  for (let index = header.length - 1; index >= 0; index -= 1) {
    if (bytes[index] !== header[index]) return false;
  }
  return true;
}
