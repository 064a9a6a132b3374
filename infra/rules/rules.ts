/**
 * The rules by the type of resource they judge. Each catches what neither CloudFormation's validation nor the CDK does:
 * it would fail in a deployment, often after the half hour that a cluster takes, or deploy and lose records later.
 */
import { bucketRules } from './bucket.ts';
import { clusterRules } from './cluster.ts';
import { configurationRules } from './configuration.ts';
import { functionRules } from './function.ts';
import { mappingRules } from './mapping.ts';
import type { Rule } from './rule.ts';
import { schemaRules } from './schema.ts';
import { topicRules } from './topic.ts';
import { wordRules } from './words.ts';

export const RULES: readonly Rule[] = [
  ...clusterRules,
  ...configurationRules,
  ...topicRules,
  ...mappingRules,
  ...functionRules,
  ...schemaRules,
  ...bucketRules,
  ...wordRules,
];
