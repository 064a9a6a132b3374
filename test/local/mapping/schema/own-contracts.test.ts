/** What functions write, mappings decode, and what mappings send on, functions read: two implementations that share nothing. */
import protobufjs from 'protobufjs';
import { expect, test } from 'vitest';
import { attributeDecoder } from '../../../../local/mapping/schema/attribute-decoder.ts';
import { avro } from '../../../../shared/schema/avro/avro.ts';
import type { Contract } from '../../../../shared/schema/contract.ts';
import { protobuf } from '../../../../shared/schema/protobuf/protobuf.ts';
import { framed } from './framed.ts';

const order = avro<unknown>({
  topic: 'orders.v1',
  attribute: 'value',
  compatibility: 'BACKWARD',
  definitions: [
    JSON.stringify({
      type: 'record',
      name: 'Order',
      fields: [
        { name: 'id', type: 'long' },
        { name: 'note', type: ['null', 'string'], default: null },
        { name: 'of', type: ['null', 'int', 'string', { type: 'array', items: 'Order' }], default: null },
        { name: 'raw', type: 'bytes' },
        { name: 'rates', type: { type: 'map', values: 'float' } },
        { name: 'state', type: { type: 'enum', name: 'State', symbols: ['OPEN', 'PAID'] } },
      ],
    }),
  ],
});
const leaf = {
  id: 2,
  note: 'é',
  of: 7,
  raw: Buffer.from([0, 255]),
  rates: { a: 0.5 },
  state: 'PAID',
};

const SHOP = `syntax = "proto3";
  package shop;
  import "google/protobuf/timestamp.proto";
  import "google/protobuf/wrappers.proto";
  message Account { string a = 1; }
  message Order {
    int64 id = 1; bytes raw = 2; map<string, Line> lines_by_sku = 3; google.protobuf.Timestamp at = 4;
    google.protobuf.StringValue note = 5; State state = 6; repeated double rates = 7;
    message Line { uint32 count = 1; }
    enum State { OPEN = 0; PAID = 1; }
  }`;
const { root } = protobufjs.parse(SHOP);
for (const file of ['timestamp', 'wrappers']) {
  root.addJSON(protobufjs.common.get(`google/protobuf/${file}.proto`)!.nested!);
}
const shop = protobuf<unknown>({
  topic: 'orders.v1',
  attribute: 'value',
  compatibility: 'BACKWARD',
  definitions: [SHOP],
  message: 'shop.Order',
  descriptors: [root.toJSON()],
});

test.each<[string, Contract<unknown>, unknown]>([
  ['Avro', order, { ...leaf, id: -1, note: null, of: [leaf] }],
  [
    'Protobuf',
    shop,
    {
      id: Number.MIN_SAFE_INTEGER,
      raw: Buffer.from([0, 255]),
      linesBySku: { a: { count: 3 } },
      at: { seconds: 1_700_000_000, nanos: 1 },
      note: { value: 'é' },
      state: 'PAID',
      rates: [0.1, Number.POSITIVE_INFINITY],
    },
  ],
])('a value in %s goes through a mapping in either format', (_name, contract, value) => {
  const bytes = framed(contract.writer(1, 'glue')(value, 0));
  const decode = (format: 'JSON' | 'SOURCE') =>
    attributeDecoder(
      { registryArn: 'arn', registryName: 'events', format, attributes: new Set(['VALUE']) },
      {
        schemaVersion: () => ({
          definition: contract.definitions[0]!,
          dataFormat: contract.dataFormat,
          schemaName: 'orders.v1',
          registryName: 'events',
          status: 'AVAILABLE',
        }),
        log: () => {},
      },
    )(bytes);
  expect(contract.fromJson(JSON.parse(decode('JSON').bytes.toString()))).toEqual(value);
  const source = decode('SOURCE').bytes;
  expect(contract.reader(1, 'glue')(source, 0, source.length)).toEqual(value);
});
