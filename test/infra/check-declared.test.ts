import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { checkDeclared } from '../../infra/check-declared.ts';
import type { Declared } from '../../infra/declared.ts';
import { days, seconds } from '../../shared/declare/duration.ts';
import { endpoint } from '../../shared/declare/endpoint.ts';
import { plainJson } from '../../shared/declare/plain-json.ts';
import { subscription } from '../../shared/declare/subscription.ts';
import { topic } from '../../shared/declare/topic.ts';
import { avro } from '../../shared/schema/avro/avro.ts';
import type { ContractParts } from '../../shared/schema/contract.ts';
import { more } from './more-declarations.ts';

const value = plainJson(z.object({ id: z.string() }));
const small = topic('small.v1', { partitions: 1, retention: days(1), value });
const wide = topic('wide.v1', { partitions: 2_000, retention: days(1), value });
const stray = topic('stray.v1', { partitions: 1, retention: days(1), value });
const contract = (of: string, given: Partial<ContractParts> = {}) =>
  avro({ topic: of, attribute: 'value', compatibility: 'NONE', definitions: ['"long"'], ...given });
const contracted = (name: string, given: Partial<ContractParts> = {}) =>
  topic(name, { partitions: 1, retention: days(1), value: contract(name, given) });
const none: Declared = { topics: [small, wide], subscriptions: [], endpoints: [] };

describe('checkDeclared()', () => {
  it('accepts what the app declares, and one of every other kind', () => {
    expect(() => checkDeclared(more)).not.toThrow();
  });

  test.each<[string, Partial<Declared>, RegExp]>([
    [
      'two subscriptions of one name',
      { subscriptions: [subscription('book', { topic: small }), subscription('book', { topic: wide })] },
      /function name declared twice is 'book'/,
    ],
    [
      'an endpoint named as the retry function of a subscription',
      {
        subscriptions: [subscription('book', { topic: small })],
        endpoints: [endpoint('book-retry', { method: 'POST', path: '/book' })],
      },
      /function name declared twice is 'book-retry'/,
    ],
    [
      'an endpoint named as a subscription',
      {
        subscriptions: [subscription('book', { topic: small })],
        endpoints: [endpoint('book', { method: 'POST', path: '/book' })],
      },
      /function name declared twice is 'book'/,
    ],
    ['a topic declared twice', { topics: [small, small] }, /topic declared twice is 'small\.v1'/],
    [
      'a topic that has the name of a retry topic',
      {
        topics: [small, topic('small.v1.book.retry-1', { partitions: 1, retention: days(1), value })],
        subscriptions: [subscription('book', { topic: small, retry: [seconds(1)] })],
      },
      /topic declared twice is 'small\.v1\.book\.retry-1'/,
    ],
    [
      'topics that differ in . and _ alone',
      { topics: [small, topic('small_v1', { partitions: 1, retention: days(1), value })] },
      /'small_v1'/,
    ],
    [
      'two endpoints of one route, whatever their parameter is called',
      {
        endpoints: [
          endpoint('a', { method: 'GET', path: '/orders/{id}' }),
          endpoint('b', { method: 'GET', path: '/orders/{orderId}' }),
        ],
      },
      /route declared twice is 'GET \/orders\/\{\}'/,
    ],
    [
      'a subscription to a topic that is not deployed',
      { subscriptions: [subscription('book', { topic: stray })] },
      /subscription 'book': its topic is 'stray\.v1'; allowed: one of the app: small\.v1,wide\.v1/,
    ],
    [
      'a subscription that publishes to a topic that is not deployed',
      { subscriptions: [subscription('book', { topic: small, publishes: [stray] })] },
      /subscription 'book': a topic it publishes to is 'stray\.v1'/,
    ],
    [
      'an endpoint that publishes to a topic that is not deployed',
      { endpoints: [endpoint('place', { method: 'POST', path: '/place', publishes: [stray] })] },
      /endpoint 'place': a topic it publishes to is 'stray\.v1'/,
    ],
    [
      'values whose schema has the name of another topic’s keys',
      {
        topics: [
          topic('a', { partitions: 1, retention: days(1), key: contract('a', { attribute: 'key' }), value }),
          contracted('a-key'),
        ],
      },
      /schema declared twice is 'a-key'; allowed: each schema once/,
    ],
    [
      'a contract of keys whose id in Confluent’s registry nobody gives',
      {
        topics: [
          topic('a', {
            partitions: 1,
            retention: days(1),
            key: contract('a', { attribute: 'key' }),
            value: contract('a'),
            framing: { confluent: [7] },
          }),
        ],
      },
      /topic 'a': key is 'a contract'; allowed: a field of the value with framing confluent/,
    ],
    [
      'more schemas than the template of the functions has parameters for',
      { topics: Array.from({ length: 151 }, (_, index) => contracted(`t${index}`)) },
      /the number of schemas in Glue's registry is 151; allowed: a whole number from 0 to 150/,
    ],
    [
      'definitions that together are larger than a template',
      {
        topics: Array.from({ length: 5 }, (_, index) =>
          contracted(`t${index}`, { definitions: [JSON.stringify('x'.repeat(149_999))] }),
        ),
      },
      /the length of all definitions in bytes, as JSON is 750\d{3}; allowed: a whole number from 0 to 750000/,
    ],
    [
      'more mappings than a poller group takes',
      {
        subscriptions: Array.from({ length: 101 }, (_, index) =>
          subscription(`book-${index}`, { topic: small, retry: [] }),
        ),
      },
      /the number of mappings in provisioned mode is 101; allowed: a whole number from 0 to 100/,
    ],
    [
      'more pollers than a poller group takes',
      {
        subscriptions: [subscription('book', { topic: wide, pollers: { max: 2_000 }, retry: [seconds(1)] })],
      },
      /the sum of pollers\.max is 2003; allowed: a whole number from 0 to 2000/,
    ],
  ])('refuses %s', (_, given, message) => {
    expect(() => checkDeclared({ ...none, ...given })).toThrow(message);
  });

  it('takes mappings in on-demand mode for no part of the poller group', () => {
    const subscriptions = Array.from({ length: 101 }, (_, index) =>
      subscription(`book-${index}`, { topic: small, mode: 'on-demand', retry: [] }),
    );
    expect(() => checkDeclared({ ...none, subscriptions })).not.toThrow();
  });
});
