import { describe, expect, test } from 'vitest';
import type { Account } from '../../samples/accounting/account.ts';
import { isComplete, table } from '../../samples/table.ts';

const ACCOUNT: Account = {
  produced: { orders: 6_919, bad: 30, others: 0 },
  invoiced: 6_919,
  parked: 5_255,
  waiting: 0,
  waitingTier: 0,
  deadLettered: new Map([
    ['value-schema', 10],
    ['negative-amount', 10],
    ['value-not-json', 10],
  ]),
  claimChecks: 15,
  sumCents: 24_409_194,
  repeats: { orders: 0, transactions: 0, letters: 0 },
  problems: [],
};
const RUN = {
  replayed: { posted: 500, published: 6_419, acknowledged: [], burst: { records: 3_210, ms: 500 } },
  seconds: 52.44,
  expectedCents: 24_409_194,
  registryCalls: 0,
};

describe('table', () => {
  test('shows a complete account', () => {
    expect(table(ACCOUNT, RUN)).toEqual([
      'produced              6,949  6,919 orders, 30 bad records',
      'invoiced              6,919',
      'parked                5,255  went through retry topics, none is left there',
      'dead-lettered            30  negative-amount 10, value-not-json 10, value-schema 10',
      'claim checks             15',
      'registry calls            0  every schema version came with the deployment',
      'records/s             6,420  published and acknowledged, 3,210 in one go',
      'seconds                52.4  from the first order to the last record',
      'sum of invoices  24,409,194  cents; expected 24,409,194',
      'every record accounted for',
    ]);
    expect(isComplete(ACCOUNT, RUN)).toBe(true);
  });

  test('says what is missing, at most twenty ids of each', () => {
    const ids = Array.from({ length: 25 }, (_, index) => `o-${index}`);
    const problems = [
      { what: 'without an invoice', ids },
      { what: 'invoiced more than once', ids: ['o-7'] },
    ];
    const lines = table({ ...ACCOUNT, problems }, RUN);
    expect(lines.slice(-3)).toEqual([
      'NOT every record accounted for',
      `  without an invoice: 25 (${ids.slice(0, 20).join(', ')} and 5 more)`,
      '  invoiced more than once: 1 (o-7)',
    ]);
    expect(isComplete({ ...ACCOUNT, problems }, RUN)).toBe(false);
  });

  test('is not complete with another sum, even without any other problem', () => {
    const account = { ...ACCOUNT, sumCents: 24_409_193 };
    expect(isComplete(account, RUN)).toBe(false);
    expect(table(account, RUN)).toContain('NOT every record accounted for');
  });

  test('shows repeats, others and what still waits', () => {
    const account = {
      ...ACCOUNT,
      produced: { ...ACCOUNT.produced, others: 3 },
      waiting: 2,
      repeats: { orders: 1, transactions: 1_234, letters: 0 },
    };
    const lines = table(account, RUN).join('\n');
    expect(lines).toContain('6,952  6,919 orders, 30 bad records, 3 of others');
    expect(lines).toContain('delivered more than once: 1 orders, 1,234 transactions\n');
    expect(lines).toContain('5,255  went through retry topics, 2 still there');
  });

  test('shows no rate when nothing was published in this run', () => {
    const replayed = { ...RUN.replayed, burst: { records: 0, ms: 0 } };
    expect(table(ACCOUNT, { ...RUN, replayed }).join('\n')).not.toMatch(/records\/s|seconds|NaN|Infinity/);
  });
});
