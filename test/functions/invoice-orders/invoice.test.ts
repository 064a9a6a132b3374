import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type InvoicePorts, invoice } from '../../../functions/invoice-orders/invoice.ts';
import { invoiceOrders } from '../../../functions/invoice-orders/subscription.ts';
import { orderContract } from '../../../schemas/orders.events.v1/value/contract.ts';
import { avro } from '../../../shared/schema/avro/avro.ts';
import { Codec } from '../../../shared/schema/codec.ts';
import { framingOf } from '../../../shared/schema/framing.ts';
import { noLookup } from '../../../shared/schema/version-lookup.ts';
import { orders, transactions } from '../../../shared/topics.ts';
import { Driver } from '../../driver/driver.ts';
import { testVersionIds } from '../../driver/version-ids.ts';
import { order } from '../order.ts';
import { MemoryStore } from './memory-store.ts';

function drive(store: Pick<InvoicePorts, 'create' | 'read'> = new MemoryStore()) {
  return new Driver(invoiceOrders, (each, { publish }) =>
    invoice(each, { ...store, emit: (transaction) => publish({ topic: transactions, value: transaction }) }),
  );
}

const emitted = (driver: ReturnType<typeof drive>) =>
  driver.producer.published.map(({ record }) => record.value);

describe('invoice', () => {
  test('stores one object and emits one transaction with the amount in cents', async () => {
    const store = new MemoryStore();
    const driver = drive(store);
    const { handled } = await driver.pipe([{ value: order() }]);
    expect(handled).toHaveLength(1);
    expect([...store.objects.keys()]).toEqual(['invoices/order-1.json']);
    const transaction = {
      customerId: 'customer-1',
      orderId: 'order-1',
      amountCents: 2973,
      placedOn: 9_879,
    };
    expect(store.json('invoices/order-1.json')).toEqual({
      ...transaction,
      placedOn: '1997-01-18',
      quantity: 2,
      orderSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(driver.producer.published.map(({ record }) => [record.topic.name, record.value])).toEqual([
      ['transactions.v1', transaction],
    ]);
  });

  test('an order that comes again is not invoiced again; its transaction is emitted again', async () => {
    const store = new MemoryStore();
    const driver = drive(store);
    await driver.pipe([{ value: order(), offset: 0 }]);
    const first = store.objects.get('invoices/order-1.json');
    const { handled, dead } = await driver.pipe([{ value: order(), offset: 0 }], { thin: true });
    expect({ handled: handled.length, dead }).toEqual({ handled: 1, dead: [] });
    expect(store.objects.size).toBe(1);
    expect(store.objects.get('invoices/order-1.json')).toBe(first);
    expect(emitted(driver)).toHaveLength(2);
    expect(new Set(emitted(driver).map((each) => JSON.stringify(each))).size).toBe(1);
  });

  test('a transaction that could not be emitted is emitted by the retry, with the invoice in its place', async () => {
    const store = new MemoryStore();
    const driver = drive(store);
    driver.producer.next = ({ topic }) => {
      if (topic === 'transactions.v1')
        throw Object.assign(new Error('busy'), { code: 'busy', retriable: true });
    };
    const { parked } = await driver.pipe([{ value: order() }]);
    expect(parked.map(({ code }) => code)).toEqual(['busy']);
    driver.producer.next = () => {};
    const retrying = driver.retry(parked, driver.clock.now());
    await driver.clock.advance(5_000);
    expect((await retrying).handled).toHaveLength(1);
    expect(store.objects.size).toBe(1);
    expect(emitted(driver)).toHaveLength(1);
  });

  test.each([
    ['amount', { amount: 29.74 }],
    ['customer', { customerId: 'customer-2' }],
    ['day', { placedOn: 9_880 }],
    ['no day', { placedOn: null }],
    ['status', { status: 'PAID' }],
    ['quantity', { quantity: 3 }],
    ['gift message', { giftMessage: 'b' }],
  ])('another order under the same id is a conflict: %s', async (_, change) => {
    const store = new MemoryStore();
    const driver = drive(store);
    const { dead } = await driver.pipe([
      { value: order({ giftMessage: 'a' }), key: 'k' },
      { value: order({ giftMessage: 'a', ...change }), key: 'k' },
    ]);
    expect(dead.map(({ code, original }) => [code, original])).toEqual([
      ['order-conflict', 'orders.events.v1-0@1'],
    ]);
    expect(emitted(driver)).toHaveLength(1);
  });

  test('two different orders of one id that run side by side get one invoice and one conflict', async () => {
    const store = new MemoryStore();
    const driver = drive(store);
    const { dead, handled } = await driver.pipe([{ value: order() }, { value: order({ amount: 1 }) }]);
    expect([handled.length, dead.map(({ code }) => code)]).toEqual([1, ['order-conflict']]);
  });

  test.each(['not json', 'null', '{}', ''])(
    'an object of another kind in its place is a conflict: %j',
    async (body) => {
      const store = new MemoryStore();
      store.objects.set('invoices/order-1.json', Buffer.from(body));
      const { dead } = await drive(store).pipe([{ value: order() }]);
      expect(dead.map(({ code }) => code)).toEqual(['order-conflict']);
    },
  );

  test('a negative amount is dead-lettered without an invoice', async () => {
    const store = new MemoryStore();
    const driver = drive(store);
    const { dead } = await driver.pipe([{ value: order({ amount: -0.01 }) }]);
    expect(dead.map(({ code }) => code)).toEqual(['negative-amount']);
    expect([store.objects.size, emitted(driver).length]).toEqual([0, 0]);
  });

  test('zero is invoiced', async () => {
    const driver = drive();
    const { handled } = await driver.pipe([{ value: order({ amount: 0 }) }]);
    expect(handled).toHaveLength(1);
    expect(emitted(driver)).toMatchObject([{ amountCents: 0 }]);
  });

  test('an amount beyond whole cents is dead-lettered', async () => {
    const { dead } = await drive().pipe([{ value: order({ amount: 1e15 }) }]);
    expect(dead.map(({ code }) => code)).toEqual(['amount-too-large']);
  });

  test.each([9.999, 0.001, 1e-9])(
    'an amount of %s has no whole cents and is dead-lettered',
    async (amount) => {
      const { dead } = await drive().pipe([{ value: order({ amount }) }]);
      expect(dead.map(({ code }) => code)).toEqual(['amount-not-cents']);
    },
  );

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('an amount of %s is dead-lettered', async (amount) => {
    const { dead } = await drive().pipe([{ value: order({ amount }) }]);
    expect(dead.map(({ code }) => code)).toEqual(['amount-too-large']);
  });

  test('an order of a producer of version 1 is invoiced, to a customer nobody knows', async () => {
    const first = avro({ ...orderContract, definitions: orderContract.definitions.slice(0, 1) });
    const { ids } = testVersionIds([orders]).get(orders.name)!;
    const v1 = new Codec({
      contract: first,
      framing: framingOf('glue'),
      versions: { ids: ids.slice(0, 1), written: 1 },
      find: noLookup,
    });
    const driver = drive();
    const { handled } = await driver.pipe([
      { raw: v1.encode({ id: 'order-1', amount: 3.5, status: 'PENDING' }) },
    ]);
    expect(handled).toHaveLength(1);
    expect(emitted(driver)).toEqual([
      { customerId: 'unknown', orderId: 'order-1', amountCents: 350, placedOn: null },
    ]);
  });

  test('every amount of whole cents comes out as those cents', async () => {
    const driver = drive();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 40 }), async (cents) => {
        await driver.pipe([{ value: order({ id: `c${cents}`, amount: Number((cents / 100).toFixed(2)) }) }]);
        expect(emitted(driver).at(-1)).toMatchObject({ amountCents: cents });
      }),
    );
  });

  test('a store that is down parks the order, and the retry invoices it', async () => {
    const store = new MemoryStore();
    const driver = drive(store);
    store.next = () => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    };
    const { parked } = await driver.pipe([{ value: order() }, { value: order({ id: 'order-2' }) }]);
    expect(parked.map(({ code, topic }) => [code, topic])).toEqual([
      ['ECONNREFUSED', 'orders.events.v1.invoice-orders.retry-1'],
      ['ECONNREFUSED', 'orders.events.v1.invoice-orders.retry-1'],
    ]);
    store.next = () => {};
    const retrying = driver.retry(parked, driver.clock.now());
    await driver.clock.advance(5_000);
    expect((await retrying).handled).toHaveLength(2);
    expect(store.objects.size).toBe(2);
  });

  test('an invoice that vanishes between creating and reading is tried again', async () => {
    const driver = drive({ create: async () => 'exists', read: async () => undefined });
    const { parked } = await driver.pipe([{ value: order() }]);
    expect(parked.map(({ code }) => code)).toEqual(['invoice-vanished']);
  });

  test('a gift message of megabytes is in the invoice by its length and hash alone', async () => {
    const store = new MemoryStore();
    await drive(store).pipe([{ value: order({ giftMessage: 'é'.repeat(1_000_000) }) }]);
    expect(store.objects.get('invoices/order-1.json')!.length).toBeLessThan(1_000);
    expect(store.json('invoices/order-1.json')).toMatchObject({ giftMessage: { bytes: 2_000_000 } });
  });

  test('the same order makes the same bytes, whatever the order of its fields', async () => {
    const [a, b] = [new MemoryStore(), new MemoryStore()];
    await drive(a).pipe([{ value: order() }]);
    await drive(b).pipe([{ value: Object.fromEntries(Object.entries(order()).toReversed()) }]);
    expect(a.objects).toEqual(b.objects);
  });
});
