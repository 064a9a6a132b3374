import { expect, test } from 'vitest';
import { invoice } from '../../functions/invoice-orders/invoice.ts';
import { invoiceOrders } from '../../functions/invoice-orders/subscription.ts';
import { badRecords } from '../../samples/bad-records.ts';
import { orderContract } from '../../schemas/orders.events.v1/value/contract.ts';
import { orders } from '../../shared/topics.ts';
import { Driver } from '../driver/driver.ts';
import { testSchemas } from '../driver/version-ids.ts';
import { MemoryStore } from '../functions/invoice-orders/memory-store.ts';

const codec = testSchemas([orders]).codec(orders, orderContract);
const bad = badRecords((order) => codec.encode(order));

test('every bad record is dead-lettered under the code it says, and none is invoiced', async () => {
  const store = new MemoryStore();
  const driver = new Driver(invoiceOrders, (each) => invoice(each, { ...store, emit: async () => {} }));
  const { dead } = await driver.pipe(bad.map(({ id, value }) => ({ key: id, raw: value })));
  expect(dead.map(({ code, record }) => [String(record.key), code])).toEqual(
    bad.map(({ id, code }) => [id, code]),
  );
  expect(store.objects.size).toBe(0);
});

test('there are ten of each kind, with thirty ids', () => {
  const kinds = Object.groupBy(bad, ({ id }) => id.split('-')[1] ?? '');
  expect(Object.entries(kinds).map(([kind, records]) => [kind, records?.length])).toEqual([
    ['unframed', 10],
    ['broken', 10],
    ['negative', 10],
  ]);
  expect(new Set(bad.map(({ id }) => id)).size).toBe(30);
});
