/**
 * The alarms of one subscription, in order of urgency: what becomes of its records, how far it is behind, its
 * functions, its mappings. None does arithmetic on metrics, which not everything that deploys this stack can.
 *
 * With three retry topics they are 28, beside 10 other resources of the subscription: a stack holds 500.
 */
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Subscription } from '../../shared/declare/subscription.ts';
import { alarm } from './alarm.ts';
import { subscriptionFunctionAlarms } from './function-alarms.ts';
import { lagAlarms } from './lag-alarms.ts';
import { type MappingIds, mappingAlarms } from './mapping-alarms.ts';
import { recordAlarms } from './record-alarms.ts';

export interface SubscriptionAlarmsProps {
  readonly subscription: Subscription;
  readonly clusterName: string;
  readonly mappingIds: MappingIds;
  readonly alarmTopicArn: string;
}

export class SubscriptionAlarms extends Construct {
  /** That records die or come late. */
  readonly urgent: readonly IAlarm[];

  constructor(scope: Construct, id: string, props: SubscriptionAlarmsProps) {
    super(scope, id);
    const { subscription, clusterName, mappingIds, alarmTopicArn } = props;
    const made = (specs: readonly Parameters<typeof alarm>[1][]) =>
      specs.map((spec) => alarm(this, spec, alarmTopicArn));
    this.urgent = [...made(recordAlarms(subscription)), ...made(lagAlarms(subscription, clusterName))];
    made([...subscriptionFunctionAlarms(subscription), ...mappingAlarms(subscription, mappingIds)]);
  }
}
