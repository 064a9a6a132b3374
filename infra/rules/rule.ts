/** A rule looks at one resource, follows its references where it must, and says what is wrong with it. */
import type { Deployment } from './deployment.ts';
import type { Resource } from './resource.ts';
import type { Value } from './value.ts';

export interface Finding {
  /** `ProvisionedPollerConfig.MinimumPollers`. */
  readonly property: string;
  readonly given: Value | undefined;
  /** And why, or the way out. */
  readonly allowed: string;
}

export const refused = (property: string, given: Value | undefined, allowed: string): Finding => ({
  property,
  given,
  allowed,
});

export type Check = (resource: Resource, deployment: Deployment) => readonly Finding[];

export interface Rule {
  /** Never changed: acknowledgements name it. */
  readonly id: string;
  readonly type: string;
  readonly check: Check;
}

export const rulesOf = (type: string, checks: Readonly<Record<string, Check>>): readonly Rule[] =>
  Object.entries(checks).map(([id, check]) => ({ id, type, check }));
