/** The metrics that a template looks at, in alarms and in dashboards. */
import type { Resource, TemplateReader } from '../template-reader.ts';

export interface WatchedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

interface Dimension {
  readonly Name: string;
  readonly Value: string;
}
interface Stat {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly Dimension[];
}

const metricOf = ({ Namespace, MetricName, Dimensions }: Stat): WatchedMetric => ({
  namespace: Namespace,
  name: MetricName,
  dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
});

export const alarmsOf = (template: TemplateReader) => template.all('AWS::CloudWatch::Alarm');

export const metricsOf = ({ properties }: Resource): readonly WatchedMetric[] =>
  properties.Metrics === undefined
    ? [metricOf(properties)]
    : properties.Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: Stat } }) =>
        MetricStat === undefined ? [] : [metricOf(MetricStat.Metric)],
      );

type Entry = string | object;
/** A line of a graph: namespace, name, pairs of dimension and value, options. */
const lineOf = (line: readonly Entry[]): WatchedMetric => {
  const [namespace, name, ...pairs] = line.filter((each): each is string => typeof each === 'string');
  const dimensions: Record<string, string> = {};
  for (let at = 0; at < pairs.length; at += 2) dimensions[pairs[at]!] = pairs[at + 1]!;
  return { namespace: namespace!, name: name!, dimensions };
};

export interface Widget {
  readonly type: string;
  readonly y: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly Entry[])[];
  };
}

export const widgetsOf = (template: TemplateReader): readonly Widget[] =>
  JSON.parse(template.one('AWS::CloudWatch::Dashboard').properties.DashboardBody).widgets;

export const linesOf = ({ properties }: Widget): readonly WatchedMetric[] =>
  (properties.metrics ?? []).map(lineOf);
