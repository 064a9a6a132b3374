import type { Json } from '../json.ts';

/** What the stacks deployed so far have left for later ones. */
export interface Published {
  readonly ssm: Map<string, string>;
  readonly exports: Map<string, Json>;
}
