/** What every function stands on, as the kafka stack has published it. */
import { Fn } from 'aws-cdk-lib';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { sharedValue, sharedVersionIds } from '../shared-values.ts';

export class Platform extends Construct {
  readonly clusterArn: string;
  readonly bootstrapBrokers: string;
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];
  readonly claimCheck: IBucket;
  readonly data: IBucket;
  readonly failures: IBucket;
  readonly logKey: IKey;
  readonly alarmTopicArn: string;
  readonly #versionIds = new Map<string, string>();
  readonly #schemas: Construct;
  #schemaRegistry: string | undefined;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.clusterArn = sharedValue(this, 'clusterArn');
    this.bootstrapBrokers = sharedValue(this, 'bootstrapBrokers');
    this.subnetIds = Fn.split(',', sharedValue(this, 'subnetIds'));
    this.securityGroupIds = [sharedValue(this, 'functionsSecurityGroupId')];
    this.claimCheck = Bucket.fromBucketName(this, 'ClaimCheck', sharedValue(this, 'claimCheckBucket'));
    this.data = Bucket.fromBucketName(this, 'Data', sharedValue(this, 'dataBucket'));
    this.failures = Bucket.fromBucketName(this, 'Failures', sharedValue(this, 'failuresBucket'));
    this.logKey = Key.fromKeyArn(this, 'LogKey', sharedValue(this, 'logKeyArn'));
    this.alarmTopicArn = sharedValue(this, 'alarmTopicArn');
    this.#schemas = new Construct(this, 'Schemas');
  }

  /** Its name. There is one where some topic has a contract. */
  get schemaRegistry(): string {
    this.#schemaRegistry ??= sharedValue(this, 'schemaRegistry');
    return this.#schemaRegistry;
  }

  /** The registry's ids of version 1, 2 … of a schema, joined by commas. */
  versionIds(schema: string): string {
    const ids = this.#versionIds.get(schema) ?? sharedVersionIds(this.#schemas, schema);
    this.#versionIds.set(schema, ids);
    return ids;
  }
}
