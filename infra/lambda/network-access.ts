/**
 * Network interfaces of a function in a VPC (first four) and of a mapping's pollers. On every resource: the Describe
 * calls know no other form, and an interface has no ARN before it is created.
 */
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { statement } from '../lambda-role.ts';

const FUNCTION_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
];
const POLLER_ACTIONS = ['ec2:DescribeSecurityGroups', 'ec2:DescribeVpcs'];

export const networkInterfaces = ({ mapped }: { readonly mapped: boolean }): PolicyStatement =>
  statement([...FUNCTION_ACTIONS, ...(mapped ? POLLER_ACTIONS : [])], ['*']);
