/** Who spoke to whom in the VPC, and what was refused: the first thing to look at when a function cannot reach a broker. */
import { Aws } from 'aws-cdk-lib';
import { CfnFlowLog, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { statement } from '../lambda-role.ts';
import { logGroup } from '../log-group.ts';

export interface FlowLogProps {
  readonly vpc: IVpc;
  readonly logKey: IKey;
}

export class FlowLog extends Construct {
  constructor(scope: Construct, id: string, { vpc, logKey }: FlowLogProps) {
    super(scope, id);
    const logs = logGroup(this, 'Logs', { encryptionKey: logKey });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        access: new PolicyDocument({
          statements: [
            statement(
              ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
              [logs.logGroupArn],
            ),
          ],
        }),
      },
    });
    new CfnFlowLog(this, 'FlowLog', {
      resourceType: 'VPC',
      resourceId: vpc.vpcId,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logGroupName: logs.logGroupName,
      deliverLogsPermissionArn: role.roleArn,
    });
  }
}
