/** The alarms of one endpoint: its function, and what it could not publish. */
import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Endpoint } from '../../shared/declare/endpoint.ts';
import type { AlarmSpec } from './alarm.ts';
import { endpointFunctionAlarms } from './function-alarms.ts';
import { ownMetric } from './own-metric.ts';

export const endpointAlarms = (endpoint: Endpoint): readonly AlarmSpec[] => [
  ...publishAlarms(endpoint),
  ...endpointFunctionAlarms(endpoint),
];

export const publishAlarms = (endpoint: Endpoint): readonly AlarmSpec[] =>
  endpoint.publishes.length > 0 ? [publishesFailed(endpoint)] : [];

/** The first one counts: somebody got an error for it. Nothing is published between requests, so missing is well. */
const publishesFailed = ({ name }: Endpoint): AlarmSpec => ({
  kind: 'state',
  what: 'publishes-failed',
  of: name,
  means:
    `What callers of ${name} sent was not acknowledged by the cluster: they got an error, and are to try again. The ` +
    'record may have been written all the same.',
  first:
    `aws logs tail /aws/lambda/${name} --since 30m --filter-pattern ERROR names the code. NO_CONNECTION, NO_ANSWER and ` +
    'NOT_ENOUGH_REPLICAS point to the cluster: look at its alarms. A schema code points to what the callers send.',
  metric: ownMetric(name, 'PublishesFailed', { period: Duration.minutes(5) }),
  breaches: 'at-least',
  threshold: 1,
  periods: [1, 1],
  missing: TreatMissingData.NOT_BREACHING,
});
