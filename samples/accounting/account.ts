/**
 * Holds what was to happen against the evidence. Every record of the orders topic has one final place:
 *   dead-lettered  a letter carries its coordinates
 *   invoiced       its order has an invoice object, and there is a transaction with its correlation id
 *   waiting        it is in a retry topic, and has no transaction yet
 *   missing        none of these
 * The sample's orders must all be invoiced, once and with their own amount; its bad records must be dead-lettered under
 * their code. What others published (the topic is open to anyone) must have a place too. Delivery is at-least-once, so
 * records may repeat: repeats are counted and shown, and only an invoice may not.
 *
 * Others may use an id of the sample. Their record is known by other terms than the sample's order has, by a letter that
 * says `order-conflict`, and by coordinates of which this run has no acknowledgement.
 */
import type { Amount, Evidence, OrderRecord } from './evidence.ts';

export interface Expected {
  /** Order id → what its invoice must say, and the terms of its record. */
  readonly orders: ReadonlyMap<
    string,
    { readonly customerId: string; readonly cents: number; readonly terms: string }
  >;
  /** Record key → code it must be dead-lettered under. */
  readonly bad: ReadonlyMap<string, string>;
  /** Coordinates → key of every record whose acknowledgement this run has. */
  readonly acknowledged: ReadonlyMap<string, string>;
}

export interface Problem {
  readonly what: string;
  /** Order ids, or coordinates where there is no order. */
  readonly ids: readonly string[];
}

export interface Account {
  /** Records in the orders topic. */
  readonly produced: { readonly orders: number; readonly bad: number; readonly others: number };
  /** Orders of the sample with one invoice of the right amount and a transaction. */
  readonly invoiced: number;
  /** Distinct records that were ever in a retry topic, and those of them that have no final place yet. */
  readonly parked: number;
  readonly waiting: number;
  /** The last retry topic that one of them is in, from 1; 0: none waits. */
  readonly waitingTier: number;
  /** Distinct records by code. */
  readonly deadLettered: ReadonlyMap<string, number>;
  readonly claimChecks: number;
  readonly sumCents: number;
  /** Beyond the first. */
  readonly repeats: { readonly orders: number; readonly transactions: number; readonly letters: number };
  readonly problems: readonly Problem[];
}

type Place = 'dead-lettered' | 'invoiced' | 'waiting' | 'missing';

export function account(expected: Expected, evidence: Evidence): Account {
  const problems = new Problems();
  const isOthers = (record: OrderRecord) => isAnothers(record, expected, evidence);
  const others = evidence.orders.filter(isOthers);
  const own = evidence.orders.filter((each) => !isOthers(each));
  const books = booksOf(own, evidence);
  const { invoiced, sumCents } = checkOrders(expected, books, problems);
  checkBad(expected, books, problems);
  checkOthers(others, books, problems);
  checkAcknowledged(expected, evidence, problems);
  const claims = evidence.orders.filter(({ claim }) => claim !== undefined);
  for (const { at, claim = '' } of claims) {
    if (!evidence.claimObjects.has(claim)) problems.add('a claim check without its object', at);
  }

  const waiting = evidence.orders.filter((each) => books.place(each) === 'waiting');
  const letters = [...evidence.dead.values()];
  const sampled = (ids: ReadonlyMap<string, unknown>) => own.filter(({ id }) => ids.has(id)).length;
  const published = [...expected.orders.keys()].filter((id) => books.records.has(id));
  return {
    produced: { orders: sampled(expected.orders), bad: sampled(expected.bad), others: others.length },
    invoiced,
    parked: evidence.parked.size,
    waiting: waiting.length,
    waitingTier: Math.max(0, ...waiting.map(({ at }) => evidence.parked.get(at) ?? 0)),
    deadLettered: new Map(
      [...Map.groupBy(letters, ([code = '']) => code)].map(([code, each]) => [code, each.length]),
    ),
    claimChecks: claims.length,
    sumCents,
    repeats: {
      orders: sampled(expected.orders) - published.length,
      transactions: evidence.transactions.length - books.transactions.size,
      letters: letters.reduce((sum, codes) => sum + codes.length - 1, 0),
    },
    problems: problems.list(),
  };
}

function isAnothers(
  { at, id, terms }: OrderRecord,
  { orders, bad, acknowledged }: Expected,
  { dead }: Evidence,
): boolean {
  const sample = orders.get(id);
  if (sample === undefined) return !bad.has(id);
  const conflicts = dead.get(at)?.every((code) => code === 'order-conflict') ?? false;
  return conflicts && terms !== undefined && terms !== sample.terms && !acknowledged.has(at);
}

/** The evidence by order id, and the place of each record. */
interface Books {
  readonly invoices: ReadonlyMap<string, readonly Amount[]>;
  readonly transactions: ReadonlyMap<string, readonly Amount[]>;
  readonly records: ReadonlyMap<string, readonly OrderRecord[]>;
  readonly dead: Evidence['dead'];
  place(record: OrderRecord): Place;
}

function booksOf(own: readonly OrderRecord[], evidence: Evidence): Books {
  const invoices = Map.groupBy(evidence.invoices.values(), ({ orderId }) => orderId);
  return {
    invoices,
    transactions: Map.groupBy(evidence.transactions, ({ orderId }) => orderId),
    records: Map.groupBy(own, ({ id }) => id),
    dead: evidence.dead,
    place({ at, id, correlation }) {
      if (evidence.dead.has(at)) return 'dead-lettered';
      // The transaction is the last step: with it, nothing is waited for any more.
      if (evidence.correlations.has(correlation)) return invoices.has(id) ? 'invoiced' : 'missing';
      return evidence.parked.has(at) ? 'waiting' : 'missing';
    },
  };
}

function checkOrders({ orders }: Expected, books: Books, problems: Problems) {
  let invoiced = 0;
  let sumCents = 0;
  for (const [id, { customerId, cents }] of orders) {
    const own = books.invoices.get(id) ?? [];
    for (const each of own) sumCents += each.cents;
    const same = (each: Amount) => each.customerId === customerId && each.cents === cents;
    const found = books.records.get(id) ?? [];
    const places = new Set(found.map(books.place));
    const faults = [
      found.length === 0 && own.length === 0 && 'never published',
      places.has('dead-lettered') && 'valid, but dead-lettered',
      places.has('waiting') && 'still waiting in a retry topic',
      places.has('missing') && own.length === 0 && 'without an invoice',
      places.has('missing') && own.length > 0 && 'without a transaction',
      own.length > 1 && 'invoiced more than once',
      !own.every(same) && 'invoiced with another amount or customer',
      !(books.transactions.get(id) ?? []).every(same) && 'a transaction of another amount or customer',
    ].filter((fault) => fault !== false);
    for (const fault of faults) problems.add(fault, id);
    if (faults.length === 0) invoiced += 1;
  }
  return { invoiced, sumCents };
}

function checkBad({ bad }: Expected, { records, invoices, dead }: Books, problems: Problems): void {
  for (const [id, code] of bad) {
    const found = records.get(id) ?? [];
    if (found.length === 0) problems.add('bad, but never published', id);
    if (invoices.has(id)) problems.add('bad, but invoiced', id);
    for (const { at } of found) {
      const codes = dead.get(at);
      if (codes === undefined) problems.add('bad, but not dead-lettered', `${id} ${at}`);
      else if (codes.some((given) => given !== code)) {
        problems.add('dead-lettered under another code', `${id} ${codes.join(' ')}`);
      }
    }
  }
}

function checkOthers(others: readonly OrderRecord[], { place }: Books, problems: Problems): void {
  for (const each of others) {
    const where = place(each);
    if (where === 'missing') problems.add("another producer's, without a place", each.at);
    if (where === 'waiting') problems.add('still waiting in a retry topic', each.at);
  }
}

function checkAcknowledged({ acknowledged }: Expected, { orders }: Evidence, problems: Problems): void {
  const keys = new Map(orders.map(({ at, id }) => [at, id]));
  for (const [at, id] of acknowledged) {
    if (keys.get(at) !== id) problems.add('acknowledged, but not in the topic', `${id} ${at}`);
  }
}

class Problems {
  readonly #ids = new Map<string, string[]>();

  add(what: string, id: string): void {
    const ids = this.#ids.get(what);
    if (ids) ids.push(id);
    else this.#ids.set(what, [id]);
  }

  list(): readonly Problem[] {
    return [...this.#ids].map(([what, ids]) => ({ what, ids }));
  }
}
