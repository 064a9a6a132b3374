/** The brokers' addresses. The cluster's resource does not give them, so the deployment asks MSK. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AwsCustomResource, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { lambdaRole, statement, writeLogs } from '../lambda-role.ts';
import type { Cluster } from './cluster.ts';

const ADDRESSES = 'BootstrapBrokerStringSaslIam';

export interface BootstrapBrokersProps {
  readonly cluster: Cluster;
}

export class BootstrapBrokers extends Construct {
  /** `host:port,host:port,host:port`, the listeners for IAM. */
  readonly addresses: string;

  constructor(scope: Construct, id: string, { cluster }: BootstrapBrokersProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const call = new AwsCustomResource(this, 'Call', {
      onUpdate: {
        service: 'Kafka',
        action: 'getBootstrapBrokers',
        parameters: { ClusterArn: cluster.arn },
        outputPaths: [ADDRESSES],
        physicalResourceId: PhysicalResourceId.of(ADDRESSES),
      },
      // The call is older than any SDK that Lambda has.
      installLatestAwsSdk: false,
      timeout: Duration.minutes(1),
      logGroup,
      role: lambdaRole(this, 'Role', [
        writeLogs(logGroup),
        statement(['kafka:GetBootstrapBrokers'], [cluster.arn]),
      ]),
    });
    this.addresses = call.getResponseField(ADDRESSES);
  }
}
