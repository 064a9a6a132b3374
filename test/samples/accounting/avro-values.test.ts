import { describe, expect, test } from 'vitest';
import { avroValues } from '../../../samples/accounting/avro-values.ts';
import { orderContract } from '../../../schemas/orders.events.v1/value/contract.ts';
import { orders, transactions } from '../../../shared/topics.ts';
import { testSchemas, testVersionIds } from '../../driver/version-ids.ts';
import { order } from '../../functions/order.ts';

const ids = testVersionIds([orders, transactions]);
const versions = [...ids].map(([schema, each]) => `${schema}=${each.ids.join(',')}`).join(';');
const framed = testSchemas([orders]).codec(orders, orderContract).encode(order());

describe('avroValues', () => {
  test('reads what the functions write', () => {
    expect(avroValues(orders.name, versions)(framed)).toEqual(order());
    expect(
      avroValues(orders.name, versions.replace('orders.events.v1', 'orders.events.v1@1'))(framed),
    ).toEqual(order());
  });

  test.each([
    ['no frame', Buffer.from('{}')],
    [
      'the frame of another topic',
      testSchemas([transactions])
        .codec(transactions, transactions.value as never)
        .encode({ customerId: 'c', orderId: 'o', amountCents: 1, placedOn: null } as never),
    ],
    ['a value that ends early', framed.subarray(0, -1)],
    ['a value that goes on', Buffer.concat([framed, Buffer.of(0)])],
    ['nothing', Buffer.alloc(0)],
  ])('knows no value in %s', (_, bytes) => {
    expect(avroValues(orders.name, versions)(bytes)).toBeUndefined();
  });

  test('needs the ids of the template', () => {
    expect(() => avroValues('others.v1', versions)).toThrow(/no schema versions of topic 'others\.v1'/);
  });
});
