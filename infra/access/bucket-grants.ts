/**
 * Objects of three buckets. Who reads may list the bucket, or a missing object would be answered like a forbidden one.
 * No role deletes, and none touches a bucket itself. Buckets have keys of S3's own, which need no permission.
 */
import { type Access, type Purpose, target, targets } from './grant.ts';

const WRITE = ['s3:PutObject', 's3:AbortMultipartUpload'];

/** Large values of these topics. */
export const restore = (topics: readonly string[]): Access[] =>
  read('restore', 'claim-check', folders(topics));

export const offload = (topics: readonly string[]): Access[] =>
  topics.length === 0
    ? []
    : [{ purpose: 'offload', actions: WRITE, on: targets('objects', below('claim-check', folders(topics))) }];

/** The rule's own, below prefixes of the data bucket. */
export const keepObjects = (prefixes: readonly string[]): Access[] =>
  prefixes.length === 0
    ? []
    : [
        ...read('objects', 'data', prefixes),
        { purpose: 'objects', actions: WRITE, on: targets('objects', below('data', prefixes)) },
      ];

/** A mapping names a bucket; where in it Lambda writes is its own affair. */
export const deliverFailures = (): Access[] => [
  { purpose: 'fail', actions: ['s3:PutObject'], on: [target('objects', 'failures/')] },
  { purpose: 'fail', actions: ['s3:ListBucket'], on: [target('bucket', 'failures')] },
];

const read = (purpose: Purpose, bucket: string, prefixes: readonly string[]): Access[] =>
  prefixes.length === 0
    ? []
    : [
        { purpose, actions: ['s3:GetObject'], on: targets('objects', below(bucket, prefixes)) },
        { purpose, actions: ['s3:ListBucket'], on: [target('bucket', bucket)] },
      ];

const folders = (topics: readonly string[]): string[] => topics.map((topic) => `${topic}/`);

const below = (bucket: string, prefixes: readonly string[]): string[] =>
  prefixes.map((prefix) => `${bucket}/${prefix}`);
