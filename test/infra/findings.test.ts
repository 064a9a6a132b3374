import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { declared } from '../../infra/declared.ts';
import { lambdaRole } from '../../infra/lambda-role.ts';
import { EXISTING } from './existing-cluster.ts';
import { more } from './more-declarations.ts';
import { findingsIn } from './synthesized.ts';

const CLUSTERS = {
  small: { cluster: { profile: 'small' }, keepData: false },
  standard: { cluster: { profile: 'standard' }, alarmEmail: 'on-call@example.com' },
  express: { cluster: { profile: 'express', brokers: 6 } },
  existing: { cluster: EXISTING },
};

it.each(Object.entries(CLUSTERS))(
  'nobody finds anything, not even to warn of, in declarations of every kind on a cluster that is %s',
  async (_, stage) => {
    expect(await findingsIn(more, stage)).toEqual([]);
  },
);

it('nor in those of the project', async () => {
  expect(await findingsIn(declared)).toEqual([]);
});

it('a wildcard that nobody has explained is found', () => {
  const stack = new Stack(undefined, 'Any');
  lambdaRole(stack, 'Role', [
    new PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] }),
    new PolicyStatement({ actions: ['ec2:DescribeVpcs', 's3:ListBucket'], resources: ['*'] }),
    new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket/*'] }),
  ]);
  const { violations } = new AwsSolutionsChecks(stack).validateScope(stack);
  expect(violations.map(({ ruleName }) => ruleName)).toEqual([
    'AwsSolutions-IAM5[Resource::arn:aws:s3:::bucket/*]',
  ]);
});
