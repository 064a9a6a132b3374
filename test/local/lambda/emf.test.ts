import { describe, expect, test } from 'vitest';
import { parseEmf } from '../../../local/lambda/emf.ts';

const emf = (directives: unknown, rest: object = {}): string =>
  JSON.stringify({ _aws: { Timestamp: 1, CloudWatchMetrics: directives }, ...rest });

describe('an embedded metric', () => {
  test('has a value for each measurement and the dimensions of all its sets once', () => {
    const line = emf(
      [{ Namespace: 'N', Dimensions: [['a'], ['a', 'b']], Metrics: [{ Name: 'age', Unit: 'Milliseconds' }] }],
      { a: 'x', b: 'y', age: [1, 2] },
    );
    expect(parseEmf(line)).toEqual([
      {
        namespace: 'N',
        dimensions: { a: 'x', b: 'y' },
        metrics: [
          { name: 'age', unit: 'Milliseconds', value: 1 },
          { name: 'age', unit: 'Milliseconds', value: 2 },
        ],
      },
    ]);
  });

  test('without a unit counts in none', () => {
    const line = emf([{ Namespace: 'N', Metrics: [{ Name: 'n' }] }], { n: 1 });
    expect(parseEmf(line)[0]?.metrics).toEqual([{ name: 'n', unit: 'None', value: 1 }]);
  });

  test.each([
    'plain text',
    '{"level":"INFO"}',
    'text with "_aws" in it',
    '{"_aws":1}',
    '{"_aws":{"CloudWatchMetrics":[null,{"Namespace":1}]}}',
    '["_aws"]',
  ])('is not seen in %s', (line) => {
    expect(parseEmf(line)).toEqual([]);
  });
});
