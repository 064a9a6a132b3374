import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { expect, it } from 'vitest';
import { metricLines } from '../../../infra/watch/metric-lines.ts';

const metric = (metricName: string, id: string, options: { statistic?: string; minutes?: number } = {}) =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { Mapping: id },
    statistic: options.statistic ?? 'Sum',
    period: Duration.minutes(options.minutes ?? 5),
    label: `${metricName} of ${id}`,
  });

it('what is as in the line before is a dot, and more than one at the beginning are three', () => {
  const { metrics } = metricLines([metric('A', 'm1'), metric('B', 'm1'), metric('B', 'm2')]);
  expect(metrics).toEqual([
    ['AWS/Lambda', 'A', 'Mapping', 'm1', { label: 'A of m1' }],
    ['.', 'B', '.', '.', { label: 'B of m1' }],
    ['...', 'm2', { label: 'B of m2' }],
  ]);
});

it('a line of other dimensions than the one before is written in full', () => {
  const whole = new Metric({ namespace: 'AWS/Lambda', metricName: 'A', statistic: 'Sum' });
  expect(metricLines([metric('A', 'm1'), whole]).metrics[1]?.slice(0, 2)).toEqual(['AWS/Lambda', 'A']);
});

it('period and statistic are the graph’s, where a line has no other', () => {
  const others = [metric('A', 'm2', { statistic: 'Maximum' }), metric('A', 'm3', { minutes: 1 })];
  expect(metricLines([metric('A', 'm1'), ...others])).toMatchObject({
    period: 300,
    stat: 'Sum',
    metrics: [
      ['AWS/Lambda', 'A', 'Mapping', 'm1', { label: 'A of m1' }],
      ['...', 'm2', { label: 'A of m2', stat: 'Maximum' }],
      ['...', 'm3', { label: 'A of m3', period: 60 }],
    ],
  });
});
