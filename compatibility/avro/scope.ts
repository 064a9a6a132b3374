import type { AvroType, NamedType, RecordType } from './avro-type.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What is known where a type is read. */
export interface Scope {
  /** By full name. */
  readonly types: Map<string, NamedType>;
  /** Full names and aliases. */
  readonly taken: Set<string>;
  /** Records that are not read to their end. */
  readonly open: Set<RecordType>;
  readonly namespace: string;
  /** In field terms, for messages. */
  readonly place: string;
  readonly level: number;
}

export type ParseType = (json: unknown, scope: Scope) => AvroType;

export const isJsonObject = (json: unknown): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);
