import { describe, expect, test } from 'vitest';
import { days } from '../../../shared/declare/duration.ts';
import { endpoint } from '../../../shared/declare/endpoint.ts';
import { pinned } from '../../../shared/declare/pinned.ts';
import { type SubscriptionOptions, subscription } from '../../../shared/declare/subscription.ts';
import { topic } from '../../../shared/declare/topic.ts';
import { type Invoice, invoiceContract } from '../../driver/contracts.ts';
import { payments } from '../../driver/sample-subscription.ts';

const options = { partitions: 3, retention: days(1), value: invoiceContract };
const invoices = topic('invoices.v1', options);
const large = topic('invoices.v1', { ...options, claimCheck: true });
const foreign = topic('invoices.v1', { ...options, framing: { confluent: [1, 2] } });
const paid = [{ value: { cents: [{ numeric: ['>', 0] }] } }];

describe('what a subscription says of decoding', () => {
  test.each<[string, Partial<SubscriptionOptions<Invoice>>, RegExp]>([
    ['a word for new versions that there is not', { newVersions: 'ask' as never }, /'wait', 'look-up'/],
    [
      "a look-up in Glue of Confluent's ids",
      { topic: foreign, newVersions: 'look-up' },
      /'wait' for a topic without/,
    ],
    ['another decoding', { lambdaDecodes: 'avro' as never }, /'json', 'source'/],
    ["decoding of Confluent's frame", { topic: foreign, lambdaDecodes: 'json' }, /no schema in Glue/],
    ['decoding on demand', { mode: 'on-demand', lambdaDecodes: 'json' }, /provisioned mode alone/],
    ['decoding of claim checks', { topic: large, lambdaDecodes: 'source' }, /claim check is no value/],
    ['decoding without a failure destination', { order: 'partition', lambdaDecodes: 'json' }, /would drop/],
    ['patterns over encoded values', { filters: paid }, /patterns cannot see/],
    ['six patterns', { lambdaDecodes: 'json', filters: Array(6).fill(paid[0]) }, /at most 5/],
    [
      'a pattern over something else',
      { lambdaDecodes: 'json', filters: [{ key: {} } as never] },
      /is 'key'; allowed: value/,
    ],
    ['an empty pattern', { lambdaDecodes: 'json', filters: [{ value: {} }] }, /fields to lists/],
    ['a topic to publish to twice', { publishes: [invoices, pinned(invoices, 1)] }, /each topic once/],
    [
      'something to publish to that is none',
      { publishes: ['invoices.v1' as never] },
      /pinned\(topic, version\)/,
    ],
  ])('refuses %s', (_, more, message) => {
    expect(() => subscription('book', { topic: invoices, ...more })).toThrow(message);
  });

  test('is nothing by default: the function decodes, and a new version waits', () => {
    expect(subscription('book', { topic: invoices })).toMatchObject({
      newVersions: 'wait',
      lambdaDecodes: undefined,
      filters: [],
    });
  });

  test('may filter plain JSON, and what Lambda decodes', () => {
    expect(subscription('book', { topic: payments, filters: paid }).filters).toEqual(paid);
    expect(subscription('book', { topic: invoices, lambdaDecodes: 'source', filters: paid }).filters).toEqual(
      paid,
    );
  });
});

describe('an older version to publish', () => {
  test('is kept beside the topic', () => {
    const { publishes, pins } = endpoint('bill', {
      method: 'POST',
      path: '/bills',
      publishes: [pinned(invoices, 1)],
    });
    expect(publishes).toEqual([invoices]);
    expect([...pins]).toEqual([['invoices.v1', 1]]);
  });

  test.each([
    ['one that there is not', () => pinned(invoices, 3), /version is 3; allowed: a whole number from 1 to 2/],
    ['one of plain JSON', () => pinned(payments, 1), /whose values have a contract/],
    ['one of nothing', () => pinned(undefined as never, 1), /a declared topic/],
  ])('is refused: %s', (_, act, message) => {
    expect(act).toThrow(message);
  });
});
