/**
 * One dashboard of the stage. Its first row answers whether we fall behind, whether records die, and what alarm is on;
 * the rows below say where: mappings, functions, producers, cluster, buckets.
 */
import { Duration } from 'aws-cdk-lib';
import { Alarm, AlarmStatusWidget, Dashboard as CloudWatchDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Declared } from '../declared.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import { type BucketNames, objectsMetric, requestMetric } from './bucket-metrics.ts';
import { clusterGraphs } from './cluster-graphs.ts';
import { clusterNameOf } from './cluster-name.ts';
import { functionGraphs } from './function-graphs.ts';
import { graph, HEIGHT, heading, WIDTH } from './graph.ts';
import { lagMetric } from './lag-metric.ts';
import type { MappingIds } from './mapping-alarms.ts';
import { mappingGraphs } from './mapping-graphs.ts';
import { ownMetric } from './own-metric.ts';
import { topicsRead } from './topics-read.ts';

export interface DashboardProps {
  readonly declared: Pick<Declared, 'subscriptions' | 'endpoints'>;
  readonly cluster: ClusterSettings;
  /** By the subscription's name. */
  readonly mappingIds: ReadonlyMap<string, MappingIds>;
  readonly buckets: BucketNames;
  /** Of other stacks too; the most urgent first: a widget has room for a hundred. */
  readonly alarmNames: readonly string[];
}

const MOST_ALARMS = 100;
const FIVE = Duration.minutes(5);

export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { declared, cluster, mappingIds, alarmNames } = props;
    const shown = alarmNames.slice(0, MOST_ALARMS);
    const clusterName = clusterNameOf(cluster);
    const mapped = declared.subscriptions.map((subscription) => ({
      subscription,
      ids: mappingIds.get(subscription.name) ?? new Map(),
    }));
    const alarmStatus = new AlarmStatusWidget({
      title: 'Alarms',
      alarms: shown.map((name) => Alarm.fromAlarmName(this, name, name)),
      width: WIDTH,
      height: HEIGHT,
    });
    new CloudWatchDashboard(this, 'Dashboard', {
      dashboardName: 'kafka-consumers',
      defaultInterval: Duration.hours(3),
      widgets: [
        [lag(props), deadLetters(props), alarmStatus],
        [heading('Mappings')],
        [...mappingGraphs(mapped)],
        [heading('Functions')],
        [...functionGraphs(declared)],
        [heading('Producers')],
        producers(props),
        [heading(`Cluster ${clusterName}`)],
        [...clusterGraphs(cluster, clusterName)],
        [heading('Buckets')],
        buckets(props),
      ],
    });
  }
}

const lag = ({ declared, cluster }: DashboardProps) =>
  graph(
    'Lag in seconds',
    declared.subscriptions.flatMap((subscription) =>
      topicsRead(subscription).map(({ topicName, group, label }) =>
        lagMetric({ clusterName: clusterNameOf(cluster), group, topicName }, 'EstimatedMaxTimeLag', {
          period: Duration.minutes(1),
          label,
        }),
      ),
    ),
  );

const deadLetters = ({ declared }: DashboardProps) =>
  graph(
    'Dead letters',
    declared.subscriptions.map(({ name }) =>
      ownMetric(name, 'RecordsDeadLettered', { period: FIVE, label: name }),
    ),
  );

function producers({ declared }: DashboardProps) {
  const services = [...declared.endpoints, ...declared.subscriptions];
  return [
    graph(
      'Publishes that failed',
      services.map(({ name }) => ownMetric(name, 'PublishesFailed', { period: FIVE, label: name })),
    ),
    graph(
      'Records parked',
      declared.subscriptions.map(({ name }) =>
        ownMetric(name, 'RecordsParked', { period: FIVE, label: name }),
      ),
    ),
    graph(
      'Records handed back',
      declared.subscriptions.map(({ name }) =>
        ownMetric(name, 'RecordsHandedBack', { period: FIVE, label: name }),
      ),
    ),
  ];
}

function buckets({ buckets: { claimCheck, data, failures } }: DashboardProps) {
  const named = Object.entries({ 'claim check': claimCheck, data, failures });
  const each = (title: string, metricName: '4xxErrors' | '5xxErrors') =>
    graph(
      title,
      named.map(([label, name]) =>
        requestMetric(name, metricName, { statistic: 'Sum', period: FIVE, label }),
      ),
    );
  return [
    graph('Events given up that lie in the failures bucket', [
      objectsMetric(failures, { statistic: 'Average', period: Duration.days(1), label: 'objects' }),
    ]),
    each('Requests refused (4xx)', '4xxErrors'),
    each('Requests failed (5xx)', '5xxErrors'),
  ];
}
