/** Every rule over every resource. The order is that of the templates. */
import type { Deployment } from './deployment.ts';
import type { Resource } from './resource.ts';
import type { Rule } from './rule.ts';
import { show } from './value.ts';

export interface Violation {
  readonly rule: string;
  readonly resource: Resource;
  /** `Properties.Topics`. */
  readonly location: string;
  readonly message: string;
}

export function findings(deployment: Deployment, rules: readonly Rule[]): readonly Violation[] {
  return deployment.resources.flatMap((resource) =>
    rules
      .filter(({ type }) => type === resource.type)
      .flatMap(({ id, check }) =>
        check(resource, deployment).map(({ property, given, allowed }) => ({
          rule: id,
          resource,
          location: `Properties.${property}`,
          message: `${resource.logicalId}: ${property} is ${show(given)}; allowed: ${allowed}`,
        })),
      ),
  );
}
