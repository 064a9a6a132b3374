/** The types of resources that are recorded, in all stacks. */
import { clusterRules } from './cluster-rules.ts';
import { configurationRules } from './configuration-rules.ts';
import { mappingRules } from './mapping-rules.ts';
import { securityGroupRules, subnetRules, vpcRules } from './network-rules.ts';
import type { RecordedResource } from './recorded.ts';
import { registryRules, schemaRules, schemaVersionRules } from './schema-rules.ts';
import type { StatefulType } from './stateful-type.ts';
import { bucketRules, keyRules } from './storage-rules.ts';
import { topicRules } from './topic-rules.ts';

const TYPES = new Map<string, StatefulType>([
  ['AWS::EC2::SecurityGroup', securityGroupRules],
  ['AWS::EC2::Subnet', subnetRules],
  ['AWS::EC2::VPC', vpcRules],
  ['AWS::Glue::Registry', registryRules],
  ['AWS::Glue::Schema', schemaRules],
  ['AWS::Glue::SchemaVersion', schemaVersionRules],
  ['AWS::KMS::Key', keyRules],
  ['AWS::Lambda::EventSourceMapping', mappingRules],
  ['AWS::MSK::Cluster', clusterRules],
  ['AWS::MSK::Configuration', configurationRules],
  ['AWS::MSK::Topic', topicRules],
  ['AWS::S3::Bucket', bucketRules],
]);

export const statefulType = (type: string): StatefulType | undefined => TYPES.get(type);

export const STATEFUL_TYPES: readonly string[] = [...TYPES.keys()];

/** Undefined: it has none, or CloudFormation makes one up. */
export function nameOf(resource: RecordedResource): string | undefined {
  const property = statefulType(resource.Type)?.name;
  const name = property === undefined ? undefined : resource[property];
  return typeof name === 'string' ? name : undefined;
}
