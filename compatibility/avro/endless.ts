/** The first record of which there is no value, since each would hold another of itself; undefined: there is none. */
import type { AvroType, NamedType, RecordType } from './avro-type.ts';

export function endlessRecord(types: Iterable<NamedType>): RecordType | undefined {
  let left = [...types].filter((type) => type.kind === 'record');
  for (;;) {
    const without = new Set<AvroType>(left);
    const still = left.filter(({ fields }) => fields.some(({ type }) => !hasValue(type, without)));
    if (still.length === left.length) return left[0];
    left = still;
  }
}

function hasValue(type: AvroType, without: ReadonlySet<AvroType>): boolean {
  if (type.kind === 'union') return type.branches.some((branch) => hasValue(branch, without));
  // Lists and maps may be empty.
  return !without.has(type);
}
