/** The brokers' addresses. The cluster's resource does not give them, so the deployment asks MSK. */
import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { AwsCustomResource, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { lambdaRole, statement, writeLogs } from '../lambda-role.ts';
import { logGroup } from '../log-group.ts';

const ADDRESSES = 'BootstrapBrokerStringSaslIam';

export interface BootstrapBrokersProps {
  readonly clusterArn: string;
  readonly logKey: IKey;
}

export class BootstrapBrokers extends Construct {
  /** `host:port,host:port,host:port`, the listeners for IAM. */
  readonly addresses: string;

  constructor(scope: Construct, id: string, { clusterArn, logKey }: BootstrapBrokersProps) {
    super(scope, id);
    const logs = logGroup(this, 'Logs', { encryptionKey: logKey });
    const call = new AwsCustomResource(this, 'Call', {
      onUpdate: {
        service: 'Kafka',
        action: 'getBootstrapBrokers',
        parameters: { ClusterArn: clusterArn },
        outputPaths: [ADDRESSES],
        physicalResourceId: PhysicalResourceId.of(ADDRESSES),
      },
      // The call is older than any SDK that Lambda has.
      installLatestAwsSdk: false,
      timeout: Duration.minutes(1),
      logGroup: logs,
      role: lambdaRole(this, 'Role', [
        writeLogs(logs),
        statement(['kafka:GetBootstrapBrokers'], [clusterArn]),
      ]),
    });
    this.addresses = call.getResponseField(ADDRESSES);
  }
}
