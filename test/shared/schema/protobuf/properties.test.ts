import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SchemaError } from '../../../../shared/schema/schema-error.ts';
import { bare, contractOf, failure, proto3, readBare, writeBare } from './proto-contract.ts';

const definition = proto3(`message All {
  double d = 1; float f = 2; int32 i = 3; uint32 u = 4; sint32 s = 5; fixed32 x = 6; sfixed32 sx = 7;
  int64 li = 8; uint64 lu = 9; sint64 ls = 10; fixed64 lx = 11; sfixed64 lsx = 12;
  bool b = 13; string t = 14; bytes raw = 15; State state = 16; All inner = 17;
  repeated sint32 numbers = 18; repeated string texts = 19; repeated All many = 20; repeated State states = 21;
  repeated fixed64 longs = 2000 [packed = false]; repeated double reals = 2001;
  map<string, All> by_name = 22; map<sint64, bytes> by_number = 23; map<bool, State> by_flag = 24;
  optional int32 maybe = 25; oneof pick { string left = 26; All right = 27; }
  enum State { NONE = 0; OPEN = 1; MINUS = -1; }
}`);
const contract = contractOf<Record<string, unknown>>('All', definition);
const type = bare(definition, 'All');

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const int64 = fc.maxSafeInteger();
const uint64 = fc.maxSafeNat();
const text = fc.string({ unit: 'binary', maxLength: 50 }).filter((each) => each.isWellFormed());
const bytes = fc.uint8Array({ maxLength: 50 }).map((each) => Buffer.from(each));
const state = fc.constantFrom('NONE', 'OPEN', 'MINUS');

const some = <T>(each: fc.Arbitrary<T>) => fc.array(each, { maxLength: 3 });
const keyed = <T>(key: fc.Arbitrary<string>, each: fc.Arbitrary<T>) =>
  fc.dictionary(key, each, { maxKeys: 2 }).map((found) => ({ ...found }));
const int64Text = int64.map((each) => String(each + 0));

/** With messages within it, to that depth. */
function values(depth: number): fc.Arbitrary<Record<string, unknown>> {
  const within = depth === 0 ? undefined : values(depth - 1);
  return fc
    .record({
      ...{ d: fc.double(), f: fc.float(), i: int32, u: uint32, s: int32, x: uint32, sx: int32 },
      ...{ li: int64, lu: uint64, ls: int64, lx: uint64, lsx: int64, b: fc.boolean(), t: text, raw: bytes },
      ...{ state, numbers: some(int32), texts: some(text), states: some(state), longs: some(uint64) },
      ...{ reals: some(fc.double()), maybe: fc.option(int32), byNumber: keyed(int64Text, bytes) },
      byFlag: keyed(fc.constantFrom('true', 'false'), state),
      inner: within === undefined ? fc.constant(null) : fc.option(within),
      many: within === undefined ? fc.constant([]) : some(within),
      byName: within === undefined ? fc.constant({}) : keyed(text, within),
      pick: fc.oneof(
        fc.constant({ left: null, right: null }),
        text.map((left) => ({ left, right: null })),
        ...(within === undefined ? [] : [fc.record({ left: fc.constant(null), right: within })]),
      ),
    })
    .map(({ pick, ...rest }) => ({ ...rest, ...pick }));
}
const all = values(1);

/** vitest's own comparison takes longer than all the rest. */
function same(found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) expect(found).toStrictEqual(expected);
}

test('every value that is written is read as it was', () => {
  fc.assert(
    fc.property(all, (value) => {
      same(readBare(contract, writeBare(contract, value)), value);
    }),
    { numRuns: 200 },
  );
});

test('what is written is what protobufjs writes', () => {
  fc.assert(
    fc.property(all, (value) => {
      same(writeBare(contract, value), type.encode(type.fromObject(value)).finish());
    }),
    { numRuns: 200 },
  );
});

/** The codes that a message alone can be refused with. */
const CODES = new Set(['value-truncated', 'value-schema', 'value-too-deep']);

const refusedOrRead = (message: Uint8Array): 'refused' | 'read' => {
  try {
    const value = readBare(contract, message);
    same(readBare(contract, writeBare(contract, value)), value);
    return 'read';
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    expect(CODES).toContain(error.code);
    return 'refused';
  }
};

test('any bytes are refused with a code, or are a value that can be written again', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (message) => void refusedOrRead(message)),
    { numRuns: 2_000 },
  );
});

test('so are bytes of a value of which some were changed or cut off', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(all, fc.nat(), fc.nat(255), fc.boolean(), (value, at, byte, cut) => {
      const message = writeBare(contract, value);
      const place = at % (message.length + 1);
      if (place < message.length) message[place] = byte;
      seen.add(refusedOrRead(cut ? message.subarray(0, place) : message));
    }),
    { numRuns: 500 },
  );
  expect(seen).toEqual(new Set(['refused', 'read']));
});

test('what protobufjs refuses is refused', () => {
  fc.assert(
    fc.property(all, fc.nat(), fc.nat(255), (value, at, byte) => {
      const message = writeBare(contract, value);
      if (message.length > 0) message[at % message.length] = byte;
      try {
        type.decode(message);
      } catch {
        expect(failure(() => readBare(contract, message))).toBeInstanceOf(SchemaError);
      }
    }),
    { numRuns: 500 },
  );
});

test('any index before a message, in both frames, is refused with a code or the right one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), fc.constantFrom('glue', 'confluent'), (given, framed) => {
      try {
        contract.reader(1, framed)(Buffer.from(given), 0, given.length);
      } catch (error) {
        expect(error).toBeInstanceOf(SchemaError);
      }
    }),
    { numRuns: 2_000 },
  );
});
