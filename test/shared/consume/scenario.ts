/** Random invocations: what comes in, what the rule makes of it, and what the brokers make of that. */
import fc from 'fast-check';
import type { LambdaRecord } from '../../../shared/consume/event.ts';

const BEHAVIOURS = [
  'done',
  'later',
  'never',
  'permanent',
  'transient',
  'late-transient',
  'stray',
  'forgets',
  'late-forgets',
] as const;
const VALUES = ['good', 'good', 'good', 'good', 'null', 'garbage', 'schema', 'not-base64'] as const;
const FAULTS = ['ok', 'refused', 'unknown', 'lost', 'too-large', 'slow', 'hangs'] as const;

export type Behaviour = (typeof BEHAVIOURS)[number];
export type Fault = (typeof FAULTS)[number];

export interface Row {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null | undefined;
  readonly value: (typeof VALUES)[number];
  readonly behaviour: Behaviour;
  readonly takes: number;
  readonly due: string | undefined;
  readonly oddHeader: boolean;
}

export interface Scenario {
  readonly batch: boolean;
  readonly order: 'none' | 'partition';
  readonly mode: 'provisioned' | 'on-demand';
  readonly tier: number;
  readonly concurrency: number;
  readonly remaining: number;
  readonly rows: readonly Row[];
  readonly faults: readonly Fault[];
  /** Every publish after `faults`. */
  readonly afterwards: Fault;
  readonly claimCheck: boolean;
  /** A batch sink names its failures by failed(), else it throws the first. */
  readonly names: boolean;
}

export const NOW = Date.UTC(2026, 0, 1);

const rows = (partition: number) =>
  fc
    .array(
      fc.record({
        key: fc.constantFrom(undefined, null, '', 'a', 'b'),
        value: fc.constantFrom(...VALUES),
        behaviour: fc.oneof(
          { weight: 2, arbitrary: fc.constant('done' as const) },
          fc.constantFrom(...BEHAVIOURS),
        ),
        takes: fc.integer({ min: 0, max: 3_000 }),
        due: fc.constantFrom(undefined, 'soon', String(NOW - 90_000), String(NOW + 2_000), String(NOW * 2)),
        oddHeader: fc.nat(19).map((one) => one === 0),
        gap: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 8 },
    )
    .map((all) => {
      let offset = 10;
      return all.map(({ gap, key, ...row }): Row => {
        offset += gap;
        // A key has one partition.
        return { ...row, key: key ? `${key}${partition}` : key, partition, offset };
      });
    });

export const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    batch: fc.boolean(),
    kind: fc.constantFrom('none', 'none', 'on-demand', 'partition'),
    tier: fc.constantFrom(0, 0, 1, 2),
    concurrency: fc.integer({ min: 1, max: 4 }),
    remaining: fc.oneof(fc.integer({ min: 100, max: 5_000 }), fc.integer({ min: 10_000, max: 90_000 })),
    rows: fc.tuple(rows(0), rows(1), rows(4)).map((each) => each.flat()),
    faults: fc.array(fc.constantFrom(...FAULTS), { maxLength: 6 }),
    afterwards: fc.oneof({ weight: 3, arbitrary: fc.constant('ok' as const) }, fc.constantFrom(...FAULTS)),
    claimCheck: fc.boolean(),
    names: fc.boolean(),
  })
  .map(({ kind, ...given }): Scenario => {
    if (kind === 'partition') return { ...given, order: kind, mode: 'provisioned', tier: 0, concurrency: 1 };
    return { ...given, order: 'none', mode: kind === 'on-demand' ? kind : 'provisioned' };
  });

export const idOf = ({ partition, offset }: { partition: number; offset: number }): string =>
  `${partition}@${offset}`;

export function eventOf(topic: string, rows: readonly Row[]) {
  const records: Record<string, LambdaRecord[]> = {};
  // Lambda promises no order: the later half comes first.
  const shuffled = [...rows.slice(rows.length >> 1), ...rows.slice(0, rows.length >> 1)];
  for (const row of shuffled) {
    const id = `${topic}-${row.partition}`;
    records[id] ??= [];
    records[id].push({
      topic,
      partition: row.partition,
      offset: row.offset,
      timestamp: NOW - 1_000,
      ...(row.key !== undefined && { key: row.key === null ? null : base64(row.key) }),
      value: base64Of(row),
      ...headersOf(row),
    });
  }
  return { eventSource: 'aws:kafka', records };
}

function headersOf({ due, oddHeader }: Row): Pick<LambdaRecord, 'headers'> {
  const headers = due === undefined ? [] : [{ 'x-due': [...Buffer.from(due)] }];
  return { headers: oddHeader ? [...headers, { odd: 'text' as never }] : headers };
}

export function base64Of(row: Row): string | null {
  if (row.value === 'null') return null;
  if (row.value === 'not-base64') return 'e30=!e30=';
  if (row.value === 'garbage') return Buffer.from([0x7b, 0xff, 0x00]).toString('base64');
  return base64(JSON.stringify(row.value === 'good' ? { id: idOf(row), cents: 1 } : { id: 7 }));
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
