/** The strictest limits that schemas set side by side. */
import { keyword, type SchemaNode } from './schema-document.ts';
import type { ValueType } from './value-types.ts';

export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}
export type Side = 'minimum' | 'maximum';

const EXCLUSIVE = { minimum: 'exclusiveMinimum', maximum: 'exclusiveMaximum' } as const;
const SIGN = { minimum: -1, maximum: 1 } as const;

export const limits = (nodes: readonly SchemaNode[], name: string): readonly number[] =>
  nodes.map((node) => keyword(node, name)).filter((value) => typeof value === 'number');

/** Of integers alone: as the last whole number that is allowed. */
export function strictestBound(
  nodes: readonly SchemaNode[],
  side: Side,
  types: ReadonlySet<ValueType>,
): Bound | undefined {
  const whole = !types.has('fraction');
  const all = [
    ...limits(nodes, side).map((value) => ({ value, exclusive: false })),
    ...limits(nodes, EXCLUSIVE[side]).map((value) => ({ value, exclusive: true })),
  ].map((each) => (whole ? wholeBound(each, side) : each));
  return all.reduce<Bound | undefined>(
    (found, each) => (isAsStrict(found, each, side) ? found : each),
    undefined,
  );
}

/** Whatever keeps to the first keeps to the second. */
export function isAsStrict(one: Bound | undefined, other: Bound, side: Side): boolean {
  if (one === undefined) return false;
  const [a, b] = [one.value * SIGN[side], other.value * SIGN[side]];
  return a < b || (a === b && (one.exclusive || !other.exclusive));
}

function wholeBound({ value, exclusive }: Bound, side: Side): Bound {
  const sign = SIGN[side];
  const upper = value * sign;
  const last = exclusive ? Math.ceil(upper) - 1 : Math.floor(upper);
  return { value: last * sign, exclusive: false };
}

export const boundText = (bound: Bound | undefined, side: Side): string =>
  bound === undefined ? `no ${side}` : `${bound.exclusive ? EXCLUSIVE[side] : side} ${bound.value}`;
