/**
 * Whether data written with one Avro definition is read by another: Avro's schema resolution, and every reason against
 * it, not the first. Stricter than Java's SchemaCompatibility in four things, so that what passes is read by our decoder
 * and with the meaning it was written with:
 *   names of types are held against each other in full (Java: without their namespaces); an alias joins two
 *   bytes are not read as a string: not all bytes are one
 *   a union whose branch would be taken by one before it is refused (`read-union.ts`)
 *   logical types that differ do not match (`logical-type.ts`)
 * By the rules, and so here: a field renamed without an alias, but with a default, reads as its default; long as float
 * or double loses digits.
 */
import type { Incompatibility } from '../incompatibility.ts';
import { parseDefinition } from './parse-definition.ts';
import { readType } from './read-type.ts';

export function canRead(reader: string, writer: string): readonly Incompatibility[] {
  return readType(parseDefinition(reader), parseDefinition(writer), { path: '', seen: new Set() });
}
