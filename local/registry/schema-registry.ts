/**
 * The registry's state, and the only way to change it: on a copy, which is written to disk before it counts. A change
 * that throws, or cannot be written, has not happened.
 */
import type { Account } from './arns.ts';
import type { RegisteredVersion, VersionById } from './registry.ts';
import type { VersionEntry } from './registry-state.ts';
import { liveVersions, type RegistryEntry, type RegistryState, type SchemaEntry } from './registry-state.ts';

export interface SchemaRegistryOptions {
  readonly account: Account;
  readonly state: RegistryState;
  readonly save: (state: RegistryState) => void;
  /** Epoch ms. */
  readonly now: () => number;
}

export interface FoundVersion {
  readonly registry: RegistryEntry;
  readonly schema: SchemaEntry;
  readonly version: VersionEntry;
}

export class SchemaRegistry implements VersionById {
  readonly account: Account;
  readonly #save: (state: RegistryState) => void;
  readonly #now: () => number;
  #state: RegistryState;
  #byId: ReadonlyMap<string, RegisteredVersion>;

  constructor({ account, state, save, now }: SchemaRegistryOptions) {
    this.account = account;
    this.#save = save;
    this.#now = now;
    this.#state = state;
    this.#byId = versionsById(state);
  }

  /** To be read only. */
  get state(): RegistryState {
    return this.#state;
  }

  /** As Glue writes times. */
  now(): string {
    return new Date(this.#now()).toISOString();
  }

  change<T>(work: (draft: RegistryState) => T): T {
    const draft = structuredClone(this.#state);
    const result = work(draft);
    this.#save(draft);
    this.#state = draft;
    this.#byId = versionsById(draft);
    return result;
  }

  versionById(id: string): RegisteredVersion | undefined {
    return this.#byId.get(id.toLowerCase());
  }
}

/** Looks through everything: for calls, which are few. */
export function findVersionById({ registries }: RegistryState, id: string): FoundVersion | undefined {
  for (const registry of registries) {
    for (const schema of registry.schemas) {
      const version = liveVersions(schema).find((each) => each.id === id.toLowerCase());
      if (version) return { registry, schema, version };
    }
  }
  return undefined;
}

function versionsById({ registries }: RegistryState): ReadonlyMap<string, RegisteredVersion> {
  const found = new Map<string, RegisteredVersion>();
  for (const registry of registries) {
    for (const schema of registry.schemas) {
      for (const { id, definition, status } of liveVersions(schema)) {
        const { dataFormat, name: schemaName } = schema;
        found.set(id, { definition, dataFormat, schemaName, registryName: registry.name, status });
      }
    }
  }
  return found;
}
