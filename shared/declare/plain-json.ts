/**
 * Values in plain JSON, held against a validator (Standard Schema: zod, valibot, arktype …): for topics whose producers
 * know no schema registry. There is no contract then: nothing is registered, and no version is held against another.
 */
import type { StandardSchemaV1 } from '@standard-schema/spec';

export interface PlainJson<V = unknown> {
  readonly kind: 'plain-json';
  readonly schema: StandardSchemaV1<unknown, V>;
}

export const plainJson = <V>(schema: StandardSchemaV1<unknown, V>): PlainJson<V> =>
  Object.freeze({ kind: 'plain-json', schema });
