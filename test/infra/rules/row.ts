import type { Change } from './good-template.ts';

export interface Row {
  readonly mistake: string;
  readonly change: Change;
  readonly rule: string;
  /** `Mapping.Topics`: the resource and the property that the message names. */
  readonly at: string;
  /** What the message says was given, and some of what it says is allowed. */
  readonly given: string;
  readonly allowed: string;
}

/** Tables are read in columns. */
export const row = (
  mistake: string,
  change: Change,
  says: readonly [rule: string, at: string, given: string, allowed: string],
): Row => {
  const [rule, at, given, allowed] = says;
  return { mistake, change, rule, at, given, allowed };
};
