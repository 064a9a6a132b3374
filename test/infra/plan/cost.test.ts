import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Declared, declared } from '../../../infra/declared.ts';
import type { Cost } from '../../../infra/plan/cost.ts';
import type { Load } from '../../../infra/plan/load.ts';
import { plan } from '../../../infra/plan/plan.ts';
import { more } from '../more-declarations.ts';
import { declaredWith } from './declared-with.ts';
import { EXISTING, someAlarms, stageWith } from './stage-with.ts';

const idle = (cluster: Record<string, unknown>, given: Declared = declared): Cost =>
  plan({ declared: given, stage: stageWith(cluster), countAlarms: someAlarms }).cost;
const loaded = (cluster: Record<string, unknown>, load: Load, given: Declared = declared): Cost =>
  plan({ declared: given, stage: stageWith(cluster), load, countAlarms: someAlarms }).underLoad!.cost;
const line = (cost: Cost, part: string) => cost.lines.find((each) => each.part === part);
const monthly = (cost: Cost, part: string) => line(cost, part)?.monthly;

const LOAD: Load = {
  rate: 2_000,
  bytes: 1_000,
  compression: 1,
  ruleMs: 5,
  topics: ['orders.events.v1'],
};
const SECONDS = 730 * 3_600;

describe('at rest', () => {
  it('standard: brokers, their volumes, one unit of pollers, keys and what watches them', () => {
    const cost = idle({ profile: 'standard' });
    expect(monthly(cost, 'brokers')).toBeCloseTo(3 * 0.204 * 730, 10);
    expect(monthly(cost, 'storage')).toBeCloseTo(30, 10);
    expect(line(cost, 'storage')?.basis).toContain('its limit of 1000: $300.00');
    expect(monthly(cost, 'event pollers')).toBeCloseTo(135.05, 10);
    expect(monthly(cost, 'KMS keys')).toBe(3);
    expect(monthly(cost, 'broker monitoring')).toBeCloseTo(3 * 49 * 0.3, 10);
    expect(monthly(cost, 'functions')).toBe(0);
    expect(line(cost, 'interface endpoints')).toMatchObject({ monthly: 0, basis: 'none needed' });
    expect(cost.monthly).toBeCloseTo(
      cost.lines.reduce((sum, each) => sum + each.monthly, 0),
      10,
    );
  });

  it('small: t3 brokers, and the free level of monitoring', () => {
    const cost = idle({ profile: 'small' });
    expect(monthly(cost, 'brokers')).toBeCloseTo(99.864, 10);
    expect(monthly(cost, 'storage')).toBeCloseTo(6, 10);
    expect(line(cost, 'storage')?.basis).not.toContain('limit');
    expect(line(cost, 'broker monitoring')).toMatchObject({ monthly: 0, basis: 'level DEFAULT, free' });
  });

  it('express: what is kept and written is paid by use', () => {
    const cost = idle({ profile: 'express' });
    expect(monthly(cost, 'brokers')).toBeCloseTo(3 * 0.408 * 730, 10);
    expect(monthly(cost, 'storage')).toBe(0);
    expect(monthly(cost, 'data written')).toBe(0);
  });

  it('existing: the cluster is not in the bill, the pollers are', () => {
    const cost = idle(EXISTING, more);
    expect(line(cost, 'brokers')).toBeUndefined();
    expect(line(cost, 'brokers and storage')?.basis).toContain("somebody else's");
    expect(line(cost, 'interface endpoints')).toMatchObject({ monthly: 0 });
    expect(line(cost, 'interface endpoints')?.basis).toContain("VPC's owner");
    // 19 pollers at the least.
    expect(monthly(cost, 'event pollers')).toBeCloseTo(2 * 135.05, 10);
    expect(monthly(cost, 'KMS keys')).toBe(2);
  });

  it('three endpoints in three zones where mappings are on demand and versions are looked up', () => {
    expect(monthly(idle({ profile: 'standard' }, more), 'interface endpoints')).toBeCloseTo(9 * 7.3, 10);
  });

  it('pollers otherwise: a unit for each mapping, or none and two endpoints in three zones', () => {
    expect(idle({ profile: 'standard' }).pollers).toEqual({
      shared: { units: 1, monthly: 135.05 },
      alone: { units: 4, monthly: 540.2 },
      onDemand: { endpoints: 6, monthly: expect.closeTo(43.8, 10) },
    });
  });

  it('without a provisioned mapping there is no unit to pay for', () => {
    const onDemand = declaredWith({ topic: {}, subscription: { mode: 'on-demand' } });
    expect(monthly(idle({ profile: 'standard' }, onDemand), 'event pollers')).toBe(0);
  });
});

describe('under a load', () => {
  const standard = loaded({ profile: 'standard', storageLimitGib: 5_000 }, LOAD);

  it('functions: four invocations a second of 145 ms and half a GB', () => {
    expect(monthly(standard, 'function requests')).toBeCloseTo(((4 * SECONDS) / 1e6) * 0.2, 6);
    expect(monthly(standard, 'function duration')).toBeCloseTo(0.58 * 0.5 * SECONDS * 0.0000133334, 6);
  });

  it('volumes that grow are paid as large as they are, 60 % full', () => {
    // 2 MB/s for eight days: 1,382.4 GB of each of three brokers.
    const grown = Math.ceil((2e6 * 8 * 86_400) / 2 ** 30 / 0.6);
    expect(monthly(standard, 'storage')).toBeCloseTo(3 * grown * 0.1, 6);
    expect(line(standard, 'storage')?.basis).toContain(`${grown} GiB at $0.10, grown from 100`);
    expect(monthly(loaded({ profile: 'standard' }, LOAD), 'storage')).toBeCloseTo(300, 6);
    expect(monthly(loaded({ profile: 'small' }, LOAD), 'storage')).toBeCloseTo(6, 6);
  });

  it('pollers that it needs beyond the least are paid for: eleven of a slow rule are two units', () => {
    const slow = { ...LOAD, rate: 800, ruleMs: 1_000, topics: ['events.v1'] };
    const cost = loaded({ profile: 'standard' }, slow, declaredWith({ topic: {} }));
    expect(cost.pollers.shared.units).toBe(2);
    expect(monthly(cost, 'event pollers')).toBeCloseTo(2 * 135.05, 10);
  });

  it('two thirds of what is written and read pass between zones', () => {
    expect(line(standard, 'traffic between zones')).toMatchObject({
      monthly: expect.closeTo((4 * SECONDS * (2 / 3) * 0.02) / 1_000, 6),
      certainty: 'memory',
    });
  });

  it('express pays each GB that is written, and each that is kept, once', () => {
    const cost = loaded({ profile: 'express' }, LOAD);
    expect(monthly(cost, 'data written')).toBeCloseTo(2e-3 * SECONDS * 0.01, 6);
    expect(monthly(cost, 'storage')).toBeCloseTo(2e-3 * 14 * 86_400 * 0.1, 6);
  });

  it('what would come through HTTP, and what waits, is told beside the sum', () => {
    const parts = standard.beside.map(({ part }) => part);
    expect(parts).toEqual(['HTTP API and place-order', 'retry functions, waiting']);
    const [http, waiting] = standard.beside;
    const requests = 2_000 * SECONDS;
    expect(http?.monthly).toBeCloseTo((requests / 1e6) * 1.2 + requests * 0.02 * 0.5 * 0.0000133334, 4);
    expect(waiting?.monthly).toBeCloseTo(9 * 0.5 * SECONDS * 0.0000133334, 6);
    expect(standard.lines.map(({ part }) => part)).not.toContain('HTTP API and place-order');
  });

  it('a topic that no endpoint publishes has no HTTP beside it', () => {
    const { beside } = loaded({ profile: 'standard' }, { ...LOAD, topics: ['transactions.v1'] });
    expect(beside.map(({ part }) => part)).toEqual(['retry functions, waiting']);
  });
});

const clusters = fc.constantFrom<Record<string, unknown>>(
  { profile: 'small' },
  { profile: 'standard' },
  { profile: 'express' },
  EXISTING,
);

test('more records, larger ones or a slower rule never cost less', () => {
  const rates = fc.double({ min: 0.01, max: 1e6, noNaN: true });
  const factors = fc.double({ min: 1, max: 10, noNaN: true });
  fc.assert(
    fc.property(clusters, rates, factors, (cluster, rate, factor) => {
      const base = { ...LOAD, rate, topics: more.topics.map(({ name }) => name) };
      const price = (load: Partial<Load>) => loaded(cluster, { ...base, ...load }, more).monthly;
      const before = price({});
      const least = before - 1e-6 * before;
      expect(price({ rate: rate * factor })).toBeGreaterThanOrEqual(least);
      expect(price({ bytes: Math.ceil(1_000 * factor) })).toBeGreaterThanOrEqual(least);
      expect(price({ ruleMs: 5 * factor })).toBeGreaterThanOrEqual(least);
      expect(before).toBeGreaterThanOrEqual(idle(cluster, more).monthly);
    }),
    { numRuns: 30 },
  );
});
