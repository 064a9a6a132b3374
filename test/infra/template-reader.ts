/**
 * Reads a template with its intrinsics resolved, so that an expectation is plain text: parameters of SSM become
 * `<name of the parameter>`, except the cluster's ARN, which has its real form; a resource's Ref is its name or its
 * logical id, an attribute `<logical id>.<attribute>`.
 */
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-1',
  'AWS::AccountId': '111122223333',
  'AWS::URLSuffix': 'amazonaws.com',
};
const CLUSTER = 'arn:aws:kafka:eu-west-1:111122223333:cluster/kafka-consumers/uuid-1';

export const clusterArn = CLUSTER;
export const topicArn = (name: string) => `${CLUSTER.replace(':cluster/', ':topic/')}/${name}`;
export const groupArn = (name: string) => `${CLUSTER.replace(':cluster/', ':group/')}/${name}`;

// biome-ignore lint/suspicious/noExplicitAny: a template is any JSON; tests say what they expect of it
type Json = any;

interface RawResource {
  readonly Type: string;
  readonly Properties?: Json;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: Json;
}

export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Json;
  readonly deletionPolicy: string | undefined;
  readonly updateReplacePolicy: string | undefined;
  readonly metadata: Json;
}

export class TemplateReader {
  readonly raw: Json;
  readonly resources: readonly Resource[];

  constructor(raw: Json) {
    this.raw = raw;
    this.resources = Object.entries<RawResource>(raw.Resources ?? {}).map(([id, resource]) => ({
      id,
      type: resource.Type,
      properties: this.#resolve(resource.Properties ?? {}),
      deletionPolicy: resource.DeletionPolicy,
      updateReplacePolicy: resource.UpdateReplacePolicy,
      metadata: resource.Metadata ?? {},
    }));
  }

  all(type: string): readonly Resource[] {
    return this.resources.filter((each) => each.type === type);
  }

  one(type: string, matches: (properties: Json) => boolean = () => true): Resource {
    const found = this.all(type).filter((each) => matches(each.properties));
    if (found.length !== 1) throw new Error(`${found.length} resources of type ${type} match, not one`);
    return found[0]!;
  }

  #resolve(value: Json): Json {
    if (Array.isArray(value)) return value.map((each) => this.#resolve(each));
    if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return value;
    const [[name, given], ...others] = Object.entries<Json>(value) as [[string, Json]];
    if (others.length > 0) return this.#resolveEach(value);
    switch (name) {
      case 'Ref':
        return this.#ref(given);
      case 'Fn::GetAtt':
        return given.join('.');
      case 'Fn::Join':
        return this.#resolve(given[1]).join(given[0]);
      case 'Fn::Split':
        return this.#resolve(given[1]).split(given[0]);
      case 'Fn::Select':
        return this.#resolve(given[1])[given[0]];
      case 'Fn::GetAZs':
        return ['a', 'b', 'c', 'd'];
      case 'Fn::Base64':
        return Buffer.from(this.#resolve(given)).toString('base64');
      case 'Fn::Sub':
        return given.replace(/\$\{([^}]+)\}/g, (_: string, ref: string) => this.#ref(ref));
    }
    if (name.startsWith('Fn::')) throw new Error(`${name} is not read here`);
    return this.#resolveEach(value);
  }

  #resolveEach(value: Json): Json {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.#resolve(each)]));
  }

  #ref(id: string): string {
    const parameter = this.raw.Parameters?.[id]?.Default;
    if (parameter !== undefined) return parameter.endsWith('/cluster-arn') ? CLUSTER : `<${parameter}>`;
    const { Properties = {} } = this.raw.Resources[id] ?? {};
    const named = Properties.FunctionName ?? Properties.LogGroupName;
    return PSEUDO[id] ?? (typeof named === 'string' ? named : id);
  }
}
