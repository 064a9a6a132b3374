/** Three widgets a row. A graph without a metric is refused by CloudWatch, so there it is a line of text. */
import { GraphWidget, type IWidget, type Metric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { metricLines } from './metric-lines.ts';

export const WIDTH = 8;
export const HEIGHT = 6;

export function graph(title: string, [first, ...others]: readonly Metric[]): IWidget {
  if (first === undefined) {
    return new TextWidget({ markdown: `**${title}**: nothing to count`, width: WIDTH, height: HEIGHT });
  }
  const lines = metricLines([first, ...others]);
  const frame = new GraphWidget({
    title,
    leftYAxis: { min: 0, showUnits: false },
    width: WIDTH,
    height: HEIGHT,
  });
  return {
    width: WIDTH,
    height: HEIGHT,
    position: (x, y) => frame.position(x, y),
    toJson: () =>
      frame.toJson().map(({ properties, ...each }) => ({ ...each, properties: { ...properties, ...lines } })),
  };
}

export const heading = (title: string): IWidget =>
  new TextWidget({ markdown: `## ${title}`, width: 3 * WIDTH, height: 1 });
