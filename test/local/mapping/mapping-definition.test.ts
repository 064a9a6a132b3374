import { describe, expect, test } from 'vitest';
import { type MappingDefinition, mappingRules } from '../../../local/mapping/mapping-definition.ts';
import { DEFINITION } from './rig.ts';

const rules = (given: Partial<MappingDefinition> = {}) => mappingRules({ ...DEFINITION, ...given });

describe('what is left out', () => {
  test('has the defaults of AWS', () => {
    expect(rules({ batchSize: undefined, provisioned: {} })).toMatchObject({
      batchSize: 100,
      windowMs: 500,
      pollers: 1,
      tries: Number.POSITIVE_INFINITY,
      group: DEFINITION.uuid,
      bisect: false,
      enabled: true,
    });
  });

  test('attempts without end are ten with a destination', () => {
    expect(rules({ failureDestination: { bucket: 'failures' } }).tries).toBe(11);
    expect(rules({ failureDestination: { bucket: 'failures' }, maximumRetryAttempts: 100 }).tries).toBe(101);
  });

  test('without provisioned mode there are no attempts, partial answers or bisect', () => {
    expect(rules({ provisioned: undefined, maximumRetryAttempts: 3, bisect: true })).toMatchObject({
      tries: Number.POSITIVE_INFINITY,
      partialAnswers: false,
      bisect: false,
    });
  });
});

test.each<[string, Partial<MappingDefinition>, RegExp]>([
  ['a batch of none', { batchSize: 0 }, /BatchSize is 0; allowed: whole numbers from 1 to 10000/],
  ['a batch that is too large', { batchSize: 10_001 }, /BatchSize is 10001/],
  ['a window beyond 300 s', { windowMs: 300_001 }, /MaximumBatchingWindow in ms is 300001/],
  ['attempts beyond 10,000', { maximumRetryAttempts: 10_001 }, /MaximumRetryAttempts is 10001/],
  [
    'fewer pollers at most than at least',
    { provisioned: { min: 3, max: 2 } },
    /MaximumPollers 2 is below MinimumPollers 3/,
  ],
  ['a record age', { maximumRecordAgeSeconds: 60 }, /MaximumRecordAgeInSeconds 60 is not implemented here/],
  ['a start at a time', { startingPosition: 'AT_TIMESTAMP' }, /AT_TIMESTAMP is not implemented here/],
  ['a group with a blank', { consumerGroupId: 'a b' }, /ConsumerGroupId is 'a b'/],
  ['an unknown key', { filter: [] } as Partial<MappingDefinition>, /unknown key 'filter'; known: uuid, /],
])('%s is refused in words that say what is allowed', (_name, given, message) => {
  expect(() => rules(given)).toThrow(message);
  expect(() => rules(given)).toThrow(/^mapping of 'orders' to 'invoice': /);
});
