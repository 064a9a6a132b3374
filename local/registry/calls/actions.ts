/** Every call of Glue that is answered here. */
import type { Action } from './action.ts';
import { DELETE_ACTIONS } from './delete-versions.ts';
import { METADATA_ACTIONS } from './metadata.ts';
import { REGISTRY_ACTIONS } from './registries.ts';
import { SCHEMA_ACTIONS } from './schemas.ts';
import { TAG_ACTIONS } from './tags.ts';
import { VERSION_ACTIONS } from './versions.ts';

export const ACTIONS: ReadonlyMap<string, Action> = new Map(
  Object.entries({
    ...REGISTRY_ACTIONS,
    ...SCHEMA_ACTIONS,
    ...VERSION_ACTIONS,
    ...DELETE_ACTIONS,
    ...METADATA_ACTIONS,
    ...TAG_ACTIONS,
  }),
);
