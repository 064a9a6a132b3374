import { describe, expect, test } from 'vitest';
import { Codec } from '../../../../shared/schema/codec.ts';
import { type FramingKind, framingOf } from '../../../../shared/schema/framing.ts';
import type { FindVersion } from '../../../../shared/schema/version-lookup.ts';
import { testVersionId } from '../../../driver/version-ids.ts';
import { bare, contractOf, failure, proto3, readBare, writeBare } from './proto-contract.ts';

const V1 = proto3('message Order { string order_id = 1; int64 cents = 2; string gone = 3; }');
const V2 = proto3(
  'message Order { string order_id = 1; int64 cents = 2; optional string note = 4; repeated Line lines = 5; }',
  'message Line { string sku = 1; }',
);
const order = { orderId: 'a', cents: 5, note: 'n', lines: [{ sku: 's' }] };

const all = proto3(`message All {
  double d = 1; float f = 2; int32 i = 3; uint32 u = 4; sint32 s = 5; fixed32 x = 6; sfixed32 sx = 7;
  int64 li = 8; uint64 lu = 9; sint64 ls = 10; fixed64 lx = 11; sfixed64 lsx = 12;
  bool b = 13; string t = 14; bytes raw = 15; State state = 16; All inner = 17;
  repeated int32 numbers = 18; repeated string texts = 19; repeated All many = 20; repeated State states = 21;
  map<string, All> by_name = 22; map<int64, string> by_number = 23; map<bool, State> by_flag = 24;
  optional int32 maybe = 25; oneof pick { string left = 26; All right = 27; bytes third = 28; }
  enum State { NONE = 0; OPEN = 1; CLOSED = 2; }
}`);
const nothing = {
  ...{ d: 0, f: 0, i: 0, u: 0, s: 0, x: 0, sx: 0, li: 0, lu: 0, ls: 0, lx: 0, lsx: 0 },
  ...{ b: false, t: '', raw: Buffer.alloc(0), state: 'NONE', inner: null },
  ...{ numbers: [], texts: [], many: [], states: [], byName: {}, byNumber: {}, byFlag: {} },
  ...{ maybe: null, left: null, right: null, third: null },
};
const contract = contractOf<Record<string, unknown>>('All', all);

describe('the shape of a value', () => {
  test('no bytes are a value of defaults: scalars, nulls, empty lists and maps', () => {
    expect(readBare(contract, Buffer.alloc(0))).toStrictEqual(nothing);
  });

  test('a value of defaults is no bytes', () => {
    expect(writeBare(contract, nothing)).toHaveLength(0);
  });

  test('every kind of field comes back as it was', () => {
    const value = {
      ...nothing,
      ...{ d: -0.5, f: 1.5, i: -1, u: 4_294_967_295, s: -2_147_483_648, x: 1, sx: -1 },
      ...{ li: -3, lu: 3, ls: -4, lx: 5, lsx: -6, b: true, t: 'é😀', raw: Buffer.from('r'), state: 'CLOSED' },
      ...{ inner: { ...nothing, i: 7 }, numbers: [1, -1, 300], texts: ['', 'x'], many: [nothing] },
      ...{ states: ['OPEN', 'NONE'], byName: { x: { ...nothing, t: 'y' } }, byNumber: { '-5': 'five' } },
      ...{ byFlag: { true: 'OPEN', false: 'NONE' }, maybe: 0, right: nothing },
    };
    expect(readBare(contract, writeBare(contract, value))).toStrictEqual(value);
  });

  test('a value is a plain object, also in JSON', () => {
    const value = readBare(contractOf('Order', V1), Buffer.alloc(0));
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(JSON.stringify(value)).toBe('{"orderId":"","cents":0,"gone":""}');
  });

  test('defaults that are on the wire all the same are read as defaults', () => {
    const bytes = Buffer.from([0x0a, 0x01, 0x78, 0x0a, 0x00, 0x10, 0x00]);
    expect(readBare(contractOf('Order', V1), bytes)).toStrictEqual({ orderId: '', cents: 0, gone: '' });
  });

  test('bytes that were read are a copy', () => {
    const bytes = Buffer.from([0x00, 0x7a, 0x01, 0x41]);
    const value = contract.reader(1, 'glue')(bytes, 0, bytes.length);
    bytes.fill(0);
    expect(value.raw).toEqual(Buffer.from('A'));
  });

  test('the last member of a oneof that was written is the one', () => {
    const type = bare(all, 'All');
    const parts = [{ left: 'l' }, { right: { i: 1 } }, { third: Buffer.from('t') }, { left: 'again' }];
    const bytes = Buffer.concat(parts.map((each) => type.encode(each).finish()));
    expect(readBare(contract, bytes)).toStrictEqual({ ...nothing, left: 'again' });
  });

  test('a message that comes in parts is merged', () => {
    const type = bare(all, 'All');
    const bytes = Buffer.concat([
      type.encode({ inner: { i: 1, numbers: [1] } }).finish(),
      type.encode({ inner: { s: 2, numbers: [2] } }).finish(),
    ]);
    expect(readBare(contract, bytes).inner).toStrictEqual({ ...nothing, i: 1, s: 2, numbers: [1, 2] });
  });

  test('repeated numbers are read packed and one by one', () => {
    expect(readBare(contract, Buffer.from([0x92, 1, 2, 5, 6, 0x90, 1, 7])).numbers).toEqual([5, 6, 7]);
  });

  test('a map entry without a key or value has their defaults', () => {
    const value = readBare(contract, Buffer.from([0xb2, 1, 0, 0xc2, 1, 2, 0x08, 1]));
    expect(value.byName).toStrictEqual({ '': nothing });
    expect(value.byFlag).toStrictEqual({ true: 'NONE' });
  });

  test('a key of a map may be __proto__, in and out', () => {
    const byName = JSON.parse('{"__proto__":null}');
    Object.defineProperty(byName, '__proto__', { value: nothing, enumerable: true });
    const value = readBare(contract, writeBare(contract, { ...nothing, byName }));
    expect(Object.keys(value.byName as object)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value.byName)).toBe(Object.prototype);
  });

  test('of names for one number the first is read and every one written', () => {
    const alias = contractOf(
      'M',
      proto3('message M { E e = 1; } enum E { option allow_alias = true; A = 0; B = 1; C = 1; }'),
    );
    expect(readBare(alias, writeBare(alias, { e: 'C' }))).toEqual({ e: 'B' });
  });
});

describe('proto2', () => {
  const old = contractOf(
    'M',
    `syntax = "proto2"; message M { required int32 a = 1; optional string b = 2 [default = "x"]; repeated int32 c = 3; optional Part in = 4; }
     message Part { required string id = 1; }`,
  );

  test('what is required is written, defaults too; what is optional is null where absent, with or without a default', () => {
    const value = { a: 0, b: null, c: [1], in: null };
    const bytes = writeBare(old, value);
    expect(bytes).toEqual(Buffer.from([0x08, 0, 0x18, 1]));
    expect(readBare(old, bytes)).toStrictEqual(value);
  });

  test.each([
    ['root', [], 'value: M.a is missing, and required'],
    ['message within', [0x08, 1, 0x22, 0], 'in: Part.id is missing, and required'],
  ])('what is required and missing is refused in the %s', (_, bytes, message) => {
    const error = failure(() => readBare(old, Buffer.from(bytes)));
    expect(error).toMatchObject({ code: 'value-schema', message });
  });

  test('groups are refused', () => {
    const group = contractOf(
      'M',
      'syntax = "proto2"; message M { optional group Part = 1 { optional int32 a = 2; } }',
    );
    expect(() => group.reader(1, 'glue')).toThrow('.M.part is a group; allowed: messages');
  });
});

describe('numbers of 64 bits', () => {
  const types = ['int64', 'uint64', 'sint64', 'fixed64', 'sfixed64'] as const;
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  const signed = (type: string) => !type.startsWith('u') && type !== 'fixed64';
  const of = (type: string) => contractOf<{ n: number }>('M', proto3(`message M { ${type} n = 1; }`));
  const bytesOf = (type: string, n: bigint) =>
    bare(proto3(`message M { ${type} n = 1; }`), 'M')
      .encode({ n: n.toString() })
      .finish();

  const cases = types.flatMap((type) =>
    [
      most,
      most - 1n,
      1n,
      2n ** 32n,
      2n ** 31n,
      2n ** 32n - 1n,
      ...(signed(type) ? [-most, -1n, -(2n ** 32n)] : []),
    ].map((n) => [type, n] as const),
  );
  test.each(cases)('%s: %s is read and written exactly', (type, n) => {
    const bytes = bytesOf(type, n);
    expect(readBare(of(type), bytes)).toEqual({ n: Number(n) });
    expect(writeBare(of(type), { n: Number(n) })).toEqual(Buffer.from(bytes));
  });

  const beyond = types.flatMap((type) =>
    [
      most + 1n,
      most + 2n,
      2n ** 62n,
      2n ** 63n - 1n,
      ...(signed(type) ? [-most - 1n, -most - 2n, -(2n ** 63n)] : [2n ** 64n - 1n]),
    ].map((n) => [type, n] as const),
  );
  test.each(beyond)('%s: %s is refused on both sides', (type, n) => {
    const reading = failure(() => readBare(of(type), bytesOf(type, n)));
    expect(reading).toMatchObject({ code: 'value-schema', message: 'n: a number beyond ±(2^53 − 1)' });
    const writing = failure(() => writeBare(of(type), { n: Number(n) }));
    expect(writing.code).toBe('value-schema');
  });
});

describe('bytes that are no value', () => {
  const nested = (depth: number): Buffer => {
    let bytes = Buffer.alloc(0);
    for (let level = 0; level < depth; level += 1) {
      bytes = Buffer.concat([Buffer.from([0x8a, 0x01]), varint(bytes.length), bytes]);
    }
    return bytes;
  };
  const varint = (n: number) => Buffer.from(n < 128 ? [n] : [(n & 0x7f) | 0x80, n >> 7]);

  test.each<[string, number[], string, string]>([
    ['a string that goes on', [0x72, 5, 0x41], 'value-truncated', 't: it goes on after its last byte'],
    ['a length of 4 GB', [0x72, 0xff, 0xff, 0xff, 0xff, 0x0f], 'value-truncated', 't: it goes on'],
    ['a length of 64 bits', [0x72, ...Array(9).fill(0xff), 1], 'value-truncated', 't: it goes on'],
    ['a varint that goes on', [0x18, 0x80], 'value-truncated', 'i: it goes on after its last byte'],
    [
      'a varint of eleven bytes',
      [0x40, ...Array(10).fill(0x80), 1],
      'value-schema',
      'li: a varint of more than 64 bits',
    ],
    [
      'a varint of 65 bits',
      [0x40, ...Array(9).fill(0xff), 2],
      'value-schema',
      'li: a varint of more than 64 bits',
    ],
    ['a fixed number cut short', [0x35, 1, 2, 3], 'value-truncated', 'x: it goes on'],
    ['a double cut short', [0x09, 1, 2, 3], 'value-truncated', 'd: it goes on'],
    [
      'an int32 of 33 bits',
      [0x18, 0xff, 0xff, 0xff, 0xff, 0x1f],
      'value-schema',
      'i: a number of more than 32 bits; allowed: int32',
    ],
    [
      'an int32 of 32 bits without a sign',
      [0x18, 0xff, 0xff, 0xff, 0xff, 0x0f],
      'value-schema',
      'i: a number of more than 32 bits; allowed: int32',
    ],
    [
      'a uint32 of 33 bits',
      [0x20, 0xff, 0xff, 0xff, 0xff, 0x1f],
      'value-schema',
      'u: a number of more than 32 bits; allowed: uint32',
    ],
    ['a string that is not UTF-8', [0x72, 2, 0xc3, 0x28], 'value-schema', 't: a string that is not UTF-8'],
    ['a surrogate in UTF-8', [0x72, 3, 0xed, 0xa0, 0x80], 'value-schema', 't: a string that is not UTF-8'],
    [
      'a key that is not UTF-8',
      [0xb2, 1, 3, 0x0a, 1, 0xff],
      'value-schema',
      'byName[*]: a string that is not UTF-8',
    ],
    ['field 0', [0x00], 'value-schema', 'value: a tag that names no field'],
    [
      'a tag of 33 bits',
      [0xf8, 0xff, 0xff, 0xff, 0x1f, 1],
      'value-schema',
      'value: a tag that names no field',
    ],
    [
      'wire type 6',
      [0xfe, 1, 0],
      'value-schema',
      'value: wire type 6 where a field begins; allowed: 0, 1, 2, 3, 5',
    ],
    ['a known field in another wire type', [0x70, 1], 'value-schema', 't: wire type 0; allowed: 2'],
    ['a group for a message', [0x8b, 1, 0x8c, 1], 'value-schema', 'inner: wire type 3; allowed: 2'],
    ['a group that does not end', [0xfb, 1, 0x08, 1], 'value-truncated', 'value: it goes on'],
    ['a group that ends as another', [0xfb, 1, 0x84, 2], 'value-schema', 'value: wire type 4 where'],
    ['an end without a group', [0xfc, 1], 'value-schema', 'value: wire type 4 where'],
    [
      'a number that an enum does not have',
      [0x80, 1, 9],
      'value-schema',
      'state: a number that enum All.State has no name for',
    ],
    ['such a number in a list', [0xaa, 1, 2, 1, 9], 'value-schema', 'states[1]: a number that enum'],
    ['a packed list cut in a number', [0x92, 1, 2, 1, 0x80, 1], 'value-truncated', 'numbers[1]: it goes on'],
    [
      'a message that reads past its end',
      [0x8a, 1, 2, 0x72, 5, 0x41, 0x41, 0x41, 0x41, 0x41],
      'value-truncated',
      'inner.t: it goes on',
    ],
    [
      'a list within a message',
      [0x8a, 1, 6, 0xa2, 1, 0, 0xa2, 1, 9],
      'value-truncated',
      'inner.many[1]: it goes on',
    ],
  ])('%s is refused', (_, bytes, code, message) => {
    const error = failure(() => readBare(contract, Buffer.from(bytes)));
    expect(error.message).toContain(message);
    expect(error).toMatchObject({ name: 'SchemaError', code });
  });

  test.each<[string, number[]]>([
    ['varint', [0xf8, 1, 0xff, 0x01]],
    ['fixed 64', [0xf9, 1, 1, 2, 3, 4, 5, 6, 7, 8]],
    ['text', [0xfa, 1, 2, 0xff, 0xff]],
    ['group within a group', [0xfb, 1, 0x0b, 0x10, 1, 0x0c, 0xfc, 1]],
    ['fixed 32', [0xfd, 1, 1, 2, 3, 4]],
  ])('a field of ours to nobody is skipped: %s', (_, bytes) => {
    expect(readBare(contract, Buffer.from([...bytes, 0x18, 7]))).toStrictEqual({ ...nothing, i: 7 });
  });

  test('a hundred messages within each other are read, one more is too deep', () => {
    expect(readBare(contract, nested(100)).inner).not.toBeNull();
    expect(failure(() => readBare(contract, nested(101))).code).toBe('value-too-deep');
  });

  test('groups that nobody knows are too deep as messages are', () => {
    const groups = Buffer.alloc(200_000, 0x0b);
    expect(failure(() => readBare(contractOf('M', proto3('message M {}')), groups)).code).toBe(
      'value-too-deep',
    );
  });

  test('empty messages end somewhere: two bytes each would become an object each', () => {
    const some = contractOf<{ many: unknown[] }>(
      'M',
      proto3('message M { repeated N many = 1; }', 'message N {}'),
    );
    const empty = Buffer.alloc(2 * 65_537, Buffer.from([0x0a, 0]));
    expect(readBare(some, empty.subarray(2)).many).toHaveLength(65_536);
    const error = failure(() => readBare(some, empty));
    expect(error).toMatchObject({ code: 'value-schema' });
    expect(error.message).toContain('more than 65536 empty messages');
  });
});

describe('a value that is written', () => {
  test.each<[string, object, string]>([
    ['a fraction', { i: 1.5 }, 'i: a number that does not fit; allowed: int32'],
    ['an int32 too large', { i: 2 ** 31 }, 'i: a number that does not fit; allowed: int32'],
    ['a uint32 below zero', { u: -1 }, 'u: a number that does not fit; allowed: uint32'],
    [
      'a uint64 below zero',
      { lu: -1 },
      'lu: a number that does not fit; allowed: an integer from 0 to 2^53 − 1',
    ],
    ['NaN as an integer', { li: Number.NaN }, 'li: a number that does not fit; allowed: an integer up to'],
    ['a float that would be infinite', { f: 1e39 }, 'f: a number that does not fit; allowed: float'],
    ['text for a number', { d: '1' }, 'd: of type string; allowed: double'],
    ['a number for a bool', { b: 1 }, 'b: a number that does not fit; allowed: bool'],
    ['a BigInt', { li: 1n }, 'li: of type bigint; allowed: an integer'],
    ['half a surrogate pair', { t: '\ud800' }, 't: a string with half a surrogate pair'],
    ['text for bytes', { raw: 'AAAA' }, 'raw: of type string; allowed: Buffer or Uint8Array'],
    [
      'a name the enum does not have',
      { state: 'LOST' },
      'state: of type string; allowed: All.State: NONE, OPEN, CLOSED',
    ],
    ['an enum by number', { state: 1 }, 'state: a number that does not fit; allowed: All.State: NONE'],
    ['null for a plain scalar', { t: null }, 't: null; allowed: string'],
    ['a plain scalar that is missing', { t: undefined }, 't: undefined; allowed: string'],
    ['a list that is missing', { numbers: undefined }, 'numbers: undefined; allowed: an array'],
    ['an object for a list', { numbers: { length: 0 } }, 'numbers: of type object; allowed: an array'],
    ['a hole in a list', { numbers: new Array(2) }, 'numbers[0]: undefined; allowed: int32'],
    ['a list for a message', { inner: [] }, 'inner: an array; allowed: All'],
    ['a Map for a map', { byName: new Map() }, 'byName: of type object; allowed: a plain object'],
    [
      'a key that is no number',
      { byNumber: { x: 'y' } },
      'byNumber[*]: a key that does not fit; allowed: int64 in decimal',
    ],
    ['a key of another spelling', { byNumber: { '01': 'y' } }, 'byNumber[*]: a key that does not fit'],
    [
      'a key that is no bool',
      { byFlag: { yes: 'OPEN' } },
      'byFlag[*]: a key that does not fit; allowed: true, false',
    ],
    [
      'two members of a oneof',
      { left: 'l', right: nothing },
      "right: given beside 'left'; allowed: one field of a oneof",
    ],
    ['a field that there is not', { orderID: 1 }, "value: All has no field 'orderID'; it has d, f, i"],
    ['such a field within', { many: [nothing, { ...nothing, x1: 1 }] }, "many[1]: All has no field 'x1'"],
    [
      'a mismatch deep within',
      { byName: { secret: { ...nothing, many: [{ ...nothing, i: 'x' }] } } },
      'byName[*].many[0].i: of type string; allowed: int32',
    ],
  ])('%s is refused, with its path', (_, wrong, message) => {
    const error = failure(() => writeBare(contract, { ...nothing, ...wrong }));
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('secret');
    expect(error).toMatchObject({ name: 'SchemaError', code: 'value-schema' });
  });

  test.each([null, undefined, 7, 'x', []])('%s is no message', (value) => {
    expect(failure(() => writeBare(contract, value as never)).message).toMatch(/^value: .*; allowed: All$/);
  });

  test('what may be null may be missing', () => {
    const { maybe, inner, left, right, third, ...rest } = nothing;
    expect(writeBare(contract, rest)).toHaveLength(0);
  });

  test('a field that there is not is refused even if another is missing in its place', () => {
    const { maybe, ...rest } = nothing;
    expect(failure(() => writeBare(contract, { ...rest, mabye: 1 })).message).toContain("no field 'mabye'");
  });

  test('a hundred messages within each other are written, one more is too deep; a value within itself too', () => {
    const deep = (levels: number): object => ({ ...nothing, inner: levels === 0 ? null : deep(levels - 1) });
    expect(writeBare(contract, deep(100) as never).length).toBeGreaterThan(100);
    expect(failure(() => writeBare(contract, deep(101) as never)).code).toBe('value-too-deep');
    const loop: Record<string, unknown> = { ...nothing };
    loop.inner = loop;
    expect(failure(() => writeBare(contract, loop)).code).toBe('value-too-deep');
  });

  test('a value is written after one that was refused, and after one larger than what is kept', () => {
    const small = { ...nothing, inner: { ...nothing, t: 'x' } };
    failure(() => writeBare(contract, { ...nothing, inner: { ...nothing, inner: { ...nothing, i: 'x' } } }));
    expect(readBare(contract, writeBare(contract, small))).toStrictEqual(small);
    const large = { ...small, raw: Buffer.alloc(3_000_000, 7) };
    expect(large.raw.equals(readBare(contract, writeBare(contract, large)).raw as Buffer)).toBe(true);
    expect(readBare(contract, writeBare(contract, small))).toStrictEqual(small);
  });

  test('room is left before it', () => {
    const bytes = contractOf('Order', V1).writer(1, 'glue')({ orderId: 'a', cents: 1, gone: '' }, 18);
    expect(bytes.subarray(18)).toEqual(Buffer.from([0, 0x0a, 1, 0x61, 0x10, 1]));
  });
});

describe('versions', () => {
  const both = contractOf<Record<string, unknown>>('Order', V1, V2);
  const old = contractOf<Record<string, unknown>>('Order', V1);

  test('what the first wrote is read as the second: what came later is absent, what went is dropped', () => {
    const bytes = old.writer(1, 'glue')({ orderId: 'a', cents: 5, gone: 'g' }, 0);
    expect(both.reader(1, 'glue')(bytes, 0, bytes.length)).toStrictEqual({
      orderId: 'a',
      cents: 5,
      note: null,
      lines: [],
    });
  });

  test('what the second wrote is read as the first, by its definition', () => {
    const bytes = both.writer(2, 'glue')(order, 0);
    expect(old.reader(V2, 'glue')(bytes, 0, bytes.length)).toStrictEqual({
      orderId: 'a',
      cents: 5,
      gone: '',
    });
  });

  test('a pinned first version leaves out what came later, and needs nothing that went', () => {
    const bytes = both.writer(1, 'glue')(order, 0);
    expect(old.reader(1, 'glue')(bytes, 0, bytes.length)).toStrictEqual({ orderId: 'a', cents: 5, gone: '' });
    expect(failure(() => both.writer(1, 'glue')({ ...order, nota: 1 }, 0)).message).toContain(
      "no field 'nota'",
    );
  });

  const ids: Record<FramingKind, readonly string[]> = {
    glue: [1, 2].map((version) => testVersionId('orders.v1', version)),
    'glue-zlib': [1, 2].map((version) => testVersionId('orders.v1', version)),
    confluent: ['7', '8'],
  };
  const codec = (
    kind: FramingKind,
    definitions: string[],
    more: { find?: FindVersion; written?: number } = {},
  ) =>
    new Codec({
      contract: contractOf<Record<string, unknown>>('Order', ...definitions),
      framing: framingOf(kind),
      versions: { ids: ids[kind].slice(0, definitions.length), written: more.written ?? definitions.length },
      find: more.find ?? ((reference) => Promise.reject(new Error(`asked for ${reference}`))),
    });

  test.each(['glue', 'glue-zlib', 'confluent'] as const)(
    '%s: a codec reads its own version, an earlier one, and one it looks up',
    async (kind) => {
      const newest = codec(kind, [V1, V2]);
      expect(newest.decode(newest.encode(order))).toStrictEqual(order);
      expect(newest.decode(codec(kind, [V1]).encode({ orderId: 'b', cents: 6, gone: '' }))).toStrictEqual({
        ...{ orderId: 'b', cents: 6, note: null, lines: [] },
      });
      const oldest = codec(kind, [V1], { find: () => Promise.resolve(V2) });
      await expect(oldest.decode(newest.encode(order))).resolves.toStrictEqual({
        orderId: 'a',
        cents: 5,
        gone: '',
      });
      const pinned = codec(kind, [V1, V2], { written: 1 });
      expect(codec(kind, [V1]).decode(pinned.encode(order))).toStrictEqual({
        orderId: 'a',
        cents: 5,
        gone: '',
      });
    },
  );
});
