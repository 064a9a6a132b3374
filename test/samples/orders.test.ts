import { describe, expect, test } from 'vitest';
import { isLarge, sampleOrders } from '../../samples/orders.ts';
import { orderContract } from '../../schemas/orders.events.v1/value/contract.ts';

const orders = sampleOrders();

describe('sampleOrders', () => {
  test('has the check sums of its source', () => {
    expect(orders).toHaveLength(6_919);
    expect(new Set(orders.map(({ order }) => order.customerId)).size).toBe(2_357);
    expect(orders.reduce((sum, { cents }) => sum + cents, 0)).toBe(24_409_194);
    expect(orders.filter(({ cents }) => cents === 0)).toHaveLength(8);
  });

  test('gives every row an id of its own, by its position', () => {
    expect(orders[0]).toEqual({
      cents: 2933,
      order: {
        id: 'cdnow-00001',
        amount: 29.33,
        status: 'PENDING',
        customerId: 'cdnow-0001',
        placedOn: 9_862,
        quantity: 2,
        giftMessage: null,
      },
    });
    expect(orders.at(-1)?.order.id).toBe('cdnow-06919');
    expect(new Set(orders.map(({ order }) => order.id)).size).toBe(6_919);
  });

  test('holds orders that fit their schema alone', () => {
    const write = orderContract.writer(orderContract.definitions.length, 'glue');
    const read = orderContract.reader(orderContract.definitions.length, 'glue');
    for (const { order } of orders) {
      const bytes = write(order, 0);
      expect(read(bytes, 0, bytes.length)).toEqual(order);
    }
  });

  test('makes fifteen orders large, one of them among the first 500, each with a message of its own', () => {
    const large = orders.flatMap(({ order }, index) => (isLarge(index) ? [order] : []));
    expect(large).toHaveLength(15);
    expect(new Set(large.map(({ giftMessage }) => giftMessage)).size).toBe(15);
    for (const { giftMessage } of large) expect(giftMessage).toHaveLength(2_000_000);
    expect(orders.filter(({ order }) => order.giftMessage !== null)).toHaveLength(15);
    expect(orders.slice(0, 500).filter(({ order }) => order.giftMessage !== null)).toHaveLength(1);
  });

  test('is the same every time', () => {
    expect(sampleOrders()).toEqual(orders);
  });

  test.each(['a b c', ' 00004 0001 19970101 2 29.3', '00004 0001 19970101 2'])(
    'refuses the row %j',
    (row) => {
      expect(() => sampleOrders(row)).toThrow('line 1 of the sample');
    },
  );
});
