/**
 * The alarms of a cluster. Which, follows from its brokers and from what it counts:
 *
 *                                         standard, small   express   existing
 *   no controller, several                yes               yes       the first
 *   offline partitions, under min.isr     yes               -         where Standard
 *   under-replicated, disk, heap          yes               -         - (its owner's)
 *   CPU                                   yes               yes       - (its owner's)
 *   CPU credits                           t3                -         - (its owner's)
 *   connections                           yes               yes       yes: they are ours too
 *   connections refused, new connections  not small: PER_BROKER       - (its level is not known)
 *   throttled reads and writes            -                 yes       - (its level is not known)
 *
 * Express keeps replicas and storage itself and does not count them; `small` runs at the level that is free of charge.
 * All are counted the same with ZooKeeper and with KRaft.
 */
import { Construct } from 'constructs';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import { type AlarmSpec, alarm } from './alarm.ts';
import { availabilityAlarms } from './availability-alarms.ts';
import { capacityAlarms } from './capacity-alarms.ts';
import { clusterNameOf } from './cluster-name.ts';
import { connectionAlarms } from './connection-alarms.ts';

export interface ClusterAlarmsProps {
  readonly cluster: ClusterSettings;
  readonly alarmTopicArn: string;
}

export function clusterAlarms(cluster: ClusterSettings): readonly AlarmSpec[] {
  const clusterName = clusterNameOf(cluster);
  return [
    ...availabilityAlarms(cluster, clusterName),
    ...connectionAlarms(cluster, clusterName),
    ...capacityAlarms(cluster, clusterName),
  ];
}

export class ClusterAlarms extends Construct {
  constructor(scope: Construct, id: string, { cluster, alarmTopicArn }: ClusterAlarmsProps) {
    super(scope, id);
    for (const spec of clusterAlarms(cluster)) alarm(this, spec, alarmTopicArn);
  }
}
