/** How the functions run: what fails, how long they take, and how many run side by side. */
import { Duration } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Declared } from '../declared.ts';
import { graph } from './graph.ts';
import { functionMetric } from './lambda-metrics.ts';

export function functionGraphs({
  subscriptions,
  endpoints,
}: Pick<Declared, 'subscriptions' | 'endpoints'>): readonly IWidget[] {
  const names = [
    ...endpoints.map(({ name }) => name),
    ...subscriptions.flatMap(({ functionName, retryFunctionName, retryTopics }) =>
      retryTopics.length > 0 ? [functionName, retryFunctionName] : [functionName],
    ),
  ];
  const period = Duration.minutes(5);
  const failing = (['Errors', 'Throttles'] as const).flatMap((metric) =>
    names.map((name) =>
      functionMetric(name, metric, { statistic: 'Sum', period, label: `${name} ${metric}` }),
    ),
  );
  const highest = (metric: 'Duration' | 'ConcurrentExecutions') =>
    names.map((name) => functionMetric(name, metric, { statistic: 'Maximum', period, label: name }));
  return [
    graph('Errors and throttles', failing),
    graph('Longest invocation, ms', highest('Duration')),
    graph('Side by side', highest('ConcurrentExecutions')),
  ];
}
