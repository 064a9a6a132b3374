import { describe, expect, test } from 'vitest';
import type { LambdaRecord } from '../../../shared/consume/event.ts';
import { headerOf, headersOf } from '../../../shared/consume/headers.ts';

const record = (headers?: unknown): LambdaRecord =>
  ({ topic: 't', partition: 0, offset: 0, timestamp: 0, headers }) as LambdaRecord;

describe('headers', () => {
  test.each([undefined, null, []])('of a record with %j are none', (headers) => {
    expect(headersOf(record(headers))).toEqual([]);
    expect(headerOf(record(headers), 'h')).toBeUndefined();
  });

  test('keep their order, also when a name repeats or one object has several', () => {
    const given = record([{ h: [1] }, { a: [2], b: [3] }, { h: [4] }, {}]);
    expect(headersOf(given)).toEqual([
      ['h', Buffer.of(1)],
      ['a', Buffer.of(2)],
      ['b', Buffer.of(3)],
      ['h', Buffer.of(4)],
    ]);
    expect(headerOf(given, 'h')).toEqual(Buffer.of(4));
    expect(headerOf(given, 'b')).toEqual(Buffer.of(3));
  });

  test('have bytes, signed or not', () => {
    expect(headerOf(record([{ h: [-61, -87] }]), 'h')?.toString()).toBe('é');
    expect(headerOf(record([{ h: [195, 169] }]), 'h')?.toString()).toBe('é');
  });

  test('without a value are empty', () => {
    expect(headersOf(record([{ h: null }, { i: [] }]))).toEqual([
      ['h', Buffer.alloc(0)],
      ['i', Buffer.alloc(0)],
    ]);
  });

  test.each([['text'], [[256]], [[-129]], [[1.5]], [['1']], [{ 0: 1 }], [7]])(
    'are not made up from %j: read one by one there is none, and all of them cannot be had',
    (value) => {
      const odd = record([{ h: value }]);
      expect(headerOf(odd, 'h')).toBeUndefined();
      expect(() => headersOf(odd)).toThrow(expect.objectContaining({ code: 'event' }));
    },
  );

  test('are not found in what every object inherits', () => {
    expect(headerOf(record([{}]), 'toString')).toBeUndefined();
    expect(headersOf(record(JSON.parse('[{"__proto__": [1]}]')))).toEqual([['__proto__', Buffer.of(1)]]);
  });
});
