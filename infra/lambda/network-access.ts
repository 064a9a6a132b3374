/**
 * Network interfaces of a function in a VPC, and of a mapping's pollers: what Lambda's guides list for either, of which
 * EC2 knows a resource for all but the Describe calls. Lambda makes these calls in the function's role; the function's
 * own code has no business with them, and is told apart by `lambda:SourceFunctionArn`, which Lambda gives to the calls
 * of the code and not to those of its own. The guide has this denial, with the function's ARN; that there is one is
 * enough, and a role that has not been given a name yet need not know it.
 *
 * No narrower: Lambda tries the calls out when it makes the function, and pollers live on the cluster's subnets, which of
 * an existing cluster only MSK knows. Subnets and security groups may be another account's, shared with this one.
 */
import { Aws, Fn } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { statement } from '../lambda-role.ts';

const CREATE = 'ec2:CreateNetworkInterface';
const MANAGE = [
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];
const DESCRIBE = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];
const DESCRIBE_FOR_POLLERS = ['ec2:DescribeSecurityGroups', 'ec2:DescribeVpcs'];

export function networkInterfaces({ mapped }: { readonly mapped: boolean }): PolicyStatement[] {
  const describe = [...DESCRIBE, ...(mapped ? DESCRIBE_FOR_POLLERS : [])];
  return [
    statement(
      [CREATE],
      [
        ec2Arn(Aws.ACCOUNT_ID, 'network-interface/*'),
        ec2Arn('*', 'subnet/*'),
        ec2Arn('*', 'security-group/*'),
      ],
    ),
    // The guide's form: with less than "all resource ids" the function "may not be able to access the VPC".
    statement(MANAGE, [ec2Arn(Aws.ACCOUNT_ID, '*/*')]),
    statement(describe, ['*']),
    new PolicyStatement({
      effect: Effect.DENY,
      actions: [CREATE, ...MANAGE, ...describe],
      resources: ['*'],
      conditions: { Null: { 'lambda:SourceFunctionArn': 'false' } },
    }),
  ];
}

const ec2Arn = (account: string, resource: string): string =>
  Fn.join(':', ['arn', Aws.PARTITION, 'ec2', Aws.REGION, account, resource]);
