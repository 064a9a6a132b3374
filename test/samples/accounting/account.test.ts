import { describe, expect, test } from 'vitest';
import { account, type Expected } from '../../../samples/accounting/account.ts';
import { EvidenceRoom, termsOf } from '../../../samples/accounting/evidence.ts';
import { SampleSources, TOPICS } from './sample-sources.ts';

const ORDERS = ['a', 'b', 'c'];
const CLAIM = 's3://claims/orders/2026-01-01/ff';
const TERMS = termsOf({ customerId: 'c', placedOn: 9_862, quantity: 1, amount: 1 });
const none: Expected['acknowledged'] = new Map();

const expected = (acknowledged = none): Expected => ({
  orders: new Map(ORDERS.map((id) => [id, { customerId: 'c', cents: 100, terms: TERMS }])),
  bad: new Map([
    ['x', 'value-not-json'],
    ['y', 'negative-amount'],
  ]),
  acknowledged,
});

/** A platform that did everything right: `a` at once, `b` through two retry topics, `c` large; two bad records. */
function healthy(spoil: { skip?: string } = {}) {
  const sources = new SampleSources();
  for (const id of ORDERS) {
    if (spoil.skip === `order ${id}`) continue;
    const place = sources.order(id, id === 'c' ? { claim: CLAIM } : {});
    if (id === 'b') for (const tier of [1, 2]) sources.parked(place, tier);
    if (spoil.skip !== `invoice ${id}`) sources.invoice(id, 100);
    if (spoil.skip !== `transaction ${id}`) sources.transaction(id, 100);
  }
  if (spoil.skip !== 'claim') sources.claims.push(CLAIM);
  for (const [id, code] of expected().bad) {
    const place = sources.order(id);
    if (spoil.skip !== `letter ${id}`) sources.dead(place, code);
  }
  return sources;
}

async function look(sources: SampleSources, wanted = expected()) {
  const room = new EvidenceRoom(TOPICS, sources);
  await room.gatherRecords();
  await room.gatherObjects();
  return account(wanted, room);
}

const problemsOf = async (sources: SampleSources, wanted = expected()) =>
  Object.fromEntries((await look(sources, wanted)).problems.map(({ what, ids }) => [what, ids]));

describe('account', () => {
  test('finds every record in its place', async () => {
    expect(await look(healthy())).toEqual({
      produced: { orders: 3, bad: 2, others: 0 },
      invoiced: 3,
      parked: 1,
      waiting: 0,
      waitingTier: 0,
      deadLettered: new Map([
        ['value-not-json', 1],
        ['negative-amount', 1],
      ]),
      claimChecks: 1,
      sumCents: 300,
      repeats: { orders: 0, transactions: 0, letters: 0 },
      problems: [],
    });
  });

  test.each([
    ['order a', { 'never published': ['a'] }],
    ['invoice a', { 'without an invoice': ['a'] }],
    ['transaction b', { 'still waiting in a retry topic': ['b'] }],
    ['transaction a', { 'without a transaction': ['a'] }],
    ['claim', { 'a claim check without its object': ['orders-0@2'] }],
    ['letter x', { 'bad, but not dead-lettered': ['x orders-0@3'] }],
  ])('a lost %s is found', async (skip, problems) => {
    expect(await problemsOf(healthy({ skip }))).toEqual(problems);
  });

  test('an invoice outlives the record of its order, which retention removes', async () => {
    const sources = healthy({ skip: 'order a' });
    sources.invoice('a', 100);
    const found = await look(sources);
    expect([found.problems, found.invoiced, found.produced.orders]).toEqual([[], 3, 2]);
  });

  test('an invoice that is gone is found, though its order went through retry topics', async () => {
    expect(await problemsOf(healthy({ skip: 'invoice b' }))).toEqual({ 'without an invoice': ['b'] });
  });

  test('an order that is in a retry topic and neither invoiced nor booked waits', async () => {
    const sources = healthy({ skip: 'transaction b' });
    sources.objects.delete('invoices/b.json');
    const found = await look(sources);
    expect(found.problems).toEqual([{ what: 'still waiting in a retry topic', ids: ['b'] }]);
    expect([found.parked, found.waiting, found.waitingTier, found.invoiced]).toEqual([1, 1, 2, 2]);
  });

  test('a second invoice of an order cannot hide under another key', async () => {
    const sources = healthy();
    sources.invoice('a', 100, 'invoices/other.json');
    const found = await look(sources);
    expect(found.problems).toEqual([{ what: 'invoiced more than once', ids: ['a'] }]);
    expect([found.invoiced, found.sumCents]).toEqual([2, 400]);
  });

  test('an invoice or transaction of another amount or customer is found', async () => {
    const sources = healthy();
    sources.invoice('a', 101);
    sources.transaction('b', 99);
    sources.transaction('c', 100, { customerId: 'another customer' });
    expect(await problemsOf(sources)).toEqual({
      'invoiced with another amount or customer': ['a'],
      'a transaction of another amount or customer': ['b', 'c'],
    });
  });

  test('a valid order that was dead-lettered is found, though its invoice exists', async () => {
    const sources = healthy();
    sources.dead({ partition: 0, offset: 0 }, 'rule-timeout');
    expect(await problemsOf(sources)).toEqual({ 'valid, but dead-lettered': ['a'] });
  });

  test('a bad record that was invoiced, or dead-lettered under another code, is found', async () => {
    const sources = healthy({ skip: 'letter x' });
    sources.dead({ partition: 0, offset: 3 }, 'value-schema');
    sources.invoice('y', -1);
    expect(await problemsOf(sources)).toEqual({
      'dead-lettered under another code': ['x value-schema'],
      'bad, but invoiced': ['y'],
    });
  });

  test('a record that was acknowledged and is not in the topic is found', async () => {
    const acknowledged = new Map([
      ['orders-0@0', 'a'],
      ['orders-0@1', 'a'],
      ['orders-7@0', 'b'],
    ]);
    expect(await problemsOf(healthy(), expected(acknowledged))).toEqual({
      'acknowledged, but not in the topic': ['a orders-0@1', 'b orders-7@0'],
    });
  });

  test('an order that is published again must be settled again, though it is invoiced', async () => {
    const sources = healthy();
    sources.order('a', { correlation: 'second a' });
    const parked = sources.order('b', { correlation: 'second b' });
    sources.parked(parked, 1);
    expect(await problemsOf(sources)).toEqual({
      'without a transaction': ['a'],
      'still waiting in a retry topic': ['b'],
    });
  });

  test('a record without a correlation id is known by its coordinates', async () => {
    const sources = healthy();
    sources.order('a', { correlation: null });
    sources.transaction('a', 100, { correlation: 'orders-0@5' });
    expect(await problemsOf(sources)).toEqual({});
  });

  test('repeats are counted and are no problem', async () => {
    const sources = healthy();
    sources.order('a');
    sources.transaction('a', 100);
    sources.transaction('a', 100);
    sources.dead({ partition: 0, offset: 3 }, 'value-not-json');
    sources.parked({ partition: 0, offset: 1 }, 1);
    const found = await look(sources);
    expect(found.problems).toEqual([]);
    expect(found.repeats).toEqual({ orders: 1, transactions: 2, letters: 1 });
    expect([found.parked, found.deadLettered.get('value-not-json'), found.invoiced]).toEqual([1, 1, 3]);
  });

  test('bad records that are written again must be dead-lettered again, each by its own coordinates', async () => {
    const sources = healthy();
    sources.dead(sources.order('x'), 'value-not-json');
    sources.order('y');
    const found = await look(sources);
    expect(found.problems).toEqual([{ what: 'bad, but not dead-lettered', ids: ['y orders-0@6'] }]);
    expect(found.deadLettered).toEqual(
      new Map([
        ['value-not-json', 2],
        ['negative-amount', 1],
      ]),
    );
  });

  test('what others publish must have a place too', async () => {
    const sources = healthy();
    sources.order('stranger-1');
    sources.invoice('stranger-1', 1);
    sources.transaction('stranger-1', 1);
    sources.dead(sources.order('stranger-2'), 'value-schema');
    sources.order('stranger-3');
    const found = await look(sources);
    expect(found.produced).toEqual({ orders: 3, bad: 2, others: 3 });
    expect(found.problems).toEqual([{ what: "another producer's, without a place", ids: ['orders-0@7'] }]);
    expect(found.sumCents).toBe(300);
  });

  const another = { id: 'a', customerId: 'another', placedOn: 9_862, quantity: 1, amount: 1 };

  test("another order under an id of the sample is of others, and the sample's own is not lost by it", async () => {
    const sources = healthy();
    sources.dead(sources.order('a', { order: another, correlation: 'stranger' }), 'order-conflict');
    const found = await look(sources);
    expect(found.problems).toEqual([]);
    expect(found.produced).toEqual({ orders: 3, bad: 2, others: 1 });
    expect([found.invoiced, found.repeats.orders]).toEqual([3, 0]);
    expect(found.deadLettered.get('order-conflict')).toBe(1);
  });

  test.each([
    ['has the terms of the sample', { ...another, customerId: 'c' }, 'order-conflict', none],
    ['was acknowledged to this run', another, 'order-conflict', new Map([['orders-0@5', 'a']])],
    ['was dead-lettered for another reason', another, 'rule-timeout', none],
    ['has no letter', another, undefined, none],
  ])('a record under an id of the sample is its own if it %s', async (_, order, code, acknowledged) => {
    const sources = healthy();
    const place = sources.order('a', { order, correlation: 'second a' });
    if (code !== undefined) sources.dead(place, code);
    const what = code === undefined ? 'without a transaction' : 'valid, but dead-lettered';
    expect(await problemsOf(sources, expected(acknowledged))).toEqual({ [what]: ['a'] });
  });
});
