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
/** A line of a graph: namespace, name, pairs of dimension and value. */
const lineOf = ([namespace, name, ...pairs]: readonly string[]): WatchedMetric => {
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

export function linesOf({ properties }: Widget): readonly WatchedMetric[] {
  let before: readonly string[] = [];
  return (properties.metrics ?? []).map((line) => {
    before = inFull(
      line.filter((each): each is string => typeof each === 'string'),
      before,
    );
    return lineOf(before);
  });
}

/** As CloudWatch documents it: "." is as in the line before, "..." all that is before the rest. */
function inFull([first, ...rest]: readonly string[], before: readonly string[]): readonly string[] {
  const line =
    first === '...' ? [...before.slice(0, before.length - rest.length), ...rest] : [first!, ...rest];
  return line.map((part, at) => (part === '.' ? before[at]! : part));
}
