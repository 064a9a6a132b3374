/**
 * Three buckets and one with the log of who asked what of them, since they differ in what may be lost:
 *   claim check  large values; each topic's prefix expires after the last record that can point into it
 *   data         what the rules write; never expires
 *   failures     events that Lambda gave up, often the only copy; never expires. One of its own: a mapping names a
 *                bucket without a prefix, and its function's role may write anywhere in it.
 */
import { Duration } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Declared } from '../declared.ts';
import { claimLifetimeDays } from './claim-lifetime.ts';
import { closedBucket } from './closed-bucket.ts';
import type { BrokerKind } from './msk-offer.ts';

export interface BucketsProps {
  readonly declared: Declared;
  readonly brokers: BrokerKind;
}

/** Server access logs are for looking back, not for keeping. */
const ACCESS_LOGS = Duration.days(90);

export class Buckets extends Construct {
  readonly claimCheck: Bucket;
  readonly data: Bucket;
  readonly failures: Bucket;

  constructor(scope: Construct, id: string, { declared, brokers }: BucketsProps) {
    super(scope, id);
    const accessLogs = closedBucket(this, 'AccessLogs', {
      expire: [{ id: 'old-logs', expiration: ACCESS_LOGS }],
    });
    this.claimCheck = closedBucket(this, 'ClaimCheck', {
      accessLogs,
      expire: declared.topics.flatMap((topic) => {
        const lifetime = claimLifetimeDays(topic, { declared, brokers });
        return lifetime === undefined
          ? []
          : [{ id: topic.name, prefix: `${topic.name}/`, expiration: Duration.days(lifetime) }];
      }),
    });
    this.data = closedBucket(this, 'Data', { accessLogs });
    this.failures = closedBucket(this, 'Failures', { accessLogs });
  }
}
