/**
 * CloudFormation takes 500 resources a stack. Said here in terms of what is declared, before CDK says it in types of
 * resources; counted, since what a declaration comes to is for the constructs to know.
 */
import { CfnResource, Stack } from 'aws-cdk-lib';
import { checker } from '../shared/declare/check.ts';
import type { Declared } from './declared.ts';
import { waysToLess } from './ways-to-less.ts';

const MOST_RESOURCES = 500;

export const resourcesOf = (stack: Stack): number =>
  stack.node.findAll().filter((each) => CfnResource.isCfnResource(each) && Stack.of(each) === stack).length;

export function checkResources(stack: Stack, declared: Declared): void {
  const resources = resourcesOf(stack);
  if (resources <= MOST_RESOURCES) return;
  checker(`stack '${stack.stackName}'`).refuse(
    'the number of its resources',
    resources,
    `at most ${MOST_RESOURCES}. ${waysToLess(declared)}`,
  );
}
