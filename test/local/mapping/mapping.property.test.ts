/**
 * Whatever the records are, the function answers and the group does: no offset is committed before every record below
 * it has an outcome (handled, left out by the filter, or in the failure destination), the function gets what is for it
 * alone, first deliveries come in offset order, and in the end all is committed.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceRecord } from '../../../local/mapping/record-source.ts';
import { records } from './fake-log.ts';
import { type Invocation, type Rig, rig, TOPIC } from './rig.ts';
import { framed } from './schema/framed.ts';

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      pick: fc.nat(),
      count: fc.integer({ min: 1, max: 9 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('success' as const), pick: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      pick: fc.nat(),
      from: fc.nat(),
      only: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('fail' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('malformed' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('throttle' as const), pick: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 1500 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reassign' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refuse' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const world = fc.record({
  /** Distances between a partition's offsets: more than 1 where compaction or markers left holes. */
  partitions: fc.array(
    fc.array(
      fc.record({
        distance: fc.integer({ min: 1, max: 3 }),
        kind: fc.constantFrom(...(['good', 'good', 'good', 'left out', 'bad'] as const)),
      }),
      { minLength: 1, maxLength: 24 },
    ),
    { minLength: 1, maxLength: 4 },
  ),
  batchSize: fc.integer({ min: 1, max: 9 }),
  pollers: fc.integer({ min: 1, max: 3 }),
  maxConcurrency: fc.integer({ min: 1, max: 3 }),
  bisect: fc.boolean(),
  retries: fc.integer({ min: 0, max: 3 }),
  steps: fc.array(step, { maxLength: 60 }),
});

type Kind = 'good' | 'left out' | 'bad';
const VALUES: Readonly<Record<Kind, Buffer>> = {
  good: framed(Buffer.of(2)),
  'left out': framed(Buffer.of(4)),
  bad: framed(Buffer.alloc(0)),
};
const kindOf = ({ value }: SourceRecord): Kind =>
  (Object.keys(VALUES) as Kind[]).find((kind) => VALUES[kind].equals(value!))!;

const REGISTRY = 'arn:aws:glue:us-east-1:000000000000:registry/events';

class Run {
  readonly it: Rig;
  readonly #written: SourceRecord[][];
  readonly #read: number[];
  readonly #outcomes = new Set<string>();
  readonly #delivered = new Map<number, number>();
  readonly #stale = new Set<Invocation>();
  #checkedInvocations = 0;
  #checkedCommits = 0;

  constructor(it: Rig, written: SourceRecord[][]) {
    this.it = it;
    this.#written = written;
    this.#read = written.map(() => 0);
    it.log.assign(...written.keys());
  }

  async take(next: Step): Promise<void> {
    const { it } = this;
    if (next.do === 'wait') await it.clock.advance(next.ms);
    else if (next.do === 'refuse') it.log.refusals.push(new Error('refused'));
    else if (next.do === 'read') this.#readOn(next.pick % this.#written.length, next.count);
    else if (next.do === 'reassign') this.#reassign(next.pick % this.#written.length);
    else await this.#end(next);
    await it.settle();
    this.check();
  }

  #readOn(partition: number, count: number): void {
    if (this.it.log.paused.has(partition)) return;
    const from = this.#read[partition]!;
    const chunk = this.#written[partition]!.slice(from, from + count);
    if (chunk.length === 0) return;
    this.#read[partition] = from + chunk.length;
    this.it.log.give(partition, chunk);
  }

  #reassign(partition: number): void {
    const { log, open } = this.it;
    log.revoke(partition);
    for (const each of open) if (partitionsOf(each).includes(partition)) this.#stale.add(each);
    log.assign(partition);
    const committed = log.committed.get(partition) ?? 0;
    this.#read[partition] = this.#written[partition]!.filter(({ offset }) => offset < committed).length;
  }

  async #end(next: Extract<Step, { pick: number }>): Promise<void> {
    const { open } = this.it;
    if (open.length === 0) return;
    const invocation = open[next.pick % open.length]!;
    if (next.do === 'fail') return invocation.fail();
    if (next.do === 'throttle') return invocation.fail('TooManyRequestsException');
    if (next.do === 'malformed') return invocation.answer({ batchItemFailures: [{ itemIdentifier: 'x' }] });
    const reported = next.do === 'report' ? this.#reported(invocation, next) : [];
    const from = new Map<number, number>();
    for (const id of reported) {
      const [partition, offset] = parsed(id);
      from.set(partition, Math.min(offset, from.get(partition) ?? offset));
    }
    for (const id of invocation.ids) {
      const [partition, offset] = parsed(id);
      if (offset < (from.get(partition) ?? Number.POSITIVE_INFINITY)) this.#outcomes.add(id);
    }
    await invocation.report(...reported);
  }

  #reported({ ids }: Invocation, { from, only }: { from: number; only: boolean }): string[] {
    const at = from % ids.length;
    return only ? ids.slice(at, at + 1) : ids.slice(at);
  }

  check(): void {
    const { all, objects, log } = this.it;
    for (const { document } of objects) for (const id of idsOf(document.payload)) this.#outcomes.add(id);
    for (const invocation of all.slice(this.#checkedInvocations)) {
      for (const id of invocation.ids) this.#inOrder(...parsed(id));
    }
    this.#checkedInvocations = all.length;
    for (const [partition, offset] of log.commits.slice(this.#checkedCommits)) {
      for (const record of this.#written[partition]!) {
        if (record.offset >= offset || kindOf(record) === 'left out') continue;
        expect(this.#outcomes).toContain(`${partition}@${record.offset}`);
      }
    }
    this.#checkedCommits = log.commits.length;
    const live = this.it.open.filter((each) => !this.#stale.has(each)).flatMap(partitionsOf);
    expect(new Set(live).size).toBe(live.length);
  }

  /** A first delivery is that of the next record. */
  #inOrder(partition: number, offset: number): void {
    const good = this.#written[partition]!.filter((record) => kindOf(record) === 'good');
    const index = good.findIndex((record) => record.offset === offset);
    expect(index).not.toBe(-1);
    const next = this.#delivered.get(partition) ?? 0;
    expect(index).toBeLessThanOrEqual(next);
    if (index === next) this.#delivered.set(partition, next + 1);
  }

  async finish(): Promise<void> {
    const { it } = this;
    for (let round = 0; round < 500; round += 1) {
      for (const partition of this.#written.keys()) this.#readOn(partition, 100);
      await it.settle();
      if (it.open.length > 0) await this.take({ do: 'success', pick: 0 });
      else await this.take({ do: 'wait', ms: 6000 });
      if (this.#written.every((each, at) => it.log.committed.get(at) === each.at(-1)!.offset + 1)) return;
    }
    throw new Error('not all was committed');
  }
}

const parsed = (id: string): [partition: number, offset: number] => {
  const [partition, offset] = id.split('@').map(Number);
  return [partition!, offset!];
};

const partitionsOf = ({ ids }: Invocation): number[] => [...new Set(ids.map((id) => parsed(id)[0]))];

const idsOf = (payload: string): string[] =>
  Object.entries<{ offset: number }[]>(JSON.parse(payload).records).flatMap(([id, each]) =>
    each.map(({ offset }) => `${id.slice(TOPIC.length + 1)}@${offset}`),
  );

test('no record is passed over, whatever the function answers and the group does', async () => {
  let invocations = 0;
  let invalid = 0;
  let filtered = 0;
  await fc.assert(
    fc.asyncProperty(
      world,
      async ({ partitions, batchSize, pollers, maxConcurrency, bisect, retries, steps }) => {
        const it = await rig(
          {
            batchSize,
            bisect,
            maximumRetryAttempts: retries,
            provisioned: { min: pollers },
            failureDestination: { bucket: 'failures' },
            schemaRegistry: { uri: REGISTRY, format: 'JSON', attributes: ['VALUE'] },
            filters: ['{"value":[1]}'],
          },
          maxConcurrency,
          () => ({
            definition: '"int"',
            dataFormat: 'AVRO',
            schemaName: TOPIC,
            registryName: 'events',
            status: 'AVAILABLE',
          }),
        );
        const written = partitions.map((given) => {
          let at = -1;
          return given.map(({ distance, kind }) => {
            at += distance;
            return { ...records([at])[0]!, value: VALUES[kind] };
          });
        });
        const run = new Run(it, written);
        for (const each of steps) await run.take(each);
        await run.finish();
        invocations += it.all.length;
        invalid += it.mapping.stats.invalid;
        filtered += it.mapping.stats.filtered;
      },
    ),
    { numRuns: 300 },
  );
  expect(invocations).toBeGreaterThan(1000);
  expect(Math.min(invalid, filtered)).toBeGreaterThan(300);
}, 60_000);
