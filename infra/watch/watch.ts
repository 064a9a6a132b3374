/** The alarms of every subscription and every endpoint, and the dashboard of the stage. */
import { Alarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Declared } from '../declared.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import { alarmName } from './alarm.ts';
import type { BucketNames } from './bucket-metrics.ts';
import { clusterAlarms } from './cluster-alarms.ts';
import { clusterNameOf } from './cluster-name.ts';
import { Dashboard } from './dashboard.ts';
import { EndpointAlarms } from './endpoint-alarms.ts';
import type { MappingIds } from './mapping-alarms.ts';
import { SubscriptionAlarms } from './subscription-alarms.ts';

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
    const subscriptions = declared.subscriptions.map(
      (subscription) =>
        new SubscriptionAlarms(this, `subscription-${subscription.name}`, {
          subscription,
          clusterName: clusterNameOf(cluster),
          mappingIds: mappingIds.get(subscription.name) ?? new Map(),
          alarmTopicArn,
        }),
    );
    const endpoints = declared.endpoints.map(
      (endpoint) => new EndpointAlarms(this, `endpoint-${endpoint.name}`, { endpoint, alarmTopicArn }),
    );
    // Those of the other stack by their names, which are the same in every account.
    const ofCluster: IAlarm[] = clusterAlarms(cluster)
      .map(alarmName)
      .map((name) => Alarm.fromAlarmName(this, name, name));
    const urgent = [...endpoints, ...subscriptions].flatMap((each) => each.urgent);
    new Dashboard(this, 'Dashboard', { ...props, alarms: [...ofCluster, ...urgent] });
  }
}
