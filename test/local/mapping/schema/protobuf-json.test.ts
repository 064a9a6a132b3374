import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { protobufJson } from '../../../../local/mapping/schema/protobuf-json.ts';

const DEFINITION = `syntax = "proto3";
package shop;
import "google/protobuf/timestamp.proto";
enum Status { OPEN = 0; PAID = 1; }
message Order {
  string order_id = 1;
  int64 cents = 2;
  Status status = 3;
  bytes raw = 4;
  double rate = 5;
  map<string, int32> unit_prices = 6;
  repeated Line lines = 7;
  google.protobuf.Timestamp at = 8;
  Order parent = 9;
  message Line { string sku = 1; }
}
message Account { string owner = 1; }
`;
const decode = protobufJson(DEFINITION);
const { root } = protobuf.parse(DEFINITION.replace(/import.*|.*Timestamp.*/g, ''));
const message = (type: string, value: object): Buffer =>
  Buffer.from(root.lookupType(type).encode(root.lookupType(type).fromObject(value)).finish());
const json = (index: number, bytes: Buffer): unknown =>
  JSON.parse(decode(Buffer.concat([Buffer.of(index), bytes])).toString());

test('the index counts the messages of a file by their full names, those of maps too', () => {
  expect(json(0, message('shop.Account', { owner: 'a' }))).toEqual({ owner: 'a' });
  expect(json(1, message('shop.Order', { orderId: 'b' }))).toEqual({ orderId: 'b' });
  expect(json(2, message('shop.Order.Line', { sku: 'c' }))).toEqual({ sku: 'c' });
  expect(() => json(3, Buffer.alloc(0))).toThrow('message 3 of 4');
  expect(() => json(4, Buffer.alloc(0))).toThrow('message 4 of 4');
});

test('the index is a varint', () => {
  const line = message('shop.Order.Line', { sku: 'c' });
  expect(JSON.parse(decode(Buffer.concat([Buffer.of(0x82, 0x80, 0x00), line])).toString())).toEqual({
    sku: 'c',
  });
  for (const bytes of [[], [0x80], [0x80, 0x80, 0x80, 0x80, 0x80, 0x00]]) {
    expect(() => decode(Buffer.from(bytes))).toThrow('the index of the message is no varint of 32 bits');
  }
});

test("a message is JSON by Protobuf's mapping", () => {
  const order = message('shop.Order', {
    orderId: 'b',
    cents: '9007199254740993',
    status: 'PAID',
    raw: Buffer.from([0xff]),
    rate: Number.POSITIVE_INFINITY,
    unitPrices: { a: 1 },
    lines: [{ sku: 'c' }, {}],
  });
  expect(json(1, order)).toEqual({
    orderId: 'b',
    cents: '9007199254740993',
    status: 'PAID',
    raw: '/w==',
    rate: 'Infinity',
    unitPrices: { a: 1 },
    lines: [{ sku: 'c' }, {}],
  });
  expect(json(1, message('shop.Order', {}))).toEqual({});
});

test.each<[string, Buffer]>([
  ['ends within a field', Buffer.from([0x0a, 0x05, 0x61])],
  ['has a text that is no UTF-8', Buffer.from([0x0a, 0x01, 0xff])],
  ['ends a group that has not begun', Buffer.from([0x0c])],
])('what %s is refused', (_name, bytes) => {
  expect(() => json(1, bytes)).toThrow(
    expect.objectContaining({ code: 'undecodable', fault: 'DESERIALIZATION_ERROR' }),
  );
});

describe('what Google has a text or a bare value for', () => {
  const known = protobufJson(`syntax = "proto3";
    import "google/protobuf/timestamp.proto";
    import "google/protobuf/duration.proto";
    import "google/protobuf/wrappers.proto";
    message All {
      google.protobuf.Timestamp at = 1;
      repeated google.protobuf.Duration took = 2;
      google.protobuf.Int64Value count = 3;
      google.protobuf.StringValue note = 4;
    }`);
  const pair = (seconds: number | string, nanos: number): Uint8Array =>
    new protobuf.Writer().uint32(8).int64(seconds).uint32(16).int32(nanos).finish();
  const all = (...fields: readonly (readonly [number: number, bytes: Uint8Array])[]): unknown => {
    const writer = new protobuf.Writer();
    for (const [number, bytes] of fields) writer.uint32(number * 8 + 2).bytes(bytes);
    return JSON.parse(known(Buffer.concat([Buffer.of(0), writer.finish()])).toString());
  };

  test('comes so', () => {
    expect(
      all(
        [1, pair(1_700_000_000, 120_000_000)],
        [2, pair(1, 500_000_000)],
        [2, pair(-3, -1)],
        [2, pair(0, 0)],
        [3, new protobuf.Writer().uint32(8).int64('9007199254740993').finish()],
        [4, Buffer.alloc(0)],
      ),
    ).toEqual({
      at: '2023-11-14T22:13:20.120Z',
      took: ['1.500s', '-3.000000001s', '0s'],
      count: '9007199254740993',
      note: '',
    });
    expect(all([1, Buffer.alloc(0)])).toEqual({ at: '1970-01-01T00:00:00Z' });
  });

  test.each<[string, number, Uint8Array]>([
    ['a time after the year 9999', 1, pair(253_402_300_800, 0)],
    ['a time before the year 1', 1, pair(-62_135_596_801, 0)],
    ['a time with too many nanos', 1, pair(0, 1e9)],
    ['a duration of two signs', 2, pair(1, -1)],
    ['a duration that is too long', 2, pair(315_576_000_001, 0)],
  ])('%s is refused', (_name, number, bytes) => {
    expect(() => all([number, bytes])).toThrow(expect.objectContaining({ code: 'undecodable' }));
  });
});

test('messages within messages end at a depth', () => {
  let nested = Buffer.alloc(0);
  for (let depth = 0; depth < 2000; depth += 1) {
    nested = Buffer.from(new protobuf.Writer().uint32(0x4a).bytes(nested).finish());
  }
  expect(() => json(1, nested)).toThrow(/are no Order$/);
});

test('a file that imports more than common types is of no use', () => {
  expect(() => protobufJson('syntax = "proto3"; import "other.proto"; message A {}')).toThrow(
    "it imports 'other.proto', and a schema version is one file",
  );
  expect(() => protobufJson('message {')).toThrow();
});
