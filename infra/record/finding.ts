/** A change that must not reach CloudFormation, with the reason and the way out. */
import { type Json, jsonText } from './json.ts';
import type { Refusal } from './stateful-type.ts';

export interface Finding extends Refusal {
  readonly stack: string;
  readonly logicalId: string;
  /** Its path, or `LOGICAL_ID`. */
  readonly property: string;
  readonly recorded: Json;
  readonly given: Json;
}

export const LOGICAL_ID = 'the logical id';

/** The whole of it but the way out. */
export const described = ({ property, recorded, given, why }: Finding): string =>
  `${property} is ${shown(given)}; recorded: ${shown(recorded)}. ${why}.`;

const LONGEST = 200;

function shown(value: Json): string {
  if (value === null) return 'absent';
  const text = jsonText(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
