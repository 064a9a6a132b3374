/**
 * What is known here of a resource type. Every property is in exactly one of three: read by the platform; idle, for a
 * reason that is told at the start; or unknown, which is refused. A path covers everything below it, list indexes left
 * out: `DestinationConfig.OnFailure`. Of an inert type nothing runs, so nothing it says can matter.
 */
import { asText, get, type Json, type JsonObject } from '../json.ts';
import type { Place } from '../place.ts';
import type { StackEnvironment } from '../resolve/pseudo-parameters.ts';
import { generatedName, hexOf, uuidOf } from './names.ts';

export interface Unidentified extends StackEnvironment {
  readonly logicalId: string;
  readonly place: Place;
  /** Resolved. */
  readonly properties: JsonObject;
  /** Where the cluster's IAM listeners are, known before it runs. */
  readonly bootstrapBrokers: string;
}

export interface Identity {
  readonly ref: Json;
  readonly attributes: Readonly<Record<string, Json>>;
}

export interface ResourceType {
  readonly inert?: string;
  readonly reads: readonly string[];
  /** Reason by path. */
  readonly idle: Readonly<Record<string, string>>;
  identify(resource: Unidentified): Identity;
}

export const arnOf = ({ region, account }: StackEnvironment, service: string, rest: string): string =>
  `arn:aws:${service}:${region}:${account}:${rest}`;

type Named = Pick<Unidentified, 'account' | 'region' | 'stack' | 'logicalId'>;

const parts = ({ account, region, stack, logicalId }: Named) => [account, region, stack, logicalId] as const;

export const hexIdOf = (resource: Named, length: number): string => hexOf(length, ...parts(resource));

export const uuidIdOf = (resource: Named): string => uuidOf(...parts(resource));

export const nameOf = (resource: Named, max: number): string =>
  generatedName(resource.stack, resource.logicalId, max, hexIdOf(resource, 12));

/** A property that must be text, for a name; anything else is refused where the resource is read. */
export const textOf = (properties: JsonObject, key: string): string | undefined =>
  asText(get(properties, key));

/** Paths by their reason, as they are easiest to read. */
export const because = (reasons: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(reasons).flatMap(([reason, paths]) => paths.split(' ').map((path) => [path, reason])),
  );

export const FOR_PEOPLE = 'it says something to people or bills, and changes nothing that runs';
