/** A definition that is refused, as a pair of it with itself. */
import type { JavaVerdict, Pair } from './pair.ts';

export interface NoDefinition {
  readonly name: string;
  readonly definition: unknown;
  readonly noDefinition: string;
  /** Where Java takes it: why we do not, and what it says of reading, unless that it does. */
  readonly javaTakesIt?: string;
  readonly javaSays?: JavaVerdict;
  /** Where our decoder takes it: why we do not. */
  readonly thoughDecoded?: string;
}

export const noDefinition = ({
  name,
  definition,
  noDefinition,
  javaTakesIt,
  javaSays = 'reads',
  thoughDecoded,
}: NoDefinition): Pair => ({
  name: `${name} is no definition`,
  reader: definition,
  writer: definition,
  noDefinition,
  ...(javaTakesIt !== undefined && { unlikeJava: { says: javaSays, because: javaTakesIt } }),
  ...(thoughDecoded !== undefined && { thoughDecoded }),
});
