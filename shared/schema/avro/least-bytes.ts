/** The fewest bytes that a value of a type takes: what bounds how many of them can follow. */
import type { FixedType, RecordType, Type, UnionType } from 'avsc/lib/types.js';

export function leastBytes(type: Type, within: readonly Type[] = []): number {
  switch (type.typeName) {
    case 'null':
      return 0;
    case 'float':
      return 4;
    case 'double':
      return 8;
    case 'fixed':
      return (type as FixedType).size;
    case 'union:wrapped':
    case 'union:unwrapped':
      return 1 + Math.min(...(type as UnionType).types.map((each) => leastBytes(each, [...within, type])));
    case 'record':
    case 'error':
      // Itself within itself: some union or array on the way takes a byte.
      if (within.includes(type)) return 0;
      return (type as RecordType).fields.reduce(
        (sum, field) => sum + leastBytes(field.type, [...within, type]),
        0,
      );
    default:
      return 1;
  }
}
