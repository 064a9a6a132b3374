/**
 * What the other stacks know of the kafka stack, through SSM parameters: a value of an export cannot change while a
 * stack imports it, and a parameter is read anew by every deployment.
 */
import { CfnParameter, Fn } from 'aws-cdk-lib';
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
  logKeyArn: `${PREFIX}/log-key-arn`,
  alarmTopicArn: `${PREFIX}/alarm-topic-arn`,
  /** Its name; where some topic has a contract. */
  schemaRegistry: `${PREFIX}/schema-registry`,
} as const;

export type SharedValue = keyof typeof PARAMETERS;

type Values = Readonly<Record<Exclude<SharedValue, 'schemaRegistry'>, string>> & {
  readonly schemaRegistry?: string;
};

export function publishValues(scope: Construct, values: Values): void {
  for (const [name, stringValue] of Object.entries(values)) {
    new StringParameter(scope, name, { parameterName: PARAMETERS[name as SharedValue], stringValue });
  }
}

/** Once a stack. */
export const sharedValue = (scope: Construct, name: SharedValue): string =>
  readParameter(scope, name, PARAMETERS[name]);

/** Of version 1, 2 … of a schema. */
export function publishVersionIds(scope: Construct, schema: string, ids: readonly string[]): void {
  new StringParameter(scope, 'VersionIds', {
    parameterName: versionIdsParameter(schema),
    stringValue: Fn.join(',', [...ids]),
  });
}

/** Joined by commas. Once a stack. */
export const sharedVersionIds = (scope: Construct, schema: string): string =>
  readParameter(scope, schema, versionIdsParameter(schema));

const versionIdsParameter = (schema: string): string => `${PREFIX}/schemas/${schema}`;

const readParameter = (scope: Construct, id: string, parameterName: string): string =>
  new CfnParameter(scope, id, { type: 'AWS::SSM::Parameter::Value<String>', default: parameterName })
    .valueAsString;
