/** Kafka's access control entries, in its own words. */
export const RESOURCES = ['cluster', 'topic', 'group', 'transactional-id'] as const;
export type AclResource = (typeof RESOURCES)[number];

export type AclOperation =
  | 'READ'
  | 'WRITE'
  | 'CREATE'
  | 'DELETE'
  | 'ALTER'
  | 'DESCRIBE'
  | 'DESCRIBE_CONFIGS'
  | 'ALTER_CONFIGS'
  | 'IDEMPOTENT_WRITE';

/** Literal `*` is every name. */
export interface NamePattern {
  readonly type: 'LITERAL' | 'PREFIXED';
  readonly name: string;
}

export interface Acl {
  /** As in `User:role-invoice-orders`. */
  readonly principal: string;
  readonly permission: 'ALLOW' | 'DENY';
  readonly operation: AclOperation;
  readonly resource: AclResource;
  readonly pattern: NamePattern;
}

export const CLUSTER: NamePattern = { type: 'LITERAL', name: 'kafka-cluster' };
export const EVERY_NAME: NamePattern = { type: 'LITERAL', name: '*' };

export function covers(pattern: NamePattern, other: NamePattern): boolean {
  if (pattern.type === 'LITERAL' && pattern.name === '*') return true;
  if (pattern.type === 'PREFIXED') {
    const isEvery = other.type === 'LITERAL' && other.name === '*';
    return !isEvery && other.name.startsWith(pattern.name);
  }
  return other.type === 'LITERAL' && other.name === pattern.name;
}
