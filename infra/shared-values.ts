/**
 * What the functions stack knows of the kafka stack, through SSM parameters: a value of an export cannot change while
 * a stack imports it, and a parameter is read anew by every deployment.
 */
import { CfnParameter } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';

const PREFIX = '/kafka-consumers';

const PARAMETERS = {
  clusterArn: `${PREFIX}/cluster-arn`,
  bootstrapBrokers: `${PREFIX}/bootstrap-brokers`,
  subnetIds: `${PREFIX}/subnet-ids`,
  functionsSecurityGroupId: `${PREFIX}/functions-security-group-id`,
  claimCheckBucket: `${PREFIX}/claim-check-bucket`,
  dataBucket: `${PREFIX}/data-bucket`,
  failuresBucket: `${PREFIX}/failures-bucket`,
} as const;

export type SharedValue = keyof typeof PARAMETERS;

export function publishValues(scope: Construct, values: Readonly<Record<SharedValue, string>>): void {
  for (const [name, parameterName] of Object.entries(PARAMETERS)) {
    new StringParameter(scope, name, { parameterName, stringValue: values[name as SharedValue] });
  }
}

/** Once a stack. */
export const sharedValue = (scope: Construct, name: SharedValue): string =>
  new CfnParameter(scope, name, { type: 'AWS::SSM::Parameter::Value<String>', default: PARAMETERS[name] })
    .valueAsString;
