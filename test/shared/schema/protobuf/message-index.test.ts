import protobufjs from 'protobufjs';
import { describe, expect, test } from 'vitest';
import type { Framed } from '../../../../shared/schema/contract.ts';
import { messageIndex } from '../../../../shared/schema/protobuf/message-index.ts';
import { contractOf, failure, proto3 } from './proto-contract.ts';

const NESTED =
  'syntax = "proto3"; package a.b; message B { message C {} message A { message D {} } } enum E { X = 0; }';

const index = (definition: string, root: string, framed: Framed): number[] => [
  ...messageIndex(definition, root, framed).written,
];

const accepts = (root: string, framed: Framed, bytes: number[]): number =>
  messageIndex(NESTED, root, framed).skip(Buffer.from([9, 9, ...bytes]), 2, 2 + bytes.length);

describe("Glue's index: all messages of a file, by full name", () => {
  test.each([
    ['a.b.B', 0],
    ['a.b.B.A', 1],
    ['a.b.B.A.D', 2],
    ['a.b.B.C', 3],
  ])('%s is message %i', (root, expected) => {
    expect(index(NESTED, root, 'glue')).toEqual([expected]);
    expect(accepts(root, 'glue', [expected])).toBe(3);
  });

  test('upper case is before lower case, a message before those within it, and those before a longer name', () => {
    const definition = proto3(
      'message a {}',
      'message Ab { message Z {} }',
      'message Ab_ {}',
      'message B {}',
    );
    const names = ['Ab', 'Ab.Z', 'Ab_', 'B', 'a'];
    expect(names.map((name) => index(definition, name, 'glue'))).toEqual([[0], [1], [2], [3], [4]]);
  });

  test('a map counts as the message that the compiler makes of it', () => {
    const definition = proto3(
      'message Address { map<string, int32> house_numbers = 1; map < int64 , .Order > by_2nd_name = 2; }',
      'message Order { Address a = 1; }',
    );
    expect(index(definition, 'Order', 'glue')).toEqual([3]);
    // A name that sorts between the two entries.
    const between = proto3(
      'message M { map<string, int32> z_a = 1; map<string, int32> b_c = 2; message C {} }',
    );
    expect(index(between, 'M.C', 'glue')).toEqual([2]);
  });

  test('an index of two and of three bytes is written and read', () => {
    const definition = (count: number) =>
      proto3(...Array.from({ length: count }, (_, each) => `message A${each} {}`), 'message Root {}');
    expect(index(definition(300), 'Root', 'glue')).toEqual([0xac, 0x02]);
    expect(index(definition(16_400), 'Root', 'glue')).toEqual([0x90, 0x80, 0x01]);
    const { skip } = messageIndex(definition(300), 'Root', 'glue');
    expect(skip(Buffer.from([0xac, 0x02]), 0, 2)).toBe(2);
    expect(failure(() => skip(Buffer.from([0x2c]), 0, 1)).code).toBe('frame-message-index');
  });

  test.each([
    ['another message', [1], 'frame-message-index'],
    ['more than 32 bits', [0xff, 0xff, 0xff, 0xff, 0x7f], 'frame-message-index'],
    ['a varint without end', [0x80, 0x80, 0x80, 0x80, 0x80, 0x80], 'frame-message-index'],
    ['nothing', [], 'frame-truncated'],
    ['half a varint', [0x80], 'frame-truncated'],
  ])('%s is refused', (_, bytes, code) => {
    expect(failure(() => accepts('a.b.B', 'glue', bytes)).code).toBe(code);
  });
});

describe("Confluent's index: places as declared, from the outside in", () => {
  test.each([
    ['a.b.B', [0]],
    ['a.b.B.C', [4, 0, 0]],
    ['a.b.B.A', [4, 0, 2]],
    ['a.b.B.A.D', [6, 0, 2, 0]],
  ])('%s is %j', (root, expected) => {
    expect(index(NESTED, root, 'confluent')).toEqual(expected);
    expect(accepts(root, 'confluent', expected)).toBe(2 + expected.length);
  });

  test('the second message is a list of one; enums and maps do not count', () => {
    const definition = proto3(
      'enum E { X = 0; }',
      'message A { map<string, int32> m = 1; message In {} }',
      'message B {}',
    );
    expect(index(definition, 'B', 'confluent')).toEqual([2, 2]);
    expect(index(definition, 'A.In', 'confluent')).toEqual([4, 0, 0]);
  });

  test('the first message may be spelt as a list of one', () => {
    expect(accepts('a.b.B', 'confluent', [2, 0])).toBe(4);
  });

  test('an index of two bytes is written and read', () => {
    const definition = proto3(...Array.from({ length: 100 }, (_, each) => `message A${each} {}`));
    expect(index(definition, 'A99', 'confluent')).toEqual([2, 0xc6, 0x01]);
    expect(messageIndex(definition, 'A99', 'confluent').skip(Buffer.from([2, 0xc6, 0x01]), 0, 3)).toBe(3);
  });

  test.each([
    ['the first message for one within it', [0], 'frame-message-index'],
    ['another place', [4, 0, 0], 'frame-message-index'],
    ['a place less', [2, 0], 'frame-message-index'],
    ['a place more', [6, 0, 2, 0], 'frame-message-index'],
    ['less than none', [1], 'frame-message-index'],
    ['2,000 million', [0xfe, 0xff, 0xff, 0xff, 0x0f], 'frame-message-index'],
    ['a count of 33 bits', [0x84, 0x80, 0x80, 0x80, 0x10, 0, 2], 'frame-message-index'],
    ['a list cut short', [4, 0], 'frame-truncated'],
    ['nothing', [], 'frame-truncated'],
  ])('%s is refused', (_, bytes, code) => {
    expect(failure(() => accepts('a.b.B.A', 'confluent', bytes)).code).toBe(code);
  });
});

describe('the definition of a version', () => {
  const awkward = `
    syntax = "proto3"; // message Comment {
    /* message Block { */
    package shop ;
    option java_package = "message Text { map<string, int32> x = 1; }";
    import 'other.proto';
    enum message { NONE = 0; }
    message Zero { string message = 1; message map = 2; oneof pick { string a = 3; map other = 4; } }
    message map { option (mine) = { key: "x" inner { deep: 1 } message Within { deep: 1 } }; reserved 1 to 5, "message"; }
    service Orders { rpc Get (Zero) returns (map) { option idempotency_level = IDEMPOTENT; } }
    extend google.protobuf.MessageOptions { string mine = 50000; }
    message Order { message Line { map<string, shop.Zero> by_sku = 1 [deprecated = true]; } repeated Line lines = 1; }
  `;

  test('comments, texts, enums, services, options and oneofs hold no messages', () => {
    const all = ['shop.Order', 'shop.Order.Line', 'shop.Zero', 'shop.map'];
    // The map's entries are between.
    expect(all.map((name) => index(awkward, name, 'glue'))).toEqual([[0], [1], [3], [4]]);
    expect(index(awkward, 'shop.Order.Line', 'confluent')).toEqual([4, 4, 0]);
  });

  test('what protobufjs parses has the same messages in the same order', () => {
    const found: string[] = [];
    const visit = (within: protobufjs.NamespaceBase) => {
      for (const each of within.nestedArray) {
        if (each instanceof protobufjs.Type) found.push(each.fullName.slice(1));
        if (each instanceof protobufjs.Namespace) visit(each);
      }
    };
    visit(protobufjs.parse(NESTED).root);
    expect(found.sort().map((name) => index(NESTED, name, 'glue'))).toEqual([[0], [1], [2], [3]]);
  });

  test.each([
    '',
    'no proto at all }}} {',
    '{"type":"record"}',
    'package shop; message Other {}',
    'message Order {}',
  ])('one without the root cannot be read: %j', (definition) => {
    const error = failure(() => messageIndex(definition, 'shop.Order', 'glue'));
    expect(error).toMatchObject({
      code: 'schema-unreadable',
      message: "the version has no message 'shop.Order'",
    });
  });

  test('a later version may put the root in another place', () => {
    const v1 = proto3('message Order { string id = 1; }');
    const v2 = proto3(
      'message Discount { int32 percent = 1; }',
      'message Order { string id = 1; Discount off = 2; }',
    );
    for (const framed of ['glue', 'confluent'] as const) {
      const bytes = contractOf('Order', v1, v2).writer(2, framed)({ id: 'a', off: { percent: 5 } }, 0);
      expect(bytes.subarray(0, 2)).toEqual(Buffer.from(framed === 'glue' ? [1, 0x0a] : [2, 2]));
      expect(contractOf('Order', v1).reader(v2, framed)(bytes, 0, bytes.length)).toEqual({ id: 'a' });
      expect(failure(() => contractOf('Order', v1).reader(1, framed)(bytes, 0, bytes.length)).code).toBe(
        'frame-message-index',
      );
    }
  });
});
