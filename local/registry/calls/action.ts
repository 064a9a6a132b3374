import type { JsonObject } from '../../template/json.ts';
import type { Input } from '../input.ts';
import type { SchemaRegistry } from '../schema-registry.ts';

/** One call of Glue. Throws a RegistryError. */
export type Action = (input: Input, registry: SchemaRegistry) => JsonObject;
export type Actions = Readonly<Record<string, Action>>;
