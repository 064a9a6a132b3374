import { describe, expect, test } from 'vitest';
import { days, milliseconds, minutes, seconds } from '../../../shared/declare/duration.ts';
import { consumerGroup, subscription } from '../../../shared/declare/subscription.ts';
import { topic } from '../../../shared/declare/topic.ts';
import { book, payments } from '../../driver/sample-subscription.ts';

describe('subscription()', () => {
  test.each([
    ['upper case in the name', { name: 'Book' }, /its name is 'Book'; allowed: 1 to 58/],
    ['a name whose retry function has no room', { name: 'b'.repeat(59) }, /1 to 58/],
    ['a topic by name', { topic: 'payments.v1' }, /topic is 'string'; allowed: a declared topic\(\)/],
    ['an unknown option', { retries: [] }, /a key of options is 'retries'; allowed: topic, retry/],
    ['a retry delay over 10 minutes', { retry: [minutes(11)] }, /retry\[0\] in ms is 660000/],
    [
      'retry delays that do not ascend',
      { retry: [seconds(5), seconds(5)] },
      /retry\[1\] in ms is 5000; .* 5000/,
    ],
    ['a batch of 10,001', { batch: { size: 10_001 } }, /batch\.size is 10001; .* 1 to 10000/],
    ['an empty batch', { batch: { size: 0 } }, /batch\.size is 0/],
    ['an unknown key of batch', { batch: { count: 3 } }, /a key of batch is 'count'/],
    [
      'a window of 1.5 s',
      { batch: { window: milliseconds(1_500) } },
      /batch\.window in ms is 1500; allowed: whole/,
    ],
    ['a window over 300 s', { batch: { window: seconds(301) } }, /batch\.window in ms is 301000/],
    ['a timeout over 14 minutes', { timeout: minutes(15) }, /timeout in ms is 900000/],
    ['a timeout of 1.5 s', { timeout: milliseconds(1_500) }, /whole seconds/],
    [
      'a batch whose worst case does not fit the timeout',
      { batch: { size: 500 }, ruleLimit: seconds(10), concurrency: 10, timeout: minutes(5) },
      /500 records, 10 at a time, × 10s \+ 20s = 520s'; allowed: at most the timeout of 5min/,
    ],
    [
      'one rule that may run longer than the timeout, however many could run beside it',
      { batch: { size: 1 }, ruleLimit: minutes(6), concurrency: 16 },
      /1 records, 16 at a time, × 6min/,
    ],
    ['a name that another one derives for its retries', { name: 'book-retry' }, /not ending in '-retry'/],
    ['pollers on demand', { mode: 'on-demand', pollers: { max: 3 } }, /pollers is .*absent with mode/],
    ['errors that are a list', { errors: ['busy'] }, /errors is .*an object from error code to verdict/],
    ['publishes that is no list', { publishes: payments }, /publishes is 'object'; allowed: a list/],
    ['objects that is text', { objects: 'invoices/' }, /objects is 'invoices\/'; allowed: a list/],
    ['concurrency 0', { concurrency: 0 }, /concurrency is 0/],
    ['an unknown order', { order: 'total' }, /order is 'total'; allowed: 'none', 'partition'/],
    ['retry topics with order partition', { order: 'partition' }, /retry is .*absent with order 'partition'/],
    [
      'concurrency with order partition',
      { order: 'partition', retry: [], concurrency: 2 },
      /concurrency is 2/,
    ],
    [
      'order partition on demand',
      { order: 'partition', retry: [], mode: 'on-demand' },
      /needs partial answers/,
    ],
    ['more pollers than partitions', { pollers: { max: 7 } }, /pollers\.max is 7; .* 1 to 6/],
    ['more pollers at least than at most', { pollers: { min: 3, max: 2 } }, /pollers\.min is 3/],
    [
      'an unknown verdict',
      { errors: { busy: 'later' } },
      /errors\['busy'\] is 'later'; allowed: 'transient'/,
    ],
    ['a prefix that climbs', { objects: ['../'] }, /objects is '\.\.\/'/],
    ['a lag of no records', { lag: { records: 0 } }, /lag\.records is 0/],
    ['a lag of 1.5 s', { lag: { time: milliseconds(1_500) } }, /lag\.time in ms is 1500; allowed: whole/],
    ['a lag told of when the record is gone', { lag: { time: days(8) } }, /lag\.time .* to 604800000/],
    ['an unknown key of lag', { lag: { seconds: 3 } }, /a key of lag is 'seconds'/],
    ['memory of 64 MB', { memory: 64 }, /memory in MB is 64/],
  ] as [string, { name?: string }, RegExp][])('refuses %s', (_, { name = 'book', ...options }, message) => {
    const declare = () =>
      subscription(name, { topic: payments, retry: [seconds(5)], timeout: minutes(5), ...options } as never);
    expect(declare).toThrow(message);
    expect(declare).toThrow(`subscription '${name}'`);
  });

  test('refuses a topic whose derived names have no room', () => {
    const long = topic('x'.repeat(240), { partitions: 1, retention: days(1), value: payments.value });
    expect(() => subscription('book', { topic: long })).toThrow(
      /a derived topic name|a derived consumer group/,
    );
  });

  test('refuses a topic whose derived consumer group is over 200 characters', () => {
    const long = topic('x'.repeat(196), { partitions: 1, retention: days(1), value: payments.value });
    expect(() => subscription('book', { topic: long })).toThrow(/a derived consumer group/);
  });

  test('refuses a topic whose name is too long for the object keys of its claims, with claimCheck or without', () => {
    const long = topic('x'.repeat(201), { partitions: 1, retention: days(1), value: payments.value });
    expect(() => subscription('b', { topic: long, order: 'partition' })).toThrow(/at most 200 characters/);
  });

  test('a retry function has 256 MB, and the memory of the main one where it restores claims', () => {
    expect(book({ memory: 2_048 }).retryMemory).toBe(256);
    const options = { partitions: 1, retention: days(1), value: payments.value, claimCheck: true };
    const large = topic('large-payments.v1', options);
    expect(book({ topic: large, memory: 2_048 }).retryMemory).toBe(2_048);
  });

  test('may be a minute and ten batches behind unless it says otherwise, and the window on top', () => {
    expect(book({ batch: { size: 50 } }).lag).toEqual({ time: minutes(1), records: 500 });
    expect(book({ batch: { window: seconds(30) } }).lag).toEqual({ time: seconds(90), records: 1_000 });
    const lag = { time: minutes(5), records: 7 };
    expect(book({ lag }).lag).toEqual(lag);
  });

  test('is told of before its records are gone, however short they are kept', () => {
    const short = topic('short.v1', {
      partitions: 1,
      retention: milliseconds(61_500),
      value: payments.value,
    });
    expect(book({ topic: short, batch: { window: seconds(300) } }).lag.time).toBe(seconds(61));
  });

  test('derives retry topics, the dead-letter topic and groups that belong to it alone', () => {
    const declared = book();
    expect(declared.retryTopics.map(({ name, partitions, delay }) => ({ name, partitions, delay }))).toEqual([
      { name: 'payments.v1.book.retry-1', partitions: 3, delay: 5_000 },
      { name: 'payments.v1.book.retry-2', partitions: 3, delay: 20_000 },
    ]);
    expect(declared.deadLetterTopic).toMatchObject({ name: 'payments.v1.book.dlq', partitions: 3 });
    expect(consumerGroup(declared, 'payments.v1.book.retry-1')).toBe('book.payments.v1.book.retry-1');
    for (const { maxMessageBytes } of [...declared.retryTopics, declared.deadLetterTopic]) {
      expect(maxMessageBytes).toBe(payments.maxMessageBytes + 64 * 1024);
    }
  });

  test('makes the retry batch small enough to fit after a wait of the whole delay', () => {
    const { retryTopics } = book({
      retry: [seconds(5), minutes(10)],
      batch: { size: 1_000 },
      concurrency: 10,
      ruleLimit: seconds(5),
      timeout: minutes(14),
    });
    const worst = retryTopics.map(({ delay, batchSize }) => delay + (batchSize * 5_000) / 10 + 20_000);
    expect(worst.every((each) => each <= minutes(14))).toBe(true);
    expect(retryTopics.map(({ batchSize }) => batchSize)).toEqual([1_000, 440]);
  });
});
