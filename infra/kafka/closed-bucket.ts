/** A bucket that nobody outside sees, and that stays in the account with what is in it. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** The filter of a bucket's request metrics, a dimension of each. */
export const REQUESTS = 'all';

export interface ClosedBucketProps {
  readonly expire?: readonly LifecycleRule[];
  /** Where every request to the bucket is written down. */
  readonly accessLogs?: Bucket;
}

export const closedBucket = (
  scope: Construct,
  id: string,
  { expire = [], accessLogs }: ClosedBucketProps,
): Bucket =>
  new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    ...(accessLogs && { serverAccessLogsBucket: accessLogs as IBucket, serverAccessLogsPrefix: `${id}/` }),
    // Requests are counted by kind and answer.
    metrics: [{ id: REQUESTS }],
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    lifecycleRules: [
      { id: 'unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ...expire,
    ],
  });
