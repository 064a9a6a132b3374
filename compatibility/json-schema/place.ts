/** Where a comparison is, and what it is in the middle of. */
import type { Incompatibility } from '../incompatibility.ts';
import { segment } from './draft-07.ts';

export interface Place {
  /** In the reader, on the way that was gone: `#/properties/lines/items`. */
  readonly path: string;
  /** How many values deep. */
  readonly depth: number;
  /** Comparisons that are under way, and how deep each began. */
  readonly open: Map<string, number>;
  readonly effort: { left: number };
}

/** A comparison that takes longer is given up. */
const MOST_STEPS = 20_000;

export const startPlace = (): Place => ({
  path: '#',
  depth: 0,
  open: new Map(),
  effort: { left: MOST_STEPS },
});

/** Of the same value. */
export const beside = (place: Place, ...names: readonly (string | number)[]): Place => ({
  ...place,
  path: [place.path, ...names.map(segment)].join('/'),
});

/** Of a value within. */
export const below = (place: Place, ...names: readonly (string | number)[]): Place => ({
  ...beside(place, ...names),
  depth: place.depth + 1,
});

export const reason = ({ path }: Place, rule: string, message: string): Incompatibility => ({
  path,
  rule,
  message,
});

export const undecidable = (place: Place, why: string): Incompatibility => reason(place, 'undecidable', why);
