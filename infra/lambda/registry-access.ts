/**
 * What a role may do in the schema registry. GetSchemaVersion is on every resource: IAM knows it for registries and
 * schemas, but a call that gives a version's id alone, as a record's frame has it, names neither, and with their ARNs in
 * the policy it is refused. AWS's own policy for deserializers has the same form.
 */
import { Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { statement } from '../lambda-role.ts';

export const lookUpVersions = (): PolicyStatement => statement(['glue:GetSchemaVersion'], ['*']);

/** For a mapping that decodes. */
export const decodeValues = (arn: string): PolicyStatement[] => [
  statement(['glue:GetRegistry'], [arn]),
  lookUpVersions(),
];

export const registryArn = (scope: Construct, name: string): string =>
  Stack.of(scope).formatArn({ service: 'glue', resource: 'registry', resourceName: name });
