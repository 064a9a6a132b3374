/**
 * cdk-nag finds every wildcard in a role's policy, and wants to know why it is there. What is below a bucket's prefix,
 * or is made only at run time, has no other name; where AWS knows no resource at all is said in without-resource.ts.
 * A wildcard that none of these explains fails the synthesis.
 */
import { Stack, Validations } from 'aws-cdk-lib';
import type { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import { WITHOUT_RESOURCE } from './access/without-resource.ts';

const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /^arn:<AWS::Partition>:s3:::[^*]+\/\*$/,
    'Objects below a prefix of the declaration; their keys are made at run time.',
  ],
  [
    /^arn:<AWS::Partition>:ec2:<AWS::Region>:(<AWS::AccountId>|\*):(network-interface|subnet|security-group|\*)\/\*$/,
    'Lambda makes interfaces in the function’s role, in subnets that may be shared; the function’s code is denied it.',
  ],
];

export function explainWildcards(role: Role, statements: readonly PolicyStatement[]): void {
  const stack = Stack.of(role);
  for (const statement of statements) {
    for (const each of statement.resources) {
      const resource = flattenCfnReference(stack.resolve(each));
      const reason = reasonOf(resource, statement.actions);
      if (reason === undefined) continue;
      Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
    }
  }
}

function reasonOf(resource: string, actions: readonly string[]): string | undefined {
  if (resource !== '*') return REASONS.find(([pattern]) => pattern.test(resource))?.[1];
  const reasons = actions.map((action) => WITHOUT_RESOURCE[action]);
  return reasons.includes(undefined) ? undefined : [...new Set(reasons)].join('; ');
}
