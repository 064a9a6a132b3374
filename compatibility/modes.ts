/**
 * Which versions must be able to read which, when a new one joins. The names are AWS Glue's.
 *   BACKWARD   the new version reads what the last one wrote       (consumers are deployed first)
 *   FORWARD    the last version reads what the new one writes      (producers are deployed first)
 *   FULL       both
 *   …_ALL      the same against every earlier version, not the last alone
 *   NONE       nothing is checked            DISABLED   no further version is taken
 */
export const MODES = [
  'BACKWARD',
  'BACKWARD_ALL',
  'FORWARD',
  'FORWARD_ALL',
  'FULL',
  'FULL_ALL',
  'NONE',
  'DISABLED',
] as const;
export type Mode = (typeof MODES)[number];

export const isMode = (text: unknown): text is Mode => MODES.includes(text as Mode);

export const readsOlder = (mode: Mode): boolean => /^(BACKWARD|FULL)/.test(mode);
export const isReadByOlder = (mode: Mode): boolean => /^(FORWARD|FULL)/.test(mode);
export const againstAll = (mode: Mode): boolean => mode.endsWith('_ALL');
