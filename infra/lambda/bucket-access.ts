/**
 * What a role may do in a bucket: objects below the prefixes of its declaration.
 *
 * Listing is of the whole bucket, names alone. Without it S3 answers 403 for an object that does not exist, and missing
 * could not be told from forbidden; with a condition on `s3:prefix` too, since a read has no prefix that it could be
 * held against. AWS documents the permission for this, and no condition on it.
 */
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { statement } from '../lambda-role.ts';

export const readObjects = (bucket: IBucket, prefixes: readonly string[]): PolicyStatement[] =>
  prefixes.length === 0
    ? []
    : [
        statement(['s3:GetObject'], below(bucket, prefixes)),
        statement(['s3:ListBucket'], [bucket.bucketArn]),
      ];

export const writeObjects = (bucket: IBucket, prefixes: readonly string[]): PolicyStatement[] =>
  prefixes.length === 0
    ? []
    : [statement(['s3:PutObject', 's3:AbortMultipartUpload'], below(bucket, prefixes))];

/** Where in the bucket Lambda writes is its own affair: an object it may not write is a record lost. */
export const receiveFailures = (bucket: IBucket): PolicyStatement[] => [
  statement(['s3:PutObject'], [bucket.arnForObjects('*')]),
  statement(['s3:ListBucket'], [bucket.bucketArn]),
];

/** A prefix below another of them says nothing of its own. */
const below = (bucket: IBucket, prefixes: readonly string[]): string[] =>
  prefixes
    .filter((prefix) => !prefixes.some((other) => other !== prefix && prefix.startsWith(other)))
    .map((prefix) => bucket.arnForObjects(`${prefix}*`));
