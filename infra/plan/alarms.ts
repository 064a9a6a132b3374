/**
 * How many alarms there will be, and how many metrics they look at: an alarm of several is paid for each. They are made in
 * memory, by the constructs that the stacks use, and counted; nothing is synthesized.
 */
import { App, Stack } from 'aws-cdk-lib';
import { CfnAlarm, CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Declared } from '../declared.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import { AlarmsStack } from '../watch/alarms-stack.ts';
import { BucketAlarms } from '../watch/bucket-alarms.ts';
import { ClusterAlarms } from '../watch/cluster-alarms.ts';
import { Watch } from '../watch/watch.ts';
import type { PlannedMapping } from './mappings.ts';

export interface AlarmCount {
  readonly alarms: number;
  readonly metrics: number;
  readonly dashboards: number;
}

/** Names that nothing is called by. */
const buckets = { claimCheck: 'claim-check', data: 'data', failures: 'failures' };
const alarmTopicArn = 'alarms';

export interface AlarmsProps {
  readonly declared: Declared;
  readonly cluster: ClusterSettings;
  readonly mappings: readonly PlannedMapping[];
}

export type CountAlarms = (of: AlarmsProps) => AlarmCount;

export const countAlarms: CountAlarms = ({ declared, cluster, mappings }) => {
  const app = new App();
  const stack = new Stack(app);
  new ClusterAlarms(stack, 'Cluster', { cluster, alarmTopicArn });
  new BucketAlarms(stack, 'Buckets', { buckets, alarmTopicArn });
  const mappingIds = new Map(
    [...Map.groupBy(mappings, ({ subscription }) => subscription)].map(([name, own]) => [
      name,
      new Map(own.map(({ topic }) => [topic, topic])),
    ]),
  );
  new AlarmsStack(app, 'alarms', { stage: { cluster }, declared });
  new Watch(stack, 'Watch', { declared, cluster, mappingIds, buckets, alarmTopicArn });
  const made = app.node.findAll();
  const alarms = made.filter((each) => each instanceof CfnAlarm);
  return {
    alarms: alarms.length,
    metrics: alarms.reduce((sum, { metrics }) => sum + metricsOf(metrics), 0),
    dashboards: made.filter((each) => each instanceof CfnDashboard).length,
  };
};

/** Absent: one. An expression is none. */
const metricsOf = (metrics: CfnAlarm['metrics']): number =>
  Array.isArray(metrics)
    ? metrics.filter((each) => 'metricStat' in each && each.metricStat !== undefined).length
    : 1;
