import { expect, test } from 'vitest';
import { type Load, loadedMappings, loadedTopics } from '../../../infra/plan/load.ts';
import { plannedMappings } from '../../../infra/plan/mappings.ts';
import { plannedTopics } from '../../../infra/plan/topics.ts';
import { days } from '../../../shared/declare/duration.ts';
import { more } from '../more-declarations.ts';
import { declaredWith, type Wanted } from './declared-with.ts';

const load: Load = { rate: 2_000, bytes: 1_000, compression: 1, ruleMs: 5, topics: ['events.v1'] };
const STANDARD = 'kafka.m7g.large';

function topicOf(wanted: Wanted, { instanceType = STANDARD, compression = 1 } = {}) {
  const declared = declaredWith(wanted);
  const under = { load: { ...load, compression }, cluster: { instanceType } };
  return loadedTopics(plannedTopics(declared), declared, under)[0]!;
}

test('bytes go in once and out to each consumer', () => {
  expect(topicOf({ topic: {}, readers: 3 })).toMatchObject({ consumers: 3, ingress: 2, egress: 6 });
});

test('compressed, less goes in, out and onto the disks', () => {
  const raw = topicOf({ topic: { retention: days(7) } });
  const half = topicOf({ topic: { retention: days(7) } }, { compression: 2 });
  expect(half.ingress).toBe(1);
  expect(half.egress).toBe(1);
  expect(half.keptGb).toBeCloseTo(raw.keptGb! / 2, 6);
});

test('three replicas are kept for the retention and the span of a segment, a day on Standard and seven on Express', () => {
  const week = { topic: { retention: days(7) } };
  expect(topicOf(week).keptGb).toBeCloseTo(2e-3 * 8 * 86_400 * 3, 6);
  expect(topicOf(week, { instanceType: 'express.m7g.large' }).keptGb).toBeCloseTo(2e-3 * 14 * 86_400 * 3, 6);
});

test('a retention in bytes ends it sooner; what is compacted is as large as its keys', () => {
  const bytes = 1_000_000_000;
  expect(topicOf({ topic: { retention: { bytes } } }).keptGb).toBe(30 * 3);
  expect(topicOf({ topic: { retention: { time: days(7), bytes } } }).keptGb).toBe(30 * 3);
  const balances = { load: { ...load, topics: ['balances.v1'] }, cluster: { instanceType: STANDARD } };
  expect(loadedTopics(plannedTopics(more), more, balances)[0]?.keptGb).toBeUndefined();
});

const mappingOf = (wanted: Wanted, given: Partial<Load> = {}) =>
  loadedMappings(plannedMappings(declaredWith(wanted)), { ...load, ...given })[0]!;

test('invocations follow from the window, the batch and the rule', () => {
  const batch = { subscription: { batch: { size: 500 }, concurrency: 20 } };
  expect(mappingOf({ topic: {}, ...batch })).toMatchObject({
    mbPerSecond: 2,
    pollersNeeded: 1,
    pollersUsed: 1,
    recordsPerInvocation: 500,
    durationMs: 145,
    invocationsPerSecond: 4,
    inFlight: 0.58,
    inFlightAtLeast: 0.58,
  });
  // Half a second of 100 records/s.
  expect(mappingOf({ topic: {}, ...batch }, { rate: 100 })).toMatchObject({
    recordsPerInvocation: 50,
    invocationsPerSecond: 2,
  });
});

test('pollers follow from bytes or from invocations, and are no more than there can be', () => {
  expect(mappingOf({ topic: {} }, { rate: 26_000 }).pollersNeeded).toBe(6);
  // A rule of a second, 16 at a time, batches of 100: 16 records/s of an invocation, 80 of a poller.
  expect(mappingOf({ topic: {} }, { rate: 800, ruleMs: 1_000 }).pollersNeeded).toBe(11);
  const slow = mappingOf({ topic: { partitions: 4 } }, { rate: 800, ruleMs: 1_000 });
  expect([slow.pollersNeeded, slow.pollersUsed]).toEqual([11, 4]);
  expect(mappingOf({ topic: {}, subscription: { pollers: { min: 7 } } }).pollersUsed).toBe(7);
});

test('a topic that is not loaded needs nothing', () => {
  expect(mappingOf({ topic: {} }, { topics: [] })).toBeUndefined();
});
