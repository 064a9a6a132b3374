/** What is read by what, and where we say something else than Java does. The tests hold it against all three. */
import { defaults } from './pairs/defaults.ts';
import { definitions } from './pairs/definitions.ts';
import { enumsAndFixed } from './pairs/enums-and-fixed.ts';
import { logicalTypes } from './pairs/logical-types.ts';
import { names } from './pairs/names.ts';
import type { Pair } from './pairs/pair.ts';
import { primitives } from './pairs/primitives.ts';
import { records } from './pairs/records.ts';
import { unions } from './pairs/unions.ts';

export const PAIRS: readonly Pair[] = [
  ...primitives,
  ...records,
  ...names,
  ...enumsAndFixed,
  ...unions,
  ...logicalTypes,
  ...definitions,
  ...defaults,
];
