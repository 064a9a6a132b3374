/** What S3 counts: objects once a day, and requests each minute in a bucket that asks for it, under a filter's name. */
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { REQUESTS } from '../kafka/closed-bucket.ts';

export interface BucketNames {
  readonly claimCheck: string;
  readonly data: string;
  readonly failures: string;
}

interface Named {
  readonly bucketName: string;
}

export const bucketNames = (buckets: Readonly<Record<keyof BucketNames, Named>>): BucketNames => ({
  claimCheck: buckets.claimCheck.bucketName,
  data: buckets.data.bucketName,
  failures: buckets.failures.bucketName,
});

export const objectsMetric = (bucketName: string, options: MetricOptions): Metric =>
  new Metric({
    namespace: 'AWS/S3',
    metricName: 'NumberOfObjects',
    dimensionsMap: { BucketName: bucketName, StorageType: 'AllStorageTypes' },
    ...options,
  });

export const requestMetric = (
  bucketName: string,
  metricName: 'AllRequests' | 'PutRequests' | '4xxErrors' | '5xxErrors',
  options: MetricOptions,
): Metric =>
  new Metric({
    namespace: 'AWS/S3',
    metricName,
    dimensionsMap: { BucketName: bucketName, FilterId: REQUESTS },
    ...options,
  });
