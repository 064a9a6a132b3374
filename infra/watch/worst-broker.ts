/** Alarms of a metric that each broker has: one for each group of brokers, on the worst of them. */
import type { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmSpec } from './alarm.ts';
import { type Broker, type BrokerMetric, brokerGroups, brokerMetric, cpuMetric } from './broker-metrics.ts';

export interface WorstBroker extends Omit<AlarmSpec, 'of' | 'metric' | 'means'> {
  readonly metric: BrokerMetric | 'cpu';
  readonly statistic: 'Average' | 'Maximum' | 'Sum';
  readonly period: Duration;
  /** What is the matter with one of the brokers named. */
  readonly means: (brokers: string) => string;
}

export interface Brokers {
  readonly clusterName: string;
  readonly brokers: number;
}

export function worstBroker({ clusterName, brokers }: Brokers, given: WorstBroker): readonly AlarmSpec[] {
  const { metric, statistic, period, means, ...spec } = given;
  const metricOf = (broker: Broker): IMetric =>
    metric === 'cpu' ? cpuMetric(broker, period) : brokerMetric(broker, metric, { statistic });
  const which = spec.breaches === 'under' || spec.breaches === 'at-most' ? 'MIN' : 'MAX';
  return brokerGroups(brokers, metric === 'cpu' ? 2 : 1).map(({ name, ids }) => ({
    ...spec,
    of: name,
    means: means(`brokers ${ids[0]} to ${ids.at(-1)}`),
    metric: new MathExpression({
      expression: `${which}([${ids.map((id) => `b${id}`).join(', ')}])`,
      usingMetrics: Object.fromEntries(ids.map((id) => [`b${id}`, metricOf({ clusterName, id })])),
      period,
    }),
  }));
}
