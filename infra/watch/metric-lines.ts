/**
 * The metrics of a graph as CloudWatch's console writes them: a part that is as in the line before is ".", all such
 * parts at its beginning are "...", and options that all lines share are the graph's. The dashboard would be a quarter
 * of the largest template otherwise.
 */
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';

export interface MetricLines {
  readonly metrics: readonly (readonly (string | object)[])[];
  /** Seconds. */
  readonly period: number;
  readonly stat: string;
}

export function metricLines(given: readonly [Metric, ...Metric[]]): MetricLines {
  const [first] = given;
  const { period, stat } = optionsOf(first);
  const parts = given.map(partsOf);
  const metrics = given.map((metric, index) => {
    const own = optionsOf(metric);
    const options = {
      label: metric.label,
      ...(own.period !== period && { period: own.period }),
      ...(own.stat !== stat && { stat: own.stat }),
    };
    return [...shortened(parts[index] ?? [], parts[index - 1]), options];
  });
  return { metrics, period, stat };
}

const optionsOf = ({ period, statistic }: Metric) => ({ period: period.toSeconds(), stat: statistic });

const partsOf = ({ namespace, metricName, dimensions = {} }: Metric): readonly string[] => [
  namespace,
  metricName,
  ...Object.entries(dimensions).flat(),
];

function shortened(line: readonly string[], before: readonly string[] = []): readonly string[] {
  if (line.length !== before.length) return line;
  const dots = line.map((part, index) => (part === before[index] ? '.' : part));
  const differs = dots.findIndex((part) => part !== '.');
  return differs < 2 ? dots : ['...', ...dots.slice(differs)];
}
