import type { Incompatibility } from '../incompatibility.ts';
import { type AvroType, isNamed, simpleName, type UnionType } from './avro-type.ts';

/** Where two types meet. */
export interface Place {
  readonly path: string;
  /** Pairs of records that were compared: each is once, which also ends recursion. */
  readonly seen: Set<string>;
}

export type Reasons = readonly Incompatibility[];
export type ReadType = (reader: AvroType, writer: AvroType, at: Place) => Reasons;

export const below = (place: Place, step: string): Place => ({ ...place, path: `${place.path}${step}` });

/** `Order.payment(Card)`; where there is one branch besides null, the path itself. */
export function branchPlace(place: Place, { branches }: UnionType, branch: AvroType): Place {
  const choices = branches.filter(({ kind }) => kind !== 'null');
  return choices.length === 1
    ? place
    : below(place, `(${isNamed(branch) ? simpleName(branch.name) : branch.kind})`);
}

export const reason = ({ path }: Place, rule: string, message: string): Incompatibility => ({
  path,
  rule,
  message,
});
