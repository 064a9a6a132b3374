/** Where a comparison is, and what it is in the middle of. */
import type { Incompatibility } from '../incompatibility.ts';
import { segment } from './pointer.ts';

export interface Place {
  /** In the reader, on the way that was gone: `#/properties/lines/items`. */
  readonly path: string;
  /** How many values deep. */
  readonly depth: number;
  /** Comparisons that are under way, and how deep each began. */
  readonly open: Map<string, number>;
  readonly effort: { left: number };
  /** Facts of which it was not seen that no value fits them. */
  readonly notEmpty: Set<string>;
  /** How deep it is shown that something is refused: within that nothing else is, of the same value. */
  readonly refusing?: number;
  /** The first reason will do. */
  readonly brief?: true;
}

/** A comparison that takes longer is given up. */
const MOST_STEPS = 50_000;

export const startPlace = (): Place => ({
  path: '#',
  depth: 0,
  open: new Map(),
  effort: { left: MOST_STEPS },
  notEmpty: new Set(),
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

/** The reasons of each in turn, up to the first where that will do. */
export function gather<T>(
  { brief }: Place,
  items: Iterable<T>,
  reasonsOf: (item: T) => readonly Incompatibility[],
): readonly Incompatibility[] {
  const found: Incompatibility[] = [];
  for (const item of items) {
    found.push(...reasonsOf(item));
    if (brief && found.length > 0) break;
  }
  return found;
}
