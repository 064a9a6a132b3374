import type { DataFormat } from '../../compatibility/check-next.ts';

/** `FAILURE`: the version was refused by its schema's compatibility; it keeps its id and its number. */
export type VersionStatus = 'AVAILABLE' | 'FAILURE';

/** What a reader of records asks for: the version a record names. */
export interface RegisteredVersion {
  readonly definition: string;
  readonly dataFormat: DataFormat;
  readonly schemaName: string;
  readonly registryName: string;
  readonly status: VersionStatus;
}

/** The port of whoever runs in this process; functions ask over HTTP. */
export interface VersionById {
  /** Ids are lower-case UUIDs, compared without case. `undefined`: there is no such version. */
  versionById(id: string): RegisteredVersion | undefined;
}
