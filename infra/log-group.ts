/** Logs are kept for a month, encrypted, and go with what writes them. */
import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface LogGroupOptions {
  readonly encryptionKey: IKey;
  readonly logGroupName?: string;
}

export const logGroup = (scope: Construct, id: string, options: LogGroupOptions): LogGroup =>
  new LogGroup(scope, id, {
    ...options,
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
