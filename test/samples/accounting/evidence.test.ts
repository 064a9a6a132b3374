import { describe, expect, test } from 'vitest';
import { EvidenceRoom } from '../../../samples/accounting/evidence.ts';
import { SampleSources, TOPICS } from './sample-sources.ts';

describe('EvidenceRoom', () => {
  test('goes on from what it has, and reads an invoice once', async () => {
    const sources = new SampleSources();
    const room = new EvidenceRoom(TOPICS, sources);
    sources.order('a');
    sources.invoice('a', 1);
    expect(await room.gatherRecords()).toBe(1);
    await room.gatherObjects();
    sources.order('b');
    sources.invoice('b', 2);
    expect(await room.gatherRecords()).toBe(1);
    await room.gatherObjects();
    expect(await room.gatherRecords()).toBe(0);
    expect(room.orders.map(({ at, id }) => [at, id])).toEqual([
      ['orders-0@0', 'a'],
      ['orders-0@1', 'b'],
    ]);
    expect([room.invoices.size, sources.reads]).toEqual([2, 2]);
  });

  test('keeps the last retry topic of a record, whatever order they are read in', async () => {
    const sources = new SampleSources();
    const room = new EvidenceRoom(TOPICS, sources);
    const place = sources.order('a');
    for (const tier of [2, 1, 2]) sources.parked(place, tier);
    await room.gatherRecords();
    expect(room.parked).toEqual(new Map([['orders-0@0', 2]]));
  });

  test.each([
    ['the order id in its value', 'k', '{"id":"a"}', 'a'],
    ['its key, where the value has no id', 'k', '{"id":7}', 'k'],
    ['its key, where the value is nothing', 'k', 'null', 'k'],
    ['its key, where the value cannot be read', 'k', '{', 'k'],
    ['its coordinates, where it has no key either', null, '{', 'orders-3@9'],
  ])('knows a record by %s', async (_, key, value, id) => {
    const room = new EvidenceRoom(TOPICS, {
      ...new SampleSources(),
      records: async () => [
        {
          topic: 'orders',
          partition: 3,
          offset: 9,
          key: key === null ? null : Buffer.from(key),
          value: Buffer.from(value),
          headers: [],
        },
      ],
    });
    await room.gatherRecords();
    expect(room.orders).toMatchObject([
      { at: 'orders-3@9', id, correlation: 'orders-3@9', claim: undefined },
    ]);
  });

  test('a correlation id is cut where the functions cut it, so that it still finds its transaction', async () => {
    const sources = new SampleSources();
    const room = new EvidenceRoom(TOPICS, sources);
    sources.order('a', { correlation: 'x'.repeat(300) });
    sources.transaction('a', 1, { correlation: 'x'.repeat(256) });
    await room.gatherRecords();
    expect(room.correlations.has(room.orders[0]!.correlation)).toBe(true);
  });

  test("an order's terms are kept, but for one that lies in the store", async () => {
    const sources = new SampleSources();
    const room = new EvidenceRoom(TOPICS, sources);
    const order = { id: 'a', customerId: 'c', placedOn: 9_862, quantity: 2, amount: 9.5 };
    sources.order('a', { order });
    sources.order('b', { claim: 's3://claims/b' });
    await room.gatherRecords();
    expect(room.orders.map(({ terms }) => terms)).toEqual(['["c",9862,2,9.5]', undefined]);
  });

  test('what is no JSON is neither a transaction nor an invoice', async () => {
    const sources = new SampleSources();
    sources.objects.set('invoices/a.json', '{"orderId":"a"');
    const garbage = { partition: 0, key: null, value: Buffer.from('null'), headers: [] };
    const room = new EvidenceRoom(TOPICS, {
      ...sources,
      records: async () => [
        { ...garbage, topic: 'transactions', offset: 0 },
        { ...garbage, topic: 'orders', offset: 0 },
      ],
    });
    await room.gatherRecords();
    await room.gatherObjects();
    expect([room.transactions, room.invoices.size, room.orders.length]).toEqual([[], 0, 1]);
  });

  test('a letter without the origin of its record counts for no record', async () => {
    const room = new EvidenceRoom(TOPICS, {
      ...new SampleSources(),
      records: async () => [
        { topic: 'orders.dlq', partition: 0, offset: 0, key: null, value: null, headers: [] },
      ],
    });
    await room.gatherRecords();
    expect(room.dead).toEqual(new Map([['orders.dlq-0@0', ['without a code']]]));
  });

  test('passes over what a killed store left unfinished', async () => {
    const sources = new SampleSources();
    sources.invoice('a', 1);
    sources.objects.set('invoices/a.json-5f0c6ad2', '{"cut');
    const room = new EvidenceRoom(TOPICS, sources);
    await room.gatherObjects();
    expect([...room.invoices.keys()]).toEqual(['invoices/a.json']);
  });
});
