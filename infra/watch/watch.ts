/** What is watched where the mappings are made, whose ids nobody else knows: their alarms, and the dashboard of the stage. */
import { Construct } from 'constructs';
import type { Declared } from '../declared.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import { alarm, alarmName } from './alarm.ts';
import type { BucketNames } from './bucket-metrics.ts';
import { Dashboard } from './dashboard.ts';
import { type MappingIds, mappingAlarms } from './mapping-alarms.ts';
import { urgentAlarms } from './urgent-alarms.ts';

export interface WatchProps {
  readonly declared: Pick<Declared, 'subscriptions' | 'endpoints'>;
  readonly cluster: ClusterSettings;
  /** By the subscription's name. */
  readonly mappingIds: ReadonlyMap<string, MappingIds>;
  readonly buckets: BucketNames;
  readonly alarmTopicArn: string;
}

export class Watch extends Construct {
  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    const { declared, cluster, mappingIds, alarmTopicArn } = props;
    for (const subscription of declared.subscriptions) {
      const { name } = subscription;
      const ofMappings = mappingAlarms(subscription, mappingIds.get(name) ?? new Map());
      const scope = new Construct(this, `subscription-${name}`);
      for (const spec of ofMappings) alarm(scope, spec, alarmTopicArn);
    }
    const alarmNames = urgentAlarms(declared, cluster).map(alarmName);
    new Dashboard(this, 'Dashboard', { ...props, alarmNames });
  }
}
