import { expect, test } from 'vitest';
import { invoice } from '../../functions/invoice-orders/invoice.ts';
import { invoiceOrders } from '../../functions/invoice-orders/subscription.ts';
import { badRecords } from '../../samples/bad-records.ts';
import { Driver } from '../driver/driver.ts';
import { MemoryStore } from '../functions/invoice-orders/memory-store.ts';

test('every bad record is dead-lettered under the code it says, and none is invoiced', async () => {
  const store = new MemoryStore();
  const driver = new Driver(invoiceOrders, (each) => invoice(each, { ...store, emit: async () => {} }));
  const bad = badRecords();
  const { dead } = await driver.pipe(bad.map(({ id, value }) => ({ key: id, raw: value })));
  expect(dead.map(({ code, record }) => [String(record.key), code])).toEqual(
    bad.map(({ id, code }) => [id, code]),
  );
  expect(store.objects.size).toBe(0);
});

test('there are ten of each kind, with thirty ids', () => {
  const bad = badRecords();
  const counts = Object.groupBy(bad, ({ code }) => code);
  expect(Object.entries(counts).map(([code, records]) => [code, records.length])).toEqual([
    ['value-not-json', 10],
    ['value-schema', 10],
    ['negative-amount', 10],
  ]);
  expect(new Set(bad.map(({ id }) => id)).size).toBe(30);
});
