/**
 * Whether a reader's JSON Schema accepts every document that a writer's accepts. It is shown by structure, keyword by
 * keyword; what cannot be shown is refused, with `undecidable` where the reader's schema may well accept it. Formats,
 * patterns and content keywords count as assertions. Unknown keywords mean nothing.
 */
import type { Incompatibility } from '../incompatibility.ts';
import { parseDefinition } from './definition.ts';
import { missedBy } from './includes.ts';
import { startPlace } from './place.ts';

export function canRead(reader: string, writer: string): readonly Incompatibility[] {
  const ours = parseDefinition(reader);
  const theirs = parseDefinition(writer);
  return missedBy(ours.root, [theirs.root], startPlace());
}
