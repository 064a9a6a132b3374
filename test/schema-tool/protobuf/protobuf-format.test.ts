import protobufjs from 'protobufjs';
import { describe, expect, test } from 'vitest';
import type { ContractCode } from '../../../schema-tool/format.ts';
import { protobufFormat } from '../../../schema-tool/protobuf/protobuf-format.ts';
import { printDeclaration } from '../../../schema-tool/typescript/print-declaration.ts';
import { word } from '../../../schema-tool/typescript/ts-type.ts';
import { protobuf } from '../../../shared/schema/protobuf/protobuf.ts';
import { fits } from '../fits.ts';

const ORDER = `syntax = "proto3";
package com.example;
import "google/protobuf/timestamp.proto";

// A purchase.
message Order {
  // What it is known by.
  string order_id = 1;
  int64 cents = 2; // US cents
  optional int32 discount = 3;
  bytes signature = 4;
  bool paid = 5;
  float weight = 6;
  google.protobuf.Timestamp placed_at = 7;
  repeated Line lines = 8;
  repeated fixed64 numbers = 9;
  map<string, Line> by_name = 10;
  map<int32, bytes> by_number = 11;
  oneof payment { string card = 12; State voucher = 13; }
  State state = 14;
  map<bool, State> states = 15;

  // One kind of thing.
  message Line { string it = 1; Line next = 2; }
  // Where it stands.
  enum State { option allow_alias = true; OPEN = 0; NEW = 0; PAID = 5; GONE = -1; }
}
`;

function contractOf(...definitions: readonly string[]): ContractCode {
  const versions = definitions.map((text, index) => {
    return {
      file: `orders.v1/value/v${index + 1}.proto`,
      text,
      definition: protobufFormat.definitionOf(text),
    };
  });
  return protobufFormat.contractOf({
    path: 'orders.v1/value',
    topic: 'orders.v1',
    attribute: 'value',
    compatibility: 'BACKWARD',
    dataFormat: 'PROTOBUF',
    versions,
  });
}

const printed = (...definitions: readonly string[]): readonly string[] =>
  contractOf(...definitions).declarations.flatMap((each) => printDeclaration(each).split('\n'));

test('types and comments are those of the newest version, nested names run together', () => {
  expect(printed('syntax = "proto3"; package com.example; message Order {}', ORDER)).toEqual([
    '/** com.example.Order, version 2. A purchase. */',
    'export interface Order {',
    '  /** What it is known by. */',
    '  readonly orderId: string;',
    '  /** US cents */',
    '  readonly cents: number;',
    '  readonly discount: number | null;',
    '  readonly signature: Buffer;',
    '  readonly paid: boolean;',
    '  readonly weight: number;',
    '  readonly placedAt: Timestamp | null;',
    '  readonly lines: readonly OrderLine[];',
    '  readonly numbers: readonly number[];',
    '  readonly byName: Readonly<Record<string, OrderLine>>;',
    '  readonly byNumber: Readonly<Record<string, Buffer>>;',
    '  readonly card: string | null;',
    '  readonly voucher: OrderState | null;',
    '  readonly state: OrderState;',
    '  readonly states: Readonly<Record<string, OrderState>>;',
    '}',
    '/** google.protobuf.Timestamp */',
    'export interface Timestamp {',
    '  readonly seconds: number;',
    '  readonly nanos: number;',
    '}',
    '/** com.example.Order.Line. One kind of thing. */',
    'export interface OrderLine {',
    '  readonly it: string;',
    '  readonly next: OrderLine | null;',
    '}',
    '/** com.example.Order.State. Where it stands. */',
    "export type OrderState = 'OPEN' | 'PAID' | 'GONE';",
  ]);
});

test('proto2 knows what is required and what may be missing', () => {
  const text =
    'message A { required string a = 1; optional int32 b = 2 [default = 3]; repeated B c = 4; enum B { X = 1; } }';
  expect(printed(`syntax = "proto2"; ${text}`)).toEqual([
    '/** A, version 1 */',
    'export interface A {',
    '  readonly a: string;',
    '  readonly b: number | null;',
    '  readonly c: readonly AB[];',
    '}',
    '/** A.B */',
    "export type AB = 'X';",
  ]);
});

describe('the generated contract', () => {
  const { declarations, more } = contractOf(ORDER);
  const contract = protobuf({
    topic: 'orders.v1',
    attribute: 'value',
    compatibility: 'BACKWARD',
    definitions: [ORDER],
    message: 'com.example.Order',
    descriptors: (more.descriptors as readonly string[]).map((code) => new Function(`return ${code}`)()),
  });
  const parsed = protobufjs.parse(ORDER);
  parsed.root.addJSON(protobufjs.common.get('google/protobuf/timestamp.proto')?.nested ?? {});
  const type = parsed.root.lookupType('com.example.Order');

  test.each<[string, object]>([
    ['nothing', {}],
    [
      'everything',
      {
        orderId: 'o1',
        cents: 5,
        discount: 0,
        signature: Buffer.from([1]),
        paid: true,
        weight: 1.5,
        placedAt: { seconds: 12, nanos: 3 },
        lines: [{ it: 'a', next: { it: 'b' } }, {}],
        numbers: [1, 2],
        byName: { a: { it: 'x' } },
        byNumber: { 7: Buffer.from([9]) },
        voucher: 5,
        state: -1,
        states: { true: 5 },
      },
    ],
  ])('decodes what has %s to what the types say', (_, value) => {
    const message = type.encode(type.fromObject(value)).finish();
    // The place of the root among the messages of the file, Google's own not counted.
    const bytes = Buffer.concat([Buffer.of(0), message]);
    const read = contract.reader(1, 'glue')(bytes, 0, bytes.length);
    expect(fits(read, word('Order'), declarations)).toBe(true);
    expect(fits({ ...(read as object), more: 1 }, word('Order'), declarations)).toBe(false);
  });

  test('names its root and parses a descriptor for each version', () => {
    expect(more.message).toBe("'com.example.Order'");
    const { more: both } = contractOf('syntax = "proto3"; package com.example; message Order {}', ORDER);
    expect(both.descriptors).toHaveLength(2);
    expect(both.descriptors?.[0]).toBe(
      `JSON.parse('{"nested":{"com":{"nested":{"example":{"nested":{"Order":{"fields":{}}}}}}}}')`,
    );
  });
});

test.each([
  ['message Order { Line it = 1; message Line {} } message OrderLine {}', false],
  ['message Order { Line it = 1; OrderLine other = 2; message Line {} } message OrderLine {}', true],
])('two messages that get one name are refused where both are reached: %s', (text, refused) => {
  const generate = () => printed(`syntax = "proto3"; ${text}`);
  if (refused)
    expect(generate).toThrow("'Order.Line' and 'OrderLine' would both be the TypeScript type 'OrderLine'");
  else
    expect(generate()).toContain(
      'export interface OrderLine {'.replace(
        'interface OrderLine {',
        'type OrderLine = Readonly<Record<string, never>>;',
      ),
    );
});
