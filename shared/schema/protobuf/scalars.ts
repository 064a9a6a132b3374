/** How values stand on the wire, and how their names stand in generated source. */
import type { Scalar, ValuePlan } from './message-plan.ts';

const WIRE_TYPES: Readonly<Record<Scalar, number>> = {
  double: 1,
  float: 5,
  int32: 0,
  uint32: 0,
  sint32: 0,
  fixed32: 5,
  sfixed32: 5,
  int64: 0,
  uint64: 0,
  sint64: 0,
  fixed64: 1,
  sfixed64: 1,
  bool: 0,
  string: 2,
  bytes: 2,
};

export function wireTypeOf(value: ValuePlan): number {
  if (value.is === 'message') return 2;
  return value.is === 'enum' ? 0 : WIRE_TYPES[value.scalar];
}

/** Of the reader. */
export const methodOf = (scalar: Scalar): string => (scalar === 'bytes' ? 'buffer' : scalar);

export const quoted = (text: string): string => JSON.stringify(text);
