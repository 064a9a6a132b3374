import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LimitCode } from '../../../infra/plan/limits.ts';
import type { Load } from '../../../infra/plan/load.ts';
import { plan } from '../../../infra/plan/plan.ts';
import { days } from '../../../shared/declare/duration.ts';
import { declaredWith, type Wanted } from './declared-with.ts';
import { EXISTING, someAlarms, stageWith } from './stage-with.ts';

const LOAD: Load = { rate: 100, bytes: 1_000, compression: 1, ruleMs: 1, topics: ['events.v1'] };
const ROOMY = { profile: 'standard', storageLimitGib: 16_384 };
const EXPRESS = { profile: 'express', instanceType: 'express.m7g.16xlarge' };

function limitsOf(wanted: Wanted, cluster: Record<string, unknown>, load: Partial<Load> = {}) {
  const stage = stageWith(cluster);
  return plan({ declared: declaredWith(wanted), stage, load: { ...LOAD, ...load }, countAlarms: someAlarms })
    .underLoad!.limits;
}

const FIRST: Record<LimitCode, [Wanted, Record<string, unknown>, Partial<Load>]> = {
  storage: [{ topic: { retention: days(30) } }, { profile: 'standard' }, {}],
  'broker-ingress': [{ topic: {} }, ROOMY, {}],
  'broker-egress': [{ topic: { partitions: 300 }, readers: 5 }, ROOMY, {}],
  'volume-throughput': [
    { topic: { partitions: 300, retention: { bytes: 1_048_576 } }, readers: 0 },
    { ...ROOMY, instanceType: 'kafka.m7g.16xlarge', brokers: 30 },
    {},
  ],
  'partition-throughput': [{ topic: { partitions: 3 }, readers: 0 }, EXPRESS, {}],
  'poller-bytes': [{ topic: {}, subscription: { pollers: { max: 1 } } }, ROOMY, { bytes: 100_000 }],
  'poller-invocations': [{ topic: {}, subscription: { pollers: { max: 1 } } }, ROOMY, { ruleMs: 1_000 }],
  'partition-order': [{ topic: {} }, ROOMY, { ruleMs: 1_000 }],
  'account-concurrency': [
    { topic: { partitions: 2_000 }, subscription: { pollers: { max: 2_000 } } },
    EXPRESS,
    { ruleMs: 1_000 },
  ],
  'broker-connections': [
    { topic: { partitions: 2_000 }, subscription: { pollers: { max: 2_000 } } },
    { ...EXPRESS, brokers: 60 },
    { bytes: 1_000_000 },
  ],
};

test.each(Object.entries(FIRST))('%s can be the first that is met', (code, [wanted, cluster, load]) => {
  const [first, second] = limitsOf(wanted, cluster, load);
  expect(first?.code).toBe(code);
  expect(first?.factor).toBeLessThan(second!.factor);
  expect(first?.turn).not.toBe('');
});

test('a limit that is not the first is met by its own arithmetic', () => {
  const of = (code: LimitCode) =>
    limitsOf({ topic: {} }, { profile: 'standard', brokers: 6 }, { rate: 1_000 }).find(
      (each) => each.code === code,
    )!;
  // 1 MB/s over six brokers, of 30 × 5 MB/s, of 262.144 MB/s for three replicas.
  expect(of('broker-ingress').needed).toBeCloseTo(1 / 6, 10);
  expect(of('poller-bytes').factor).toBeCloseTo(150, 10);
  expect(of('volume-throughput').factor).toBeCloseTo(262.144 / 0.5, 6);
  // 100 records, 16 at a time, of 1 ms: 26.25 ms with settling.
  expect(of('partition-order').needed).toBeCloseTo((1_000 / 100) * 0.02625, 10);
  expect(of('poller-invocations').factor).toBeCloseTo(5 * of('partition-order').factor, 6);
  // One day and a minute of 1 MB/s, three times, over six volumes of 1,000 GiB, 85 % full.
  const GIB = 2 ** 30;
  expect(of('storage').needed).toBeCloseTo((1e6 * 86_460 * 3) / 6 / GIB, 6);
  expect(of('storage').allowed).toBe(850);
});

test('the rate at which a limit is met is the rate given times its factor, so it stays where it is when the load grows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (rate) => {
      const at = (given: number) =>
        limitsOf({ topic: {} }, ROOMY, { rate: given }).map(({ code, atRate }) => [
          code,
          atRate.toPrecision(9),
        ]);
      expect(at(rate)).toEqual(at(2 * rate));
    }),
    { numRuns: 10 },
  );
});

test('small has a volume that does not grow', () => {
  const storage = limitsOf({ topic: {} }, { profile: 'small' }).find(({ code }) => code === 'storage');
  expect(storage).toMatchObject({ allowed: 17 });
  expect(storage?.unit).toContain('the volume');
});

const codesOf = (...args: Parameters<typeof limitsOf>) => limitsOf(...args).map(({ code }) => code);

test('limits that a cluster does not have are not told: Express has no volumes, of an existing one they are unknown', () => {
  expect(codesOf({ topic: {} }, EXPRESS)).not.toContain('storage');
  expect(codesOf({ topic: {} }, EXPRESS)).not.toContain('volume-throughput');
  expect(codesOf({ topic: {} }, EXISTING)).not.toContain('storage');
  expect(codesOf({ topic: {} }, EXISTING)).toContain('broker-ingress');
});

test("on demand the pollers are Lambda's own: no limit of theirs is told", () => {
  const codes = codesOf({ topic: {}, subscription: { mode: 'on-demand' } }, ROOMY);
  expect(codes).not.toContain('poller-bytes');
  expect(codes).toContain('partition-order');
});
