/** What the registry keeps, as it lies in its file. Whoever changes it is given a copy: see SchemaRegistry.change. */
import type { DataFormat } from '../../compatibility/check-next.ts';
import type { Mode } from '../../compatibility/modes.ts';
import type { VersionStatus } from './registry.ts';

export interface RegistryState {
  readonly registries: RegistryEntry[];
}

interface Described {
  readonly name: string;
  readonly arn: string;
  description?: string;
  tags: Record<string, string>;
  readonly created: string;
  updated: string;
}

export interface RegistryEntry extends Described {
  readonly schemas: SchemaEntry[];
}

export interface SchemaEntry extends Described {
  readonly dataFormat: DataFormat;
  compatibility: Mode;
  checkpoint: number;
  versions: VersionEntry[];
}

export interface VersionEntry {
  readonly id: string;
  /** From 1 in each schema; that of a deleted version is not used again. */
  number: number;
  /** Canonical. */
  definition: string;
  readonly status: VersionStatus;
  /** Its rank among the versions of the template; absent where a call registered it. */
  rank?: number;
  /** Nobody sees it; its number, and its rank in the template, stay taken. */
  deleted?: true;
  readonly created: string;
  metadata: Metadata[];
}

export interface Metadata {
  readonly key: string;
  readonly value: string;
  readonly created: string;
}

/** Those that exist, by number. */
export const liveVersions = ({ versions }: SchemaEntry): readonly VersionEntry[] =>
  versions.filter(({ deleted }) => !deleted).sort((a, b) => a.number - b.number);

/** The last one that may be used. */
export const latestVersion = (schema: SchemaEntry): VersionEntry | undefined =>
  liveVersions(schema).findLast(({ status }) => status === 'AVAILABLE');
