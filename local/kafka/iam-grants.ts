/**
 * What roles may do in the cluster: resolved IAM statements become Kafka ACLs. MSK decides by the policies themselves;
 * where ACLs cannot say the same, the difference is told in a sentence. An action without what MSK wants beside it
 * (Connect, DescribeTopic for ReadData) gives nothing here either.
 */
import { type Acl, covers, type NamePattern } from './acl.ts';
import { actionsNamed, IAM_ACTIONS } from './iam-actions.ts';
import { clusterOf, namesIn, type ResourceNames } from './iam-resource.ts';

export interface IamRole {
  /** As in `User:role-invoice-orders`. */
  readonly principal: string;
  readonly statements: readonly IamStatement[];
}

export interface IamStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, unknown>>;
}

export interface IamGrants {
  readonly acls: readonly Acl[];
  /** What the brokers do not hold functions to as MSK does, a sentence each. */
  readonly untranslated: readonly string[];
}

interface Grant {
  readonly action: string;
  readonly pattern: NamePattern;
}

/** `clusterArn`: statements about another cluster give nothing. Without it every cluster is this one. */
export function iamGrants(roles: readonly IamRole[], clusterArn?: string): IamGrants {
  const acls = new Map<string, Acl>();
  const untranslated = new Set<string>();
  const cluster = clusterArn === undefined ? undefined : clusterOf(clusterArn);
  for (const { principal, statements } of roles) {
    const tell = (text: string): void => void untranslated.add(`${principal}: ${text}`);
    const allowed = statements.filter(({ effect }) => effect === 'Allow');
    const denied = statements.filter(({ effect }) => effect === 'Deny');
    const grants = allowed.flatMap((each) => grantsOf(each, cluster, tell));
    for (const grant of worthSomething(grants, tell)) add(acls, principal, 'ALLOW', grant);
    for (const grant of denied.flatMap((each) => grantsOf(each, cluster, tell))) {
      if (IAM_ACTIONS[grant.action]?.operation === undefined) {
        tell(`Deny ${grant.action} cannot be said in ACLs; here it may still connect`);
      } else add(acls, principal, 'DENY', grant);
    }
  }
  return { acls: [...acls.values()], untranslated: [...untranslated] };
}

function grantsOf(
  { effect, actions, resources, conditions }: IamStatement,
  cluster: string | undefined,
  tell: (text: string) => void,
): Grant[] {
  const named = [...new Set(actions.flatMap(actionsNamed))];
  if (named.length === 0) return [];
  if (conditions !== undefined && Object.keys(conditions).length > 0) {
    tell(`${effect} ${actions.join(', ')} under conditions is left out`);
    return [];
  }
  const names = resources.map((resource) => namesIn(resource, cluster));
  for (const [index, found] of names.entries()) {
    if (found.unsayable) {
      tell(
        `${effect} on ${resources[index]}: ACLs know whole names and beginnings of names, so it is left out`,
      );
    }
  }
  return named.flatMap((action) => {
    const found = names.flatMap((each) => patternsFor(action, each));
    // a name that was left out is told already; a wildcard action means what fits
    if (found.length === 0 && actions.some((text) => text.endsWith(`:${action}`)) && names.every(isSayable)) {
      tell(
        `${effect} ${action} names no ${IAM_ACTIONS[action]?.resource} of this cluster, so it gives nothing`,
      );
    }
    return found.map((pattern) => ({ action, pattern }));
  });
}

const isSayable = ({ unsayable }: ResourceNames): boolean => !unsayable;

const patternsFor = (action: string, { patterns }: ResourceNames): NamePattern[] =>
  patterns.filter(({ resource }) => resource === IAM_ACTIONS[action]?.resource).map(({ pattern }) => pattern);

function worthSomething(grants: readonly Grant[], tell: (text: string) => void): Grant[] {
  const granted = (action: string, pattern?: NamePattern): boolean =>
    grants.some((each) => each.action === action && (pattern === undefined || covers(each.pattern, pattern)));
  if (grants.length > 0 && !granted('Connect')) {
    tell('no statement allows Connect, so that MSK refuses everything, as is done here');
    return [];
  }
  if (granted('WriteData') && !granted('WriteDataIdempotently')) {
    tell(
      'WriteData without WriteDataIdempotently: MSK refuses its idempotent producers, these brokers do not',
    );
  }
  return grants.filter(({ action, pattern }) => {
    const { needs } = IAM_ACTIONS[action] ?? {};
    if (needs === undefined || granted(needs, pattern)) return true;
    tell(`${action} on ${pattern.name} without ${needs} gives nothing in MSK, nor here`);
    return false;
  });
}

function add(
  acls: Map<string, Acl>,
  principal: string,
  permission: Acl['permission'],
  { action, pattern }: Grant,
): void {
  const { operation, resource } = IAM_ACTIONS[action] ?? {};
  if (operation === undefined || resource === undefined) return;
  const key = [principal, permission, operation, resource, pattern.type, pattern.name].join('\n');
  acls.set(key, { principal, permission, operation, resource, pattern });
}
