/**
 * One line of the permission matrix: a role may do these actions on these targets, for this purpose. Names are those of
 * the declarations; where in the account a target lies, only the templates know.
 */
export interface Grant {
  /** A function's name, or the logical id of a role that no function of ours has, without its hash. */
  readonly role: string;
  readonly actions: readonly string[];
  readonly on: readonly Target[];
  readonly purpose: Purpose;
}

/** Of whichever role it is given to. */
export type Access = Omit<Grant, 'role'>;

export const TARGETS = {
  cluster: 'the cluster',
  topic: 'topic',
  group: 'group',
  /** `<bucket>/<prefix>`: the objects below it. */
  objects: 'objects',
  bucket: 'bucket',
  /** Of the role of this name. */
  'log-group': 'log group of',
  registry: 'the schema registry',
  'network-interface': 'network interfaces',
  subnet: 'subnets',
  'security-group': 'security groups',
  /** For actions that know nothing narrower: see without-resource.ts. */
  any: '`*`',
} as const;

export interface Target {
  readonly kind: keyof typeof TARGETS;
  /** Empty where there is but one, or all are meant. */
  readonly name: string;
}

export const PURPOSES = {
  log: 'Lambda logs',
  network: 'Lambda attaches it to the VPC; its own code may not',
  poll: 'mapping polls',
  fail: 'mapping delivers failures',
  'decode-values': 'mapping decodes values',
  produce: 'handler produces',
  'look-up': 'handler looks versions up',
  restore: 'handler restores large values',
  offload: 'handler offloads large values',
  objects: 'handler reads and writes objects',
  'ask-brokers': 'deployment asks for the brokers’ addresses',
  'flow-log': 'EC2 writes the flow log',
} as const;

export type Purpose = keyof typeof PURPOSES;

export const target = (kind: Target['kind'], name = ''): Target => ({ kind, name });

export const targets = (kind: Target['kind'], names: readonly string[]): Target[] =>
  names.map((name) => target(kind, name));
