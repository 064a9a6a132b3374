import { describe, expect, test } from 'vitest';
import { canRead } from '../../../compatibility/protobuf/can-read.ts';

const proto3 = (body: string): string => `syntax = "proto3"; package shop; ${body}`;

describe('a file that is no definition is refused with the place', () => {
  test.each([
    ['text that is no .proto file', 'nonsense', "illegal token 'nonsense' (line 1)"],
    ['a file that ends early', proto3('message Order {\n  string id'), 'line 2'],
    ['a file without a message', proto3('enum Status { NEW = 0; }'), 'no message'],
    ['an unknown type', proto3('message Order { Line line = 1; }'), "'Line' in Type .shop.Order"],
    [
      'a number used twice',
      proto3('message Order { int32 a = 1; int32 b = 1; }'),
      'duplicate id 1 in Type Order',
    ],
    ['a number that is reserved', proto3('message Order { reserved 1; int32 a = 1; }'), 'id 1 is reserved'],
    ['a number of zero', proto3('message Order { int32 a = 0; }'), 'shop.Order.a = 0'],
    ['a number of the implementation', proto3('message Order { int32 a = 19500; }'), 'not 19000 to 19999'],
    [
      'an enum of proto3 that starts above 0',
      proto3('message Order { enum E { A = 1; } }'),
      'shop.Order.E.A = 1',
    ],
    ['a group', 'message Order { optional group G = 1 { optional int32 a = 1; } }', 'Order.G: groups'],
    ['a range for extensions', 'message Order { extensions 100 to 199; }', 'Order: extensions'],
    ['an edition', 'edition = "2023"; message Order { int32 a = 1; }', 'proto2 or proto3'],
    ['an import of another file', proto3('import "line.proto"; message Order { }'), 'import "line.proto"'],
    [
      'an import of what describes files',
      proto3('import "google/protobuf/descriptor.proto"; message Order { }'),
      'google/protobuf/timestamp.proto',
    ],
  ])('%s', (_, text, part) => {
    const good = proto3('message Order { string id = 1; }');
    const refusal = expect.objectContaining({
      code: 'schema-definition',
      message: expect.stringContaining(part),
    });
    expect(() => canRead(text, good)).toThrow(refusal);
    expect(() => canRead(good, text)).toThrow(refusal);
  });
});

test('a file that names no syntax is proto2', () => {
  const text = 'message Order { required string id = 1; }';
  expect(canRead(text, `syntax = "proto2"; ${text}`)).toEqual([]);
});
