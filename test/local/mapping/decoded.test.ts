import { deflateSync } from 'node:zlib';
import avro from 'avsc';
import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import type { MappingDefinition } from '../../../local/mapping/mapping-definition.ts';
import type { SourceRecord } from '../../../local/mapping/record-source.ts';
import type { RegisteredVersion } from '../../../local/registry/registry.ts';
import { offsets, records } from './fake-log.ts';
import { type Rig, rig } from './rig.ts';
import { framed } from './schema/framed.ts';

const ORDER = {
  type: 'record',
  name: 'Order',
  fields: [
    { name: 'id', type: 'int' },
    { name: 'status', type: ['null', 'string'], default: null },
  ],
} as const satisfies avro.Schema;
const PROTO = 'syntax = "proto3"; message Order { string note = 1; } message Other {}';
const id = (last: string): string => `5e7b6a20-0000-4000-8000-00000000000${last}`;
const AVRO = id('a');
const PROTOBUF = id('b');
const JSON_SCHEMA = id('c');

const version = (more: Partial<RegisteredVersion>): RegisteredVersion => ({
  definition: JSON.stringify(ORDER),
  dataFormat: 'AVRO',
  schemaName: 'orders',
  registryName: 'events',
  status: 'AVAILABLE',
  ...more,
});
const VERSIONS: Record<string, RegisteredVersion> = {
  [AVRO]: version({}),
  [PROTOBUF]: version({ definition: PROTO, dataFormat: 'PROTOBUF' }),
  [JSON_SCHEMA]: version({ definition: '{"required":["id"]}', dataFormat: 'JSON' }),
  [id('d')]: version({ registryName: 'others' }),
  [id('e')]: version({ status: 'FAILURE' }),
  [id('f')]: version({ definition: '{"type":"nonsense"}' }),
};

const DECODING = {
  windowMs: 0,
  failureDestination: { bucket: 'failures' },
  schemaRegistry: {
    uri: 'arn:aws:glue:us-east-1:000000000000:registry/events',
    format: 'JSON',
    attributes: ['VALUE'],
  },
} as const;
const decoding = (
  more: Partial<MappingDefinition['schemaRegistry'] & object> = {},
  given: Partial<MappingDefinition> = {},
): Promise<Rig> =>
  rig(
    { ...DECODING, schemaRegistry: { ...DECODING.schemaRegistry, ...more }, ...given },
    5,
    (asked) => VERSIONS[asked],
  );

const type = avro.Type.forSchema(ORDER as unknown as avro.Schema);
const order = (value: { id: number; status?: string | null }): Buffer =>
  framed(type.toBuffer({ status: null, ...value }), { version: AVRO });
const record = (offset: number, value: Buffer | null, key: Buffer | null = null): SourceRecord => ({
  ...records([offset])[0]!,
  key,
  value,
});
const text = (base64: string | null | undefined): string => Buffer.from(base64 ?? '', 'base64').toString();

/** The one record that the function got. */
async function got(it: Rig, given: SourceRecord) {
  it.log.assign(0);
  it.log.give(0, [given]);
  await it.settle();
  return it.open[0]!.event.records['orders-0']![0]!;
}

describe('a decoded value', () => {
  test('arrives as JSON text, and says which version wrote it', async () => {
    const given = await got(await decoding(), record(0, order({ id: 1, status: 'PAID' })));
    expect(text(given.value)).toBe('{"id":1,"status":"PAID"}');
    expect(given.valueSchemaMetadata).toEqual({ dataFormat: 'AVRO', schemaId: AVRO });
    expect(given).not.toHaveProperty('keySchemaMetadata');
  });

  test('arrives without its frame where the source format is asked for', async () => {
    const payload = type.toBuffer({ id: 1, status: null });
    const packed = framed(deflateSync(payload), { version: AVRO, compression: 5 });
    const given = await got(await decoding({ format: 'SOURCE' }), record(0, packed));
    expect(given.value).toBe(payload.toString('base64'));
    expect(given.valueSchemaMetadata).toEqual({ dataFormat: 'AVRO', schemaId: AVRO });
  });

  test('of Protobuf keeps the index of its message in the source format, and loses it in JSON', async () => {
    const { root } = protobuf.parse(PROTO);
    const body = Buffer.from(root.lookupType('Order').encode({ note: 'a' }).finish());
    const value = framed(Buffer.concat([Buffer.of(0), body]), { version: PROTOBUF });
    const source = await got(await decoding({ format: 'SOURCE' }), record(0, value));
    expect(Buffer.from(source.value!, 'base64')).toEqual(Buffer.concat([Buffer.of(0), body]));
    const json = await got(await decoding(), record(0, value));
    expect(text(json.value)).toBe('{"note":"a"}');
    expect(json.valueSchemaMetadata).toEqual({ dataFormat: 'PROTOBUF', schemaId: PROTOBUF });
  });

  test('of JSON Schema arrives as it was written', async () => {
    const value = framed(Buffer.from('{ "id": 1 }'), { version: JSON_SCHEMA });
    const given = await got(await decoding(), record(0, value));
    expect(text(given.value)).toBe('{ "id": 1 }');
    expect(given.valueSchemaMetadata).toEqual({ dataFormat: 'JSON', schemaId: JSON_SCHEMA });
  });

  test('is that of what is selected; the rest keeps its bytes', async () => {
    const [key, value] = [order({ id: 1 }), order({ id: 2 })];
    const keyOnly = await got(await decoding({ attributes: ['KEY'] }), record(0, value, key));
    expect(text(keyOnly.key)).toBe('{"id":1,"status":null}');
    expect(keyOnly.value).toBe(value.toString('base64'));
    expect(keyOnly).toHaveProperty('keySchemaMetadata');
    expect(keyOnly).not.toHaveProperty('valueSchemaMetadata');
    const both = await got(await decoding({ attributes: ['KEY', 'VALUE'] }), record(0, value, key));
    expect([text(both.key), text(both.value)]).toEqual(['{"id":1,"status":null}', '{"id":2,"status":null}']);
  });

  test('is not asked of a tombstone or a missing key', async () => {
    const given = await got(await decoding({ attributes: ['KEY', 'VALUE'] }), record(0, null));
    expect(given).toMatchObject({ key: null });
    for (const name of ['value', 'keySchemaMetadata', 'valueSchemaMetadata']) {
      expect(given).not.toHaveProperty(name);
    }
  });

  test('counts with the size that is sent', async () => {
    const wide = {
      type: 'record',
      name: 'Wide',
      fields: [{ name: 'n'.repeat(1000), type: { type: 'array', items: 'int' } }],
    };
    const items = {
      ...wide,
      fields: [
        {
          name: 'list',
          type: { type: 'array', items: { ...wide, fields: [{ name: 'n'.repeat(1000), type: 'int' }] } },
        },
      ],
    };
    VERSIONS[id('9')] = version({ definition: JSON.stringify({ ...items, name: 'All' }) });
    const value = (count: number): Buffer =>
      framed(Buffer.concat([avro.Type.forSchema('int').toBuffer(count), Buffer.alloc(count), Buffer.of(0)]), {
        version: id('9'),
      });
    const it = await decoding();
    it.log.assign(0);
    it.log.give(0, [...offsets(0, 5).map((offset) => record(offset, value(1000))), record(6, value(5000))]);
    await it.settle();
    for (const size of [4, 2]) {
      expect(it.open[0]!.ids).toHaveLength(size);
      expect(it.open[0]!.bytes).toBeLessThanOrEqual(6 * 1024 * 1024);
      await it.open[0]!.answer();
    }
    expect(it.objects.map(({ document }) => document.requestContext.condition)).toEqual([
      'MaximumPayloadSizeExceeded',
    ]);
    expect(it.log.committed.get(0)).toBe(7);
  });
});

describe('a record that cannot be decoded', () => {
  const truncated = framed(Buffer.alloc(0), { version: AVRO });
  const bomb = framed(deflateSync(Buffer.alloc(7_000_000)), { version: AVRO, compression: 5 });

  test.each<[string, Buffer, string, string]>([
    [
      'names no version at all',
      framed(Buffer.of(0), { version: id('0') }),
      'SCHEMA_NOT_FOUND',
      `registry 'events' has no schema version ${id('0')}`,
    ],
    [
      'names a version of another registry',
      framed(Buffer.of(0), { version: id('d') }),
      'SCHEMA_NOT_FOUND',
      `registry 'events' has no schema version ${id('d')}`,
    ],
    [
      'names a version that was refused',
      framed(Buffer.of(0), { version: id('e') }),
      'SCHEMA_NOT_FOUND',
      `schema version ${id('e')} is FAILURE`,
    ],
    ['does not fit its version', truncated, 'DESERIALIZATION_ERROR', 'it ends within a value'],
    [
      'names a version that is no schema',
      framed(Buffer.of(0), { version: id('f') }),
      'DESERIALIZATION_ERROR',
      `schema version ${id('f')} decodes nothing here`,
    ],
    ['has no frame', Buffer.from('{"id":1,"status":null}'), 'DESERIALIZATION_ERROR', 'the first byte is 123'],
    ['is empty', Buffer.alloc(0), 'DESERIALIZATION_ERROR', '0 bytes'],
    ['unpacks to more than an event can carry', bomb, 'MaximumPayloadSizeExceeded', 'it unpacks to more'],
  ])(
    'because it %s goes to the destination as it came, without an invocation',
    async (_name, value, condition, why) => {
      const it = await decoding();
      it.log.assign(0);
      it.log.give(0, [record(0, value)]);
      await it.settle();
      expect(it.all).toHaveLength(0);
      const [{ document }] = it.objects as [Rig['objects'][number]];
      expect(document.requestContext).toMatchObject({ condition, approximateInvokeCount: 0 });
      expect(JSON.parse(document.payload)).toMatchObject({
        eventSource: 'aws:kafka',
        records: { 'orders-0': [{ offset: 0, value: value.toString('base64') }] },
      });
      expect(document.payload).not.toContain('SchemaMetadata');
      expect(it.log.committed.get(0)).toBe(1);
      expect(it.mapping.stats).toMatchObject({
        polled: 1,
        invalid: 1,
        toDestination: 1,
        invoked: 0,
        committed: 1,
      });
      expect(it.lines.join()).toContain(`orders-0@0 (${condition} after 0 invocations: value: ${why}`);
    },
  );

  test('because of its key says so', async () => {
    const it = await decoding({ attributes: ['KEY', 'VALUE'] });
    it.log.assign(0);
    it.log.give(0, [record(0, order({ id: 1 }), Buffer.from('key'))]);
    await it.settle();
    expect(it.lines.join()).toContain(
      "(DESERIALIZATION_ERROR after 0 invocations: key: 3 bytes; Glue's frame",
    );
  });

  test('leaves its neighbours to the function, in order, one after another', async () => {
    const it = await decoding();
    it.log.assign(0);
    const good = (offset: number) => record(offset, order({ id: offset }));
    it.log.give(0, [good(0), good(1), record(2, truncated), record(3, truncated), good(4)]);
    await it.settle();
    expect(it.open.map((each) => each.ids)).toEqual([['0@0', '0@1']]);
    expect(it.objects).toHaveLength(0);
    await it.open[0]!.answer();
    expect(it.objects).toHaveLength(2);
    expect(it.open.map((each) => each.ids)).toEqual([['0@4']]);
    expect(it.log.committed.get(0)).toBe(4);
    await it.open[0]!.answer();
    expect(it.log.committed.get(0)).toBe(5);
  });

  test('does not wait for the window, and holds up no other partition', async () => {
    const it = await decoding({}, { windowMs: 60_000, batchSize: 2 });
    it.refusedPuts.push(new Error('away'));
    it.log.assign(0, 1);
    it.log.give(0, [record(0, truncated), record(1, order({ id: 1 }))]);
    it.log.give(1, [record(0, order({ id: 1 })), record(1, order({ id: 2 }))]);
    await it.settle();
    expect(it.open.map((each) => each.ids)).toEqual([['1@0', '1@1']]);
    expect(it.log.committed.get(0)).toBe(0);
    await it.clock.advance(1000);
    expect(it.objects).toHaveLength(1);
    expect(it.log.committed.get(0)).toBe(1);
  });

  test('without a destination is dropped, as in AWS, counted and said loudly', async () => {
    const it = await decoding({}, { failureDestination: undefined });
    it.log.assign(0);
    it.log.give(0, [record(0, truncated)]);
    await it.settle();
    expect(it.mapping.stats).toMatchObject({ invalid: 1, dropped: 1, toDestination: 0 });
    expect(it.lines).toContainEqual(expect.stringMatching(/^LOST: orders-0@0 \(DESERIALIZATION_ERROR/));
    expect(it.log.committed.get(0)).toBe(1);
  });

  test('of a version that is registered later is one of that version then', async () => {
    const late = id('1');
    const it = await decoding();
    it.log.assign(0);
    const value = framed(type.toBuffer({ id: 7, status: null }), { version: late });
    it.log.give(0, [record(0, value)]);
    await it.settle();
    VERSIONS[late] = version({});
    it.log.give(0, [record(1, value)]);
    await it.settle();
    expect(it.objects).toHaveLength(1);
    expect(it.open.map((each) => each.ids)).toEqual([['0@1']]);
  });

  test('is said of a definition once, however many records name it', async () => {
    const it = await decoding();
    it.log.assign(0);
    it.log.give(
      0,
      offsets(0, 4).map((offset) => record(offset, framed(Buffer.of(0), { version: id('f') }))),
    );
    await it.settle();
    expect(it.lines.filter((line) => line.startsWith(`version ${id('f')} of schema 'orders'`))).toHaveLength(
      1,
    );
    expect(it.mapping.stats.invalid).toBe(5);
  });
});

test('a failing batch of decoded values is given up as the function got it', async () => {
  const it = await decoding({}, { maximumRetryAttempts: 0 });
  it.log.assign(0);
  it.log.give(0, [record(0, order({ id: 1 }))]);
  await it.settle();
  await it.open[0]!.fail();
  const { payload } = it.objects[0]!.document;
  expect(text(JSON.parse(payload).records['orders-0'][0].value)).toBe('{"id":1,"status":null}');
});

test('a mapping that decodes does not start where no registry runs', async () => {
  await expect(rig(DECODING)).rejects.toMatchObject({
    code: 'start',
    message: "mapping of 'orders' to 'invoice': it decodes, and no registry runs here",
  });
});

test('records that become much are decoded as far as there is room, and never all at once', async () => {
  const symbol = 'A'.repeat(30);
  const definition = `{"type":"array","items":{"type":"enum","name":"E","symbols":["${symbol}"]}}`;
  let decoded = 0;
  const it = await rig({ ...DECODING, batchSize: 1 }, 5, () => {
    decoded += 1;
    return version({ definition });
  });
  const count = 100_000;
  const payload = Buffer.concat([
    avro.Type.forSchema('int').toBuffer(count),
    Buffer.alloc(count),
    Buffer.of(0),
  ]);
  const value = framed(deflateSync(payload), { compression: 5 });
  expect(value.length).toBeLessThan(500);
  it.log.assign(0);
  it.log.give(
    0,
    offsets(0, 7).map((offset) => record(offset, value)),
  );
  await it.settle();
  // 4.4 MB each as they are sent: two fill the lane, and one is with the function.
  expect(decoded).toBe(3);
  expect([...it.log.paused]).toEqual([0]);
  for (let round = 0; round < 8; round += 1) {
    expect(it.open).toHaveLength(1);
    await it.open[0]!.answer();
  }
  expect(it.log.committed.get(0)).toBe(8);
  expect([...it.log.paused]).toEqual([]);
});

/** Decoding takes 8 ms a record. */
async function slow(): Promise<Rig> {
  let spent = 0;
  const it = await rig(DECODING, 5, (asked) => {
    spent += 8;
    return VERSIONS[asked];
  });
  const { now } = it.clock;
  it.clock.now = () => now() + spent;
  return it;
}

test('others have their turn between the slices in which many records are decoded', async () => {
  const it = await slow();
  it.log.assign(0);
  it.log.give(
    0,
    offsets(0, 8).map((offset) => record(offset, order({ id: offset }))),
  );
  expect(it.mapping.stats.polled).toBe(9);
  expect([...it.log.paused]).toEqual([0]);
  await Promise.resolve();
  expect(it.open.map((each) => each.ids)).toEqual([['0@0', '0@1', '0@2']]);
  expect([...it.log.paused]).toEqual([0]);
  await it.settle();
  expect([...it.log.paused]).toEqual([]);
  while (it.open.length > 0) await it.open[0]!.answer();
  expect(it.log.committed.get(0)).toBe(9);
  await it.mapping.stop();
  expect(it.clock.waiting).toBe(0);
});

test('of a partition that is taken away nothing more is decoded', async () => {
  const it = await slow();
  it.log.assign(0);
  it.log.give(
    0,
    offsets(0, 8).map((offset) => record(offset, order({ id: offset }))),
  );
  it.log.revoke(0);
  expect(it.clock.waiting).toBe(0);
  await it.clock.advance(1000);
  expect(it.all).toHaveLength(0);
});
