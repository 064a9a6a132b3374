/** The account as a person reads it. */
import type { Account } from './accounting/account.ts';
import type { Replayed } from './replay.ts';

const IDS_SHOWN = 20;

export interface Run {
  readonly replayed: Replayed;
  readonly seconds: number;
  readonly expectedCents: number;
  /** Since the platform started, by anyone. */
  readonly registryCalls: number;
}

export const isComplete = ({ problems, sumCents }: Account, { expectedCents }: Run): boolean =>
  problems.length === 0 && sumCents === expectedCents;

export function table(account: Account, run: Run): readonly string[] {
  const { produced, repeats, deadLettered } = account;
  const dead = [...deadLettered].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const rows: [string, string, string][] = [
    ['produced', count(produced.orders + produced.bad + produced.others), producedNote(account)],
    ['invoiced', count(account.invoiced), repeatsNote(repeats)],
    ['parked', count(account.parked), parkedNote(account)],
    [
      'dead-lettered',
      count(dead.reduce((sum, [, number]) => sum + number, 0)),
      dead.map(([code, number]) => `${code} ${number}`).join(', '),
    ],
    ['claim checks', count(account.claimChecks), ''],
    ['registry calls', count(run.registryCalls), registryNote(run)],
    ...rateRows(run),
    ['sum of invoices', count(account.sumCents), `cents; expected ${count(run.expectedCents)}`],
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  const [names = 0, numbers = 0] = widths;
  const lines = rows.map(([name, number, note]) =>
    `${name.padEnd(names)}  ${number.padStart(numbers)}  ${note}`.trimEnd(),
  );
  return [...lines, ...verdict(account, run)];
}

function producedNote({ produced: { orders, bad, others } }: Account): string {
  const own = `${count(orders)} orders, ${count(bad)} bad records`;
  return others === 0 ? own : `${own}, ${count(others)} of others`;
}

function repeatsNote({ orders, transactions, letters }: Account['repeats']): string {
  const repeats = [
    orders > 0 && `${count(orders)} orders`,
    transactions > 0 && `${count(transactions)} transactions`,
    letters > 0 && `${count(letters)} letters`,
  ].filter((each) => each !== false);
  return repeats.length === 0 ? '' : `delivered more than once: ${repeats.join(', ')}`;
}

const parkedNote = ({ parked, waiting }: Account): string =>
  waiting > 0
    ? `went through retry topics, ${count(waiting)} still there`
    : parked > 0
      ? 'went through retry topics, none is left there'
      : '';

const registryNote = ({ registryCalls }: Run): string =>
  registryCalls === 0 ? 'every schema version came with the deployment' : '';

function rateRows({ replayed, seconds }: Run): [string, string, string][] {
  if (replayed.burst.records === 0) return [];
  const { records, ms } = replayed.burst;
  return [
    ['records/s', count((records / ms) * 1_000), `published and acknowledged, ${count(records)} in one go`],
    ['seconds', seconds.toFixed(1), 'from the first order to the last record'],
  ];
}

function verdict(account: Account, run: Run): string[] {
  if (isComplete(account, run)) return ['every record accounted for'];
  const lines = account.problems.map(({ what, ids }) => {
    const more = ids.length > IDS_SHOWN ? ` and ${count(ids.length - IDS_SHOWN)} more` : '';
    return `  ${what}: ${count(ids.length)} (${ids.slice(0, IDS_SHOWN).join(', ')}${more})`;
  });
  return ['NOT every record accounted for', ...lines];
}

const count = (number: number): string => Math.round(number).toLocaleString('en-US');
