/** What is recorded of a stage. Templates are read into the same form, and so the two can be compared. */
import type { Json } from './json.ts';

/** `Type`, and the properties of `StatefulType`; one the template leaves out is null. */
export interface RecordedResource {
  readonly Type: string;
  readonly [property: string]: Json;
}

/** By logical id. */
export type RecordedStack = Readonly<Record<string, RecordedResource>>;

/** By the stack's name. */
export type RecordedStacks = Readonly<Record<string, RecordedStack>>;

export interface Recorded {
  readonly stacks: RecordedStacks;
  /** Type → names of those that left the stack and stayed in the account. */
  readonly retained: Readonly<Record<string, readonly string[]>>;
}
