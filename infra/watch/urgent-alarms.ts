/**
 * The alarms that the dashboard shows, the most urgent first, since it has room for a hundred: what is wrong with the
 * cluster, callers that got an error, then kind by kind of all subscriptions, those of dead letters before those of lag.
 */
import type { Declared } from '../declared.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import type { AlarmSpec } from './alarm.ts';
import { clusterAlarms } from './cluster-alarms.ts';
import { clusterNameOf } from './cluster-name.ts';
import { publishAlarms } from './endpoint-alarms.ts';
import { lagAlarms } from './lag-alarms.ts';
import { recordAlarms } from './record-alarms.ts';

export function urgentAlarms(
  { subscriptions, endpoints }: Pick<Declared, 'subscriptions' | 'endpoints'>,
  cluster: ClusterSettings,
): readonly AlarmSpec[] {
  const ofSubscriptions = subscriptions.flatMap((each) => [
    ...recordAlarms(each),
    ...lagAlarms(each, clusterNameOf(cluster)),
  ]);
  return [
    ...clusterAlarms(cluster),
    ...endpoints.flatMap(publishAlarms),
    ...Map.groupBy(ofSubscriptions, ({ what }) => what).values(),
  ].flat();
}
