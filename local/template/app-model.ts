/** What the platform runs, as the cloud assembly says it. Names, ARNs and ids are the same at every start. */
import type { HttpRoute } from '../http/http-route.ts';
import type { IamStatement } from '../kafka/iam-grants.ts';
import type { TopicDefinition } from '../kafka/topics.ts';
import type { FunctionDefinition } from '../lambda/function-definition.ts';
import type { MappingDefinition } from '../mapping/mapping-definition.ts';
import type { RegistryModel } from '../registry/registry-model.ts';
import type { Ignored } from './catalogue/ignore-list.ts';

export interface AppModel {
  readonly cluster: ClusterModel;
  readonly topics: readonly TopicDefinition[];
  readonly buckets: readonly BucketModel[];
  readonly functions: readonly FunctionModel[];
  readonly mappings: readonly MappingDefinition[];
  readonly routes: readonly HttpRoute[];
  readonly schemaRegistry: RegistryModel;
  /** Those that functions run in. */
  readonly roles: readonly RoleModel[];
  readonly inert: readonly Inert[];
  readonly ignored: readonly Ignored[];
  /** What AWS would do in silence and a person should know. */
  readonly notes: readonly string[];
}

export interface ClusterModel {
  readonly name: string;
  readonly arn: string;
  readonly brokers: number;
  /** `4.1.x.kraft` */
  readonly kafkaVersion: string;
  /** MSK's defaults, then those of the configuration. */
  readonly serverProperties: Readonly<Record<string, string>>;
  /** The app does not make it: somebody's in AWS. */
  readonly exists: boolean;
}

export interface BucketModel {
  readonly logicalId: string;
  readonly stack: string;
  readonly name: string;
}

export interface FunctionModel {
  readonly definition: FunctionDefinition;
  readonly arn: string;
  readonly roleName: string;
}

export interface RoleModel {
  readonly name: string;
  readonly arn: string;
  readonly statements: readonly IamStatement[];
}

/** A type, or a property of a type that runs (`AWS::Lambda::Function.VpcConfig`), that has no effect here. */
export interface Inert {
  readonly type: string;
  /** Resources it was found in. */
  readonly count: number;
  readonly reason: string;
}
