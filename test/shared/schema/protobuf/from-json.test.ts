import { describe, expect, test } from 'vitest';
import { contractOf, failure, proto3 } from './proto-contract.ts';

const contract = contractOf<Record<string, unknown>>(
  'All',
  proto3(`message All {
    int64 big_number = 1; double d = 2; bool b = 3; string t = 4; bytes raw = 5; State state = 6; Part part = 7;
    repeated int32 numbers = 8; map<int32, Part> parts = 9; optional float maybe = 10;
    oneof pick { string left = 11; Part right = 12; }
    enum State { NONE = 0; OPEN = 1; }
    message Part { uint32 u = 1; All all = 2; }
  }`),
);
const nothing = {
  ...{ bigNumber: 0, d: 0, b: false, t: '', raw: Buffer.alloc(0), state: 'NONE', part: null, numbers: [] },
  ...{ parts: {}, maybe: null, left: null, right: null },
};

describe('the value of JSON that was decoded elsewhere', () => {
  test.each<[string, object, object]>([
    ['what is missing is a default', {}, {}],
    ['null is missing', { d: null, part: null, numbers: null, parts: null, maybe: null }, {}],
    ['64 bits come as text', { bigNumber: '-9007199254740991' }, { bigNumber: -9007199254740991 }],
    ['or as numbers', { bigNumber: 12 }, { bigNumber: 12 }],
    ['names may be as in the file', { big_number: '7' }, { bigNumber: 7 }],
    ['bytes come in base64', { raw: 'AAEC' }, { raw: Buffer.from([0, 1, 2]) }],
    ['also that of URLs', { raw: '_-8' }, { raw: Buffer.from([0xff, 0xef]) }],
    ['enums come by name', { state: 'OPEN' }, { state: 'OPEN' }],
    ['or by number', { state: 1 }, { state: 'OPEN' }],
    ['what is no number has a name', { d: '-Infinity', maybe: 'NaN' }, { d: -Infinity, maybe: Number.NaN }],
    [
      'messages, lists and maps',
      { part: { u: 3 }, numbers: [1, '2'], parts: { 4: {} } },
      {
        part: { u: 3, all: null },
        numbers: [1, 2],
        parts: { 4: { u: 0, all: null } },
      },
    ],
    ['a member of a oneof', { right: {}, left: null }, { right: { u: 0, all: null } }],
    ['what ours does not have is dropped', { later: [1] }, {}],
  ])('%s', (_, json, expected) => {
    expect(contract.fromJson(json)).toStrictEqual({ ...nothing, ...expected });
  });

  test.each<[string, unknown, string]>([
    ['no object', 'x', 'value: of type string; allowed: All'],
    ['beyond 2^53', { bigNumber: '9007199254740993' }, 'bigNumber: a number that does not fit'],
    ['text that is no number', { bigNumber: '' }, 'bigNumber: of type string'],
    ['hex', { bigNumber: '0x10' }, 'bigNumber: of type string'],
    ['no base64', { raw: 'é' }, 'raw: of type string; allowed: bytes in base64'],
    [
      'an enum that there is not',
      { state: 7 },
      'state: a number that does not fit; allowed: All.State: NONE, OPEN',
    ],
    [
      'a fraction within',
      { parts: { 1: { u: 0.5 } } },
      'parts[*].u: a number that does not fit; allowed: uint32',
    ],
    [
      'a key that is no number',
      { parts: { x: {} } },
      'parts[*]: a key that does not fit; allowed: int32 in decimal',
    ],
    ['no list', { numbers: {} }, 'numbers: of type object; allowed: an array'],
    ['no map', { parts: [] }, 'parts: an array; allowed: an object'],
    ['two of a oneof', { left: 'x', right: {} }, "value: 'left' and 'right'; allowed: one of them"],
  ])('%s is refused', (_, json, message) => {
    const error = failure(() => contract.fromJson(json));
    expect(error.message).toContain(message);
    expect(error).toMatchObject({ name: 'SchemaError', code: 'value-schema' });
  });

  test('too many messages within each other are too deep', () => {
    let json = {};
    for (let level = 0; level < 101; level += 1) json = level % 2 === 0 ? { part: json } : { all: json };
    expect(failure(() => contract.fromJson(json)).code).toBe('value-too-deep');
  });

  test('what is required and missing is refused', () => {
    const required = contractOf('M', 'syntax = "proto2"; message M { required int32 a = 1; }');
    expect(failure(() => required.fromJson({})).message).toBe('a: it is missing, and required');
  });
});

describe("Google's own messages", () => {
  const google = contractOf<Record<string, unknown>>(
    'google.protobuf.M',
    proto3(
      'package google.protobuf;',
      'message M { Timestamp at = 1; Duration took = 2; Int64Value n = 3; }',
      'message Timestamp { int64 seconds = 1; int32 nanos = 2; }',
      'message Duration { int64 seconds = 1; int32 nanos = 2; }',
      'message Int64Value { int64 value = 1; }',
    ),
  );

  test('timestamps and durations come as text, wrapped scalars bare', () => {
    const json = { at: '2026-01-31T12:00:00.5+01:00', took: '-1.000000001s', n: '5' };
    expect(google.fromJson(json)).toStrictEqual({
      at: { seconds: 1769857200, nanos: 500_000_000 },
      took: { seconds: -1, nanos: -1 },
      n: { value: 5 },
    });
    expect(google.fromJson({ at: '1969-12-31T23:59:59.25Z', took: '0s' })).toStrictEqual({
      at: { seconds: -1, nanos: 250_000_000 },
      took: { seconds: 0, nanos: 0 },
      n: null,
    });
  });

  test.each([{ at: '2026-01-31' }, { at: '2026-13-31T12:00:00Z' }, { took: '1' }, { took: 1 }])(
    '%j is refused',
    (json) => {
      expect(failure(() => google.fromJson(json)).code).toBe('value-schema');
    },
  );
});
