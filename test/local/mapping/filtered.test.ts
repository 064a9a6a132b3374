import { expect, test } from 'vitest';
import type { SourceRecord } from '../../../local/mapping/record-source.ts';
import type { RegisteredVersion } from '../../../local/registry/registry.ts';
import { offsets, records } from './fake-log.ts';
import { rig } from './rig.ts';
import { framed } from './schema/framed.ts';

const PAID = ['{"value":{"status":["PAID"]}}'];
const order = (offset: number, status: string): SourceRecord => ({
  ...records([offset])[0]!,
  value: Buffer.from(JSON.stringify({ status })),
});
const orders = (statuses: readonly string[], first = 0): SourceRecord[] =>
  statuses.map((status, index) => order(first + index, status));

test('the function gets what the filter lets through, and offsets are committed past the rest', async () => {
  const it = await rig({ filters: PAID, windowMs: 0 });
  it.log.assign(0);
  it.log.give(0, orders(['OPEN', 'PAID', 'OPEN', 'PAID', 'OPEN']));
  await it.settle();
  expect(it.open.map((each) => each.ids)).toEqual([['0@1', '0@3']]);
  expect(it.log.committed.get(0)).toBe(1);
  await it.open[0]!.answer();
  expect(it.log.committed.get(0)).toBe(5);
  expect(it.mapping.stats).toMatchObject({ polled: 5, filtered: 3, invoked: 1, committed: 5 });
});

test('records that are left out take no room in a batch', async () => {
  const it = await rig({ filters: PAID, batchSize: 3, windowMs: 60_000 });
  it.log.assign(0);
  it.log.give(0, orders(['PAID', ...offsets(0, 19).map(() => 'OPEN'), 'PAID']));
  await it.settle();
  expect(it.open).toHaveLength(0);
  it.log.give(0, orders(['PAID'], 22));
  await it.settle();
  expect(it.open.map((each) => each.ids)).toEqual([['0@0', '0@21', '0@22']]);
});

test('a topic of which nothing passes is committed without an invocation', async () => {
  const it = await rig({ filters: PAID });
  it.log.assign(0);
  it.log.give(0, orders(['OPEN', 'OPEN']), 7);
  await it.settle();
  expect(it.log.committed.get(0)).toBe(7);
  expect(it.mapping.stats).toMatchObject({ filtered: 2, committed: 2, invoked: 0, dropped: 0 });
});

test('what is left out behind a batch is not committed before it', async () => {
  const it = await rig({ filters: PAID, windowMs: 0 });
  it.log.assign(0);
  it.log.give(0, orders(['PAID']));
  await it.settle();
  it.log.give(0, orders(['OPEN', 'OPEN'], 1));
  await it.settle();
  expect(it.log.committed.get(0)).toBe(0);
  await it.open[0]!.fail();
  expect(it.log.committed.get(0)).toBe(0);
  await it.clock.advance(1000);
  await it.open[0]!.answer();
  expect(it.log.committed.get(0)).toBe(3);
  expect(it.mapping.stats.committed).toBe(3);
});

test('a reported record brings back what passed, and nothing that was left out', async () => {
  const it = await rig({ filters: PAID, windowMs: 0 });
  it.log.assign(0);
  it.log.give(0, orders(['PAID', 'OPEN', 'PAID', 'OPEN', 'PAID']));
  await it.settle();
  await it.open[0]!.report('0@2');
  expect(it.log.committed.get(0)).toBe(1);
  await it.clock.advance(1000);
  expect(it.open.map((each) => each.ids)).toEqual([['0@2', '0@4']]);
});

test('a mapping on demand filters too', async () => {
  const it = await rig({ filters: PAID, windowMs: 0, provisioned: undefined });
  it.log.assign(0);
  it.log.give(0, orders(['OPEN', 'PAID']));
  await it.settle();
  expect(it.open.map((each) => each.ids)).toEqual([['0@1']]);
});

test.each(['JSON', 'SOURCE'] as const)(
  'a mapping that decodes filters on what it decoded, in format %s; what it cannot decode is given up first',
  async (format) => {
    const version: RegisteredVersion = {
      definition: '{"type":"record","name":"Order","fields":[{"name":"status","type":"string"}]}',
      dataFormat: 'AVRO',
      schemaName: 'orders',
      registryName: 'events',
      status: 'AVAILABLE',
    };
    const it = await rig(
      {
        filters: PAID,
        windowMs: 0,
        failureDestination: { bucket: 'failures' },
        schemaRegistry: {
          uri: 'arn:aws:glue:us-east-1:000000000000:registry/events',
          format,
          attributes: ['VALUE'],
        },
      },
      5,
      () => version,
    );
    const values = [[8, ...Buffer.from('OPEN')], [8, ...Buffer.from('PAID')], [9]];
    it.log.assign(0);
    it.log.give(
      0,
      values.map((bytes, offset) => ({ ...order(offset, ''), value: framed(Buffer.from(bytes)) })),
    );
    await it.settle();
    expect(it.open.map((each) => each.ids)).toEqual([['0@1']]);
    await it.open[0]!.answer();
    expect(it.objects).toHaveLength(1);
    expect(it.mapping.stats).toMatchObject({ filtered: 1, invalid: 1, toDestination: 1, committed: 3 });
  },
);

test('a filter on a value that is not decoded lets binary values through', async () => {
  const it = await rig({ filters: PAID, windowMs: 0 });
  it.log.assign(0);
  it.log.give(0, [{ ...order(0, ''), value: framed(Buffer.from([8, 0xff])) }]);
  await it.settle();
  expect(it.open.map((each) => each.ids)).toEqual([['0@0']]);
});
