/**
 * What a resource of a policy names in a cluster: arn:aws:kafka:REGION:ACCOUNT:TYPE/CLUSTER/UUID[/NAME]. A `*` in IAM
 * reaches over slashes; Kafka's patterns know a whole name, the beginning of one, and every name.
 */
import { type AclResource, CLUSTER, EVERY_NAME, type NamePattern, RESOURCES } from './acl.ts';
import { iamGlob } from './iam-glob.ts';

export interface ResourceNames {
  readonly patterns: readonly { readonly resource: AclResource; readonly pattern: NamePattern }[];
  /** It names something in the cluster that no ACL can. */
  readonly unsayable: boolean;
}

const NOTHING: ResourceNames = { patterns: [], unsayable: false };

/** `CLUSTER/UUID` of a cluster's ARN. */
export function clusterOf(arn: string): string {
  return arn.slice(arn.indexOf(':cluster/') + ':cluster/'.length);
}

/** `cluster`: only what lies in it counts; undefined: any. */
export function namesIn(resource: string, cluster: string | undefined): ResourceNames {
  if (resource === '*') return every(RESOURCES);
  const [arn, , service, , , ...rest] = resource.split(':');
  if (arn !== 'arn' || service === undefined || !matches(service, 'kafka')) return NOTHING;
  const [type = '', name = '', uuid, ...names] = rest.join(':').split('/');
  if (type === '*') return every(RESOURCES);
  if (type.includes('*') || type.includes('?')) return { patterns: [], unsayable: true };
  const kind = RESOURCES.find((each) => each === type);
  if (kind === undefined) return NOTHING;
  if (cluster !== undefined && !isIn([name, uuid], cluster)) return NOTHING;
  if (kind === 'cluster') return { patterns: [{ resource: kind, pattern: CLUSTER }], unsayable: false };
  // topic/* and topic/CLUSTER/* reach over the rest
  if (names.length === 0)
    return [name, uuid].at(uuid === undefined ? 0 : 1) === '*' ? every([kind]) : NOTHING;
  const pattern = patternOf(names.join('/'));
  return pattern === undefined
    ? { patterns: [], unsayable: true }
    : { patterns: [{ resource: kind, pattern }], unsayable: false };
}

function every(kinds: readonly AclResource[]): ResourceNames {
  return {
    patterns: kinds.map((resource) => ({
      resource,
      pattern: resource === 'cluster' ? CLUSTER : EVERY_NAME,
    })),
    unsayable: false,
  };
}

function isIn([name = '', uuid]: readonly (string | undefined)[], cluster: string): boolean {
  const [ownName = '', ownUuid = ''] = cluster.split('/');
  if (uuid === undefined) return name === '*';
  return matches(name, ownName) && matches(uuid, ownUuid);
}

function patternOf(name: string): NamePattern | undefined {
  if (name === '*') return EVERY_NAME;
  const beginning = name.endsWith('*') ? name.slice(0, -1) : name;
  if (beginning === '' || /[*?]/.test(beginning)) return undefined;
  return { type: beginning === name ? 'LITERAL' : 'PREFIXED', name: beginning };
}

const matches = (glob: string, text: string): boolean => iamGlob(glob).test(text);
