/** The alarms of one endpoint: its function, and what it could not publish. */
import { Duration } from 'aws-cdk-lib';
import { type IAlarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Endpoint } from '../../shared/declare/endpoint.ts';
import { type AlarmSpec, alarm } from './alarm.ts';
import { endpointFunctionAlarms } from './function-alarms.ts';
import { ownMetric } from './own-metric.ts';

export interface EndpointAlarmsProps {
  readonly endpoint: Endpoint;
  readonly alarmTopicArn: string;
}

export class EndpointAlarms extends Construct {
  readonly urgent: readonly IAlarm[];

  constructor(scope: Construct, id: string, { endpoint, alarmTopicArn }: EndpointAlarmsProps) {
    super(scope, id);
    const made = (spec: AlarmSpec) => alarm(this, spec, alarmTopicArn);
    this.urgent = endpoint.publishes.length > 0 ? [made(publishesFailed(endpoint))] : [];
    endpointFunctionAlarms(endpoint).forEach(made);
  }
}

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
