import type { Json } from '../json.ts';
import type { Place } from '../place.ts';

/** Removes the property, or the element, that it is the value of. */
export const NO_VALUE = Symbol('AWS::NoValue');
export type Value = Json | typeof NO_VALUE;

/** What an expression can name. Each refuses what it does not know, at `place`. */
export interface Scope {
  readonly region: string;
  ref(name: string, place: Place): Value;
  attribute(logicalId: string, name: string, place: Place): Json;
  condition(name: string, place: Place): boolean;
  mapping(keys: readonly string[], place: Place): Json;
  imported(name: string, place: Place): Json;
}

/** What a function of CloudFormation may use: names, and the value of what stands in its arguments. */
export interface Evaluation {
  readonly scope: Scope;
  value(given: Json, place: Place): Value;
}
