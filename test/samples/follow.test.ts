import { describe, expect, test } from 'vitest';
import type { Expected } from '../../samples/accounting/account.ts';
import { EvidenceRoom } from '../../samples/accounting/evidence.ts';
import { follow, QUIET_MS } from '../../samples/follow.ts';
import { SampleSources, TOPICS } from './accounting/sample-sources.ts';

const EXPECTED: Expected = {
  orders: new Map([['a', { customerId: 'c', cents: 1, terms: 'one' }]]),
  bad: new Map(),
  acknowledged: new Map(),
};

/** `at`: second → what happens then. Published at second `published`. */
function stage(at: Record<number, (sources: SampleSources) => void>, published = 0) {
  const sources = new SampleSources();
  let seconds = 0;
  let looks = 0;
  const room = new EvidenceRoom(TOPICS, {
    records: sources.records,
    valueOf: sources.valueOf,
    invoiceKeys: () => {
      looks += 1;
      return sources.invoiceKeys();
    },
    readInvoice: sources.readInvoice,
    claimObjects: sources.claimObjects,
  });
  at[0]?.(sources);
  const waits: string[] = [];
  const following = follow(room, {
    expected: () => (seconds >= published ? EXPECTED : undefined),
    delays: [5_000, 20_000, 600_000],
    waiting: (records, ms) => waits.push(`${records} ${ms}`),
    now: () => seconds * 1_000,
    sleep: async () => {
      seconds += 1;
      at[seconds]?.(sources);
    },
    signal: new AbortController().signal,
  });
  return { following, waits, looks: () => looks, seconds: () => seconds };
}

const settle = (sources: SampleSources) => {
  sources.order('a');
  sources.invoice('a', 1);
  sources.transaction('a', 1);
};

describe('follow', () => {
  test('ends as soon as every record has its place', async () => {
    const { following, seconds, looks } = stage({ 5: settle });
    const { account, failure, lastAt } = await following;
    expect([account.invoiced, account.problems, failure, lastAt]).toEqual([1, [], undefined, 5_000]);
    expect([seconds(), looks()]).toEqual([5, 1]);
  });

  test('does not end while records are still being published, though all looks well', async () => {
    const { following, seconds } = stage({ 0: settle }, 30);
    await following;
    expect(seconds()).toBe(30);
  });

  test('ends with what is missing after a minute without anything new', async () => {
    const { following, seconds, looks } = stage({ 5: (sources) => void sources.order('a') });
    const { account } = await following;
    expect(account.problems).toEqual([{ what: 'without an invoice', ids: ['a'] }]);
    expect(seconds()).toBe(5 + QUIET_MS / 1_000);
    expect(looks()).toBe(1);
  });

  test('a minute begins anew with every record, and when the publishing ends', async () => {
    const late = stage({ 0: (sources) => void sources.order('a'), 59: settle }, 0);
    expect((await late.following).account.problems).toEqual([]);
    const slow = stage({ 0: (sources) => void sources.order('a') }, 100);
    await slow.following;
    expect(slow.seconds()).toBeGreaterThanOrEqual(100 + QUIET_MS / 1_000 - 1);
  });

  test('leaves the store alone until the topics say that all is done', async () => {
    const busy = Object.fromEntries(
      Array.from({ length: 40 }, (_, second) => [
        second,
        (sources: SampleSources) => void sources.order('a'),
      ]),
    );
    const { following, looks } = stage({ ...busy, 41: settle });
    expect((await following).account.problems).toEqual([]);
    expect(looks()).toBe(1);
  });

  test('asks the store again only when a record came: an invoice that is missing is not asked for each second', async () => {
    const { following, looks, seconds } = stage({
      0: (sources) => {
        sources.order('a');
        sources.transaction('a', 1);
      },
      7: (sources) => sources.transaction('a', 1),
    });
    expect((await following).account.problems).toEqual([{ what: 'without an invoice', ids: ['a'] }]);
    // At 0, at 7, and once more at the end.
    expect([looks(), seconds()]).toEqual([3, 7 + QUIET_MS / 1_000]);
  });

  test('waits for an order in a retry topic as long as it may be there', async () => {
    const { following, waits, seconds } = stage({
      0: (sources) => sources.parked(sources.order('a'), 3),
      640: (sources) => {
        sources.invoice('a', 1);
        sources.transaction('a', 1);
      },
    });
    expect((await following).account.problems).toEqual([]);
    expect([seconds(), waits[0], waits.at(-1)]).toEqual([640, '1 600000', '0 0']);
    const never = stage({ 0: (sources) => sources.parked(sources.order('a'), 2) });
    expect((await never.following).account.problems).toEqual([
      { what: 'still waiting in a retry topic', ids: ['a'] },
    ]);
    expect(never.seconds()).toBe(80);
  });

  test('a store or brokers that are away are asked again', async () => {
    const { following } = stage({
      0: (sources) => {
        settle(sources);
        sources.fail = 'objects';
      },
      10: (sources) => {
        sources.fail = 'records';
      },
      20: (sources) => {
        sources.fail = undefined;
      },
    });
    const { account, failure } = await following;
    expect([account.problems, failure]).toEqual([[], undefined]);
  });

  test('what never answers is said, and nothing is called accounted for', async () => {
    const { following } = stage({
      0: (sources) => {
        settle(sources);
        sources.fail = 'objects';
      },
    });
    const { account, failure } = await following;
    expect(failure?.message).toBe('the store is away');
    expect(account.problems).not.toEqual([]);
  });

  test('ends when it is told to', async () => {
    const following = follow(new EvidenceRoom(TOPICS, new SampleSources()), {
      expected: () => undefined,
      delays: [],
      waiting: () => {},
      now: () => 0,
      sleep: async () => {},
      signal: AbortSignal.abort(new Error('over')),
    });
    await expect(following).rejects.toThrow('over');
  });
});
