/**
 * What a type of resource has that must not change in passing: the properties that its service cannot change, so that
 * CloudFormation would put another resource in its place, those that it changes in one direction alone, and its place
 * in the template.
 */
import type { Json, JsonObject } from './json.ts';
import type { RecordedResource, RecordedStack } from './recorded.ts';

export interface StatefulType {
  /** By its path in the template, `EncryptionInfo.EncryptionAtRest`. */
  readonly properties: Readonly<Record<string, PropertyRule>>;
  /** The property that holds a name which only one of its kind can have. */
  readonly name?: string;
  /** What becomes of it, where it is not deleted, when its logical id leaves the template. */
  readonly gone: string;
  /** When its name is under another logical id. Default: CloudFormation finds the name taken. */
  readonly moved?: Refusal;
  /** Recorded only where a recorded property of another resource refers to it. */
  readonly whereReferenced?: true;
}

export interface PropertyRule {
  /** Default: the value at the path. */
  readonly read?: (source: Source) => Json;
  /** Undefined: the change may be made, and the record follows it. */
  readonly refuse: (change: Change) => Refusal | undefined;
}

export interface Source {
  readonly properties: JsonObject;
  /** Null: CloudFormation's, which is to delete. */
  readonly deletionPolicy: Json;
  readonly template: JsonObject;
}

export interface Change {
  readonly recorded: Json;
  readonly given: Json;
  /** All of the resource, and of the stack it is in. */
  readonly resource: Sides<RecordedResource>;
  readonly stack: Sides<RecordedStack>;
}

export interface Sides<T> {
  readonly recorded: T;
  /** By the template. */
  readonly given: T;
}

export interface Refusal {
  readonly why: string;
  readonly wayOut: string;
}

export const fixed = (why: string, wayOut: string): PropertyRule => ({ refuse: () => ({ why, wayOut }) });

/** The same rule for each property. */
export const each = (
  properties: readonly string[],
  rule: PropertyRule,
): Readonly<Record<string, PropertyRule>> =>
  Object.fromEntries(properties.map((property) => [property, rule]));
