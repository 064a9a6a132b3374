/** Three widgets a row. A graph without a metric is refused by CloudWatch, so there it is a line of text. */
import { GraphWidget, type IMetric, type IWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';

export const WIDTH = 8;
export const HEIGHT = 6;

export const graph = (title: string, metrics: readonly IMetric[]): IWidget =>
  metrics.length === 0
    ? new TextWidget({ markdown: `**${title}**: nothing to count`, width: WIDTH, height: HEIGHT })
    : new GraphWidget({
        title,
        left: [...metrics],
        leftYAxis: { min: 0, showUnits: false },
        width: WIDTH,
        height: HEIGHT,
      });

export const heading = (title: string): IWidget =>
  new TextWidget({ markdown: `## ${title}`, width: 3 * WIDTH, height: 1 });
