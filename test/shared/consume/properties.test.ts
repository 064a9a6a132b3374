/**
 * What holds for every batch, every mix of outcomes and every failure of publishing. A failing run prints the smallest
 * scenario and the seed that finds it again.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Observed, observe } from './observe.ts';
import { base64Of, idOf, NOW, type Row, type Scenario, scenarios } from './scenario.ts';

const holds = (property: (scenario: Scenario, seen: Observed) => void) =>
  fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => property(scenario, await observe(scenario))),
    { numRuns: 150 },
  );

const partitionsOf = ({ rows }: Scenario): Row[][] => [
  ...Map.groupBy(rows, ({ partition }) => partition).values(),
];

/** Ids that the answer hands back; on demand nobody is told, so none. */
const handedBack = ({ answer, topic }: Observed): Set<string> =>
  new Set(
    answer?.batchItemFailures.map(
      ({ itemIdentifier: { partition, offset } }) => `${partition.slice(topic.length + 1)}@${offset}`,
    ),
  );

const originalOf = (record: Observed['attempts'][number]['records'][number], topic: string): string =>
  (record.headers.findLast(([name]) => name === 'x-original')?.[1].toString() ?? '').slice(topic.length + 1);

/** Ids in the order of acknowledged publishing, by the topic they went to. */
const published = ({ attempts, topic }: Observed) =>
  attempts
    .filter(({ acknowledged }) => acknowledged)
    .flatMap((attempt) =>
      attempt.records.map((record) => ({ to: attempt.topic, id: originalOf(record, topic), record })),
    );

test('every record is handled, parked, dead-lettered or handed back, and only one of them', () =>
  holds((scenario, seen) => {
    const back = handedBack(seen);
    const all = published(seen);
    const letters = all.map(({ id }) => id);
    expect(new Set(letters).size).toBe(letters.length);
    const {
      RecordsHandled = 0,
      RecordsParked = 0,
      RecordsDeadLettered = 0,
      RecordsHandedBack = 0,
    } = seen.metrics;
    expect(RecordsHandled + RecordsParked + RecordsDeadLettered + RecordsHandedBack).toBe(
      scenario.rows.length,
    );
    const dead = all.filter(({ to }) => to === seen.subscription.deadLetterTopic.name);
    expect([RecordsParked, RecordsDeadLettered]).toEqual([all.length - dead.length, dead.length]);
    if (scenario.mode === 'on-demand') {
      expect(seen.error !== undefined).toBe(RecordsHandedBack > 0);
      return;
    }
    expect(seen.error).toBeUndefined();
    expect(back.size).toBe(RecordsHandedBack);
    for (const row of scenario.rows) {
      const id = idOf(row);
      const published = letters.includes(id);
      if (back.has(id)) expect(published).toBe(false);
      // Handled is what neither went away nor came back: then its rule came to a good end, or it needed none.
      else if (!published) {
        expect(seen.done.has(id)).toBe(true);
        // A sink may go on, and see the failure of what it did not await, before it ends.
        if (!scenario.batch) expect(row.behaviour).not.toMatch(/forgets/);
      }
    }
  }));

test('a record ends where its outcome belongs', () =>
  holds((scenario, seen) => {
    const { subscription } = seen;
    const next = subscription.retryTopics[scenario.tier]?.name ?? subscription.deadLetterTopic.name;
    const rows = new Map(scenario.rows.map((row) => [idOf(row), row]));
    for (const { to, id } of published(seen)) {
      const { value, behaviour } = rows.get(id) as Row;
      const bad = value !== 'good' || (behaviour === 'permanent' && !scenario.batch);
      const forgot = behaviour.endsWith('forgets');
      if (forgot && !scenario.batch && value === 'good') expect(to).toBe(next);
      if (bad) expect(to).toBe(subscription.deadLetterTopic.name);
      else if (!scenario.batch) expect(to).toBe(next);
      expect([next, subscription.deadLetterTopic.name]).toContain(to);
      expect(value).not.toBe('not-base64');
    }
  }));

test('each partition settles in offset order, and tries nothing later before the head is acknowledged', () =>
  holds((_, seen) => {
    const heads = new Map<string, { offset: number; acknowledged: boolean }>();
    for (const { records, acknowledged } of seen.attempts) {
      const places = records.map((record) => originalOf(record, seen.topic).split('@').map(Number));
      const [partition, first] = places[0] as [number, number];
      const offsets = places.map(([, offset]) => offset as number);
      expect(new Set(places.map(([each]) => each)).size).toBe(1);
      expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
      const before = heads.get(String(partition));
      if (before) expect(before.acknowledged ? first > before.offset : first === before.offset).toBe(true);
      heads.set(String(partition), {
        offset: acknowledged ? (offsets.at(-1) as number) : first,
        acknowledged,
      });
    }
  }));

test('the answer names exactly the unsettled tail of each partition, after which nothing was published', () =>
  holds((scenario, seen) => {
    if (seen.answer === undefined) return;
    const back = handedBack(seen);
    const letters = published(seen).map(({ id }) => id);
    let named = 0;
    for (const rows of partitionsOf(scenario)) {
      const first = rows.findIndex((row) => back.has(idOf(row)));
      if (first === -1) continue;
      const tail = rows.slice(first).map(idOf);
      named += tail.length;
      expect(tail.filter((id) => !back.has(id))).toEqual([]);
      expect(tail.filter((id) => letters.includes(id))).toEqual([]);
    }
    expect(seen.answer.batchItemFailures).toHaveLength(named);
  }));

test('the invocation ends before its deadline, never early, and leaves no timer behind', () =>
  holds((scenario, seen) => {
    const { answeredAt, timersLeft, metrics } = seen;
    expect(answeredAt).toBeLessThan(NOW + scenario.remaining);
    expect(timersLeft).toBe(0);
    const settleable = scenario.rows.every(({ value, oddHeader }) => value !== 'not-base64' && !oddHeader);
    if (scenario.order === 'none' && settleable && metrics.RecordsHandedBack) {
      expect(answeredAt).toBeGreaterThanOrEqual(NOW + scenario.remaining * 0.8 - 250);
    }
  }));

test('no rule starts before its record is due or beside another of its key', () =>
  holds((scenario, seen) => {
    expect(seen.overlaps).toEqual([]);
    const delay = seen.subscription.retryTopics[scenario.tier - 1]?.delay;
    if (delay === undefined) return;
    const rows = new Map(scenario.rows.map((row) => [idOf(row), row]));
    for (const { id, at } of seen.starts) {
      const due = rows.get(id)?.due === String(NOW + 2_000) ? 2_000 : delay - 1_000;
      expect(at - NOW).toBeGreaterThanOrEqual(Math.min(due, delay - 1_000));
    }
  }));

test('a letter carries the record as it was', () =>
  holds((scenario, seen) => {
    const rows = new Map(scenario.rows.map((row) => [idOf(row), row]));
    for (const { to, id, record } of published(seen)) {
      const row = rows.get(id) as Row;
      const value = base64Of(row);
      const claimed = record.headers.some(([name]) => name === 'claimed');
      expect(record.key?.toString()).toBe(row.key ?? undefined);
      if (!claimed) expect(record.value?.toString('base64')).toBe(value ?? undefined);
      const dead = to === seen.subscription.deadLetterTopic.name;
      expect(record.headers.some(([name]) => name === 'x-dead-letter')).toBe(dead);
      expect(record.headers.filter(([name]) => name === 'x-due')).toHaveLength(dead ? 0 : 1);
    }
  }));
