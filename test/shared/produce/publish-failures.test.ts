import { expect, test } from 'vitest';
import { publishFailures } from '../../../shared/produce/publish-failures.ts';

test('what fails in one turn is one metric, written before anyone hears of the failure', async () => {
  const written: unknown[] = [];
  const addMetric = (...metric: unknown[]) => written.push(metric);
  const failed = publishFailures({ singleMetric: () => ({ addMetric }) } as never);
  failed(2);
  failed(1);
  await Promise.reject(new Error('refused')).catch(() => written.push('caller'));
  failed(4);
  await Promise.resolve();
  expect(written).toEqual([['PublishesFailed', 'Count', 3], 'caller', ['PublishesFailed', 'Count', 4]]);
});
