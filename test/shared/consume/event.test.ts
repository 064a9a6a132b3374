import { describe, expect, test } from 'vitest';
import { type LambdaRecord, partitionsOf } from '../../../shared/consume/event.ts';
import { Driver } from '../../driver/driver.ts';
import { book } from '../../driver/sample-subscription.ts';

const record = (fields: object = {}): LambdaRecord => ({
  topic: 'payments.v1',
  partition: 0,
  offset: 7,
  timestamp: 1,
  ...fields,
});
const eventOf = (...records: unknown[]) => ({ records: { 'payments.v1-0': records } });
const read = (event: unknown) => partitionsOf(event, book());

describe('partitionsOf', () => {
  test.each([
    ['null', eventOf(null), /records\["payments\.v1-0"\]\[0\] is null, not a record/],
    ['a list', eventOf(record(), []), /\[1\] is a list, not a record/],
    ['of another subscription', eventOf(record({ topic: 'other' })), /reads payments\.v1, .*"other"/],
    ['without a topic', eventOf(record({ topic: undefined })), /\.topic is of type undefined/],
    ['with a partition below zero', eventOf(record({ partition: -1 })), /\.partition is -1/],
    ['with an offset that is text', eventOf(record({ offset: '7' })), /\.offset is "7"/],
    ['with an offset no number holds', eventOf(record({ offset: 2 ** 53 })), /\.offset is 9007199254740992/],
    ['without a timestamp', eventOf(record({ timestamp: undefined })), /\.timestamp is undefined/],
    ['with a timestamp that is NaN', eventOf(record({ timestamp: Number.NaN })), /\.timestamp is null/],
    ['with a key that is a number', eventOf(record({ key: 7 })), /\.key is of type number, not base64/],
    ['with a value that is an object', eventOf(record({ value: {} })), /\.value is of type object/],
    ['with headers that are an object', eventOf(record({ headers: {} })), /\.headers is of type object/],
    ['of another partition', eventOf(record(), record({ partition: 1 })), /\[1\] is of "payments\.v1"-1/],
  ])('refuses an event with a record %s', (_, event, message) => {
    expect(() => read(event)).toThrow(message);
    expect(() => read(event)).toThrow(expect.objectContaining({ code: 'event' }));
  });

  test('refuses an event that names one partition twice, since it would be settled in two orders', () => {
    const event = { records: { 'payments.v1-0': [record()], x: [record({ offset: 8 })] } };
    expect(() => read(event)).toThrow(/records\["x"\] has records of payments\.v1-0/);
  });

  test('runs no rule of an event that is refused', async () => {
    let ran = 0;
    const driver = new Driver(book(), () => {
      ran += 1;
    });
    const event = {
      records: {
        'payments.v1-0': [record({ value: 'e30=' })],
        'payments.v1-1': [record({ partition: 2.5 })],
      },
    };
    await expect(driver.invoke(event)).rejects.toThrow(/\.partition is 2\.5/);
    expect({ ran, published: driver.producer.appended }).toEqual({ ran: 0, published: [] });
  });

  test('sorts the records of a partition by offset', () => {
    const [batch] = read(eventOf(record({ offset: 9 }), record({ offset: 7 }), record({ offset: 8 })));
    expect(batch?.records.map(({ offset }) => offset)).toEqual([7, 8, 9]);
  });

  test('keeps the key of the records map, which it does not take apart', () => {
    const [batch] = read({ records: { 'any-thing-3': [record()] } });
    expect(batch).toMatchObject({ id: 'any-thing-3', topic: 'payments.v1', partition: 0, tier: 0 });
  });

  test('takes a record with as little as Lambda may send, and the timestamp -1 of a record without one', () => {
    expect(read(eventOf(record({ key: null, value: null, headers: null, timestamp: -1 })))).toHaveLength(1);
    expect(read(eventOf(record()))).toHaveLength(1);
  });
});
