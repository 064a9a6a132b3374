import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type EventRecord,
  eventOverhead,
  eventText,
  partOverhead,
  recordSize,
} from '../../../local/mapping/lambda-event.ts';
import type { SourceRecord } from '../../../local/mapping/record-source.ts';

const SOURCE = {
  eventSourceArn: 'arn:aws:kafka:us-east-1:000000000000:cluster/kafka/1',
  bootstrapServers: 'b-1:9098,b-2:9098',
  topic: 'orders.events.v1',
};

const record = (more: Partial<SourceRecord> = {}): SourceRecord => ({
  offset: 7,
  timestamp: 1_700_000_000_000,
  timestampType: 'CREATE_TIME',
  key: Buffer.from('k'),
  value: Buffer.from('v'),
  headers: [],
  ...more,
});

const events = (records: EventRecord[], thin = false) =>
  JSON.parse(eventText(SOURCE, [{ partition: 3, records }], thin));

describe('the event', () => {
  test('has the shape of Amazon MSK', () => {
    expect(events([record({ headers: [[Buffer.from('trace'), Buffer.from('é')]] })])).toEqual({
      eventSource: 'aws:kafka',
      eventSourceArn: SOURCE.eventSourceArn,
      bootstrapServers: SOURCE.bootstrapServers,
      records: {
        'orders.events.v1-3': [
          {
            topic: 'orders.events.v1',
            partition: 3,
            offset: 7,
            timestamp: 1_700_000_000_000,
            timestampType: 'CREATE_TIME',
            key: 'aw==',
            value: 'dg==',
            headers: [{ trace: [-61, -87] }],
          },
        ],
      },
    });
  });

  test('a missing key is null, an empty one is empty, a tombstone has no value', () => {
    const [none, empty] = events([
      record({ key: null, value: null }),
      record({ key: Buffer.alloc(0), value: Buffer.alloc(0) }),
    ]).records['orders.events.v1-3'];
    expect(none).toMatchObject({ key: null });
    expect(none).not.toHaveProperty('value');
    expect(empty).toMatchObject({ key: '', value: '' });
  });

  test('what was decoded says which schema it was', () => {
    const keySchema = { dataFormat: 'AVRO', schemaId: 'a' } as const;
    const valueSchema = { dataFormat: 'JSON', schemaId: 'b' } as const;
    const [both, one, none] = events([
      { ...record(), keySchema, valueSchema },
      { ...record(), valueSchema },
      record(),
    ]).records['orders.events.v1-3'];
    expect(both).toMatchObject({ keySchemaMetadata: keySchema, valueSchemaMetadata: valueSchema });
    expect(one).not.toHaveProperty('keySchemaMetadata');
    expect(one).toMatchObject({ valueSchemaMetadata: valueSchema });
    expect(Object.keys(none)).toEqual(Object.keys(events([record()]).records['orders.events.v1-3'][0]));
    expect(none).not.toHaveProperty('valueSchemaMetadata');
  });

  test('headers keep their order and repeated names, a null one has no bytes', () => {
    const headers = [
      [Buffer.from('a'), Buffer.from([1])],
      [Buffer.from('a'), null],
      [Buffer.from('"'), Buffer.from([255, 128, 127])],
    ] as const;
    expect(events([record({ headers })]).records['orders.events.v1-3'][0].headers).toEqual([
      { a: [1] },
      { a: [] },
      { '"': [-1, -128, 127] },
    ]);
  });

  test('a thin one has records alone', () => {
    expect(Object.keys(events([record()], true))).toEqual(['records']);
  });
});

const bytes = fc.uint8Array({ maxLength: 40 }).map((each) => Buffer.from(each));
const schema = fc.record({
  dataFormat: fc.constantFrom('AVRO' as const, 'PROTOBUF' as const, 'JSON' as const),
  schemaId: fc.uuid(),
});
const sourceRecord: fc.Arbitrary<SourceRecord> = fc.record({
  offset: fc.nat(),
  timestamp: fc.integer({ min: -1, max: 4e12 }),
  timestampType: fc.constantFrom('CREATE_TIME' as const, 'LOG_APPEND_TIME' as const),
  key: fc.option(bytes, { nil: null }),
  value: fc.option(bytes, { nil: null }),
  headers: fc.array(fc.tuple(fc.option(bytes, { nil: null }), fc.option(bytes, { nil: null })), {
    maxLength: 4,
  }),
});
const anyRecord: fc.Arbitrary<EventRecord> = fc
  .tuple(sourceRecord, fc.record({ keySchema: schema, valueSchema: schema }, { requiredKeys: [] }))
  .map(([source, schemas]) => ({ ...source, ...schemas }));

test('its size is known to the byte before it is written', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyRecord, { minLength: 1, maxLength: 5 }), { minLength: 1 }), (given) => {
      const parts = given.map((records, partition) => ({ partition, records }));
      const size = parts.reduce(
        (sum, { partition, records }) =>
          sum +
          partOverhead(SOURCE.topic, partition) +
          records.reduce((of, each) => of + recordSize(SOURCE.topic, partition, each), 0),
        eventOverhead(SOURCE, []),
      );
      // The last record of a part and the last part have no comma after them.
      expect(Buffer.byteLength(eventText(SOURCE, parts, false))).toBe(size - parts.length - 1);
    }),
  );
});
