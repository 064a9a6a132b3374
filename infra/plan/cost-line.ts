/** One line of the bill of a month. */
import { type Certainty, leastCertain, type Price } from './prices.ts';

export interface CostLine {
  readonly part: string;
  readonly monthly: number;
  readonly basis: string;
  /** Of its prices; `estimate`: how much of it there will be is a guess. */
  readonly certainty: Certainty | 'estimate';
}

export const costLine = (
  part: string,
  monthly: number,
  from: { readonly basis: string; readonly prices: readonly Price[]; readonly guess?: boolean },
): CostLine => ({
  part,
  monthly,
  basis: from.basis,
  certainty: from.guess === true ? 'estimate' : leastCertain(from.prices),
});

export const free = (part: string, basis: string): CostLine => costLine(part, 0, { basis, prices: [] });

export const total = (lines: readonly CostLine[]): number =>
  lines.reduce((sum, { monthly }) => sum + monthly, 0);
