/**
 * The role of one function, whole at the moment it exists: inline statements alone, no AWS-managed policy (those
 * grant every cluster and every log group of the account). Lambda may take it for functions and mappings of this account
 * alone. Not for one ARN: the role is there before the function, and mappings take it too, under ids of their own.
 */
import { Aws } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { explainWildcards } from './explain-wildcards.ts';

export function lambdaRole(scope: Construct, id: string, statements: readonly PolicyStatement[]): Role {
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
    inlinePolicies: { access: new PolicyDocument({ statements: [...statements] }) },
  });
  explainWildcards(role, statements);
  return role;
}

export const statement = (actions: readonly string[], resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources] });

export const writeLogs = (logGroup: LogGroup): PolicyStatement =>
  statement(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
