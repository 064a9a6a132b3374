import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { avro } from '../../../../shared/schema/avro/avro.ts';
import type { SchemaError } from '../../../../shared/schema/schema-error.ts';

const recordOf = (fields: readonly object[], more: object = {}) =>
  JSON.stringify({ type: 'record', name: 'Thing', namespace: 'com.example', fields, ...more });
const contractOf = <V = unknown>(...definitions: string[]) =>
  avro<V>({ topic: 'things.v1', attribute: 'value', compatibility: 'BACKWARD', definitions });

/** What is written with one version and read by a function that was built with all of them. */
function through(definitions: readonly string[], writtenWith: number, value: unknown): unknown {
  const bytes = contractOf(...definitions.slice(0, writtenWith)).writer(writtenWith, 'glue')(value, 3);
  return contractOf(...definitions).reader(writtenWith, 'glue')(bytes, 3, bytes.length);
}

const failure = (act: () => unknown): SchemaError => {
  try {
    act();
  } catch (error) {
    return error as SchemaError;
  }
  throw new Error('nothing was refused');
};

const id = { name: 'id', type: 'string' };

describe('a version reads what an earlier one wrote', () => {
  test.each<[string, readonly string[], unknown, unknown]>([
    [
      'a field that came later has its default',
      [recordOf([id]), recordOf([id, { name: 'n', type: 'int', default: 7 }])],
      { id: 'a' },
      { id: 'a', n: 7 },
    ],
    [
      'a field that went is dropped',
      [recordOf([{ name: 'old', type: 'bytes' }, id]), recordOf([id])],
      { id: 'a', old: Buffer.from('gone') },
      { id: 'a' },
    ],
    [
      'an array that went is skipped',
      [recordOf([{ name: 'old', type: { type: 'array', items: 'string' } }, id]), recordOf([id])],
      { id: 'a', old: ['x', 'y'] },
      { id: 'a' },
    ],
    [
      'a map that went is skipped',
      [recordOf([{ name: 'old', type: { type: 'map', values: 'long' } }, id]), recordOf([id])],
      { id: 'a', old: { x: 1, y: 2 } },
      { id: 'a' },
    ],
    [
      'an int is read as a double',
      [recordOf([{ name: 'n', type: 'int' }]), recordOf([{ name: 'n', type: 'double' }])],
      { n: 3 },
      { n: 3 },
    ],
    [
      'a field under another name is found by its alias',
      [
        recordOf([{ name: 'nr', type: 'string' }]),
        recordOf([{ name: 'id', type: 'string', aliases: ['nr'] }]),
      ],
      { nr: 'a' },
      { id: 'a' },
    ],
    [
      'a symbol that is not known is the default of the enum',
      [
        recordOf([{ name: 'e', type: { type: 'enum', name: 'E', symbols: ['A', 'B'] } }]),
        recordOf([{ name: 'e', type: { type: 'enum', name: 'E', symbols: ['A'], default: 'A' } }]),
      ],
      { e: 'B' },
      { e: 'A' },
    ],
    [
      'an optional value is read from one that was not',
      [recordOf([{ name: 's', type: 'string' }]), recordOf([{ name: 's', type: ['null', 'string'] }])],
      { s: 'x' },
      { s: 'x' },
    ],
  ])('%s', (_, definitions, written, read) => {
    expect(through(definitions, 1, written)).toEqual(read);
  });

  test('and one that it cannot read is refused before any record is', () => {
    const contract = contractOf(recordOf([{ name: 'id', type: 'int' }]), recordOf([id]));
    expect(failure(() => contract.reader(1, 'glue'))).toMatchObject({
      code: 'schema-unreadable',
      verdict: 'permanent',
    });
  });
});

describe('an older version is written', () => {
  test('without the fields that came later, which readers of the last fill in', () => {
    const contract = contractOf(recordOf([id]), recordOf([id, { name: 'n', type: 'int', default: 7 }]));
    const bytes = contract.writer(1, 'glue')({ id: 'a', n: 3 }, 0);
    expect(contract.reader(1, 'glue')(bytes, 0, bytes.length)).toEqual({ id: 'a', n: 7 });
  });
});

describe('a value that does not fit is refused with path and rule, and not quoted', () => {
  const line = { type: 'record', name: 'Line', fields: [{ name: 'cents', type: 'long' }] };
  const { writer } = contractOf(
    recordOf([
      id,
      { name: 'lines', type: { type: 'array', items: line }, default: [] },
      {
        name: 'state',
        type: ['null', { type: 'enum', name: 'State', symbols: ['ON', 'OFF'] }],
        default: null,
      },
    ]),
  );
  test.each<[string, unknown, RegExp]>([
    ['a number for a string', { id: 12 }, /^id: a number that does not fit; allowed: string$/],
    ['no value', { id: undefined }, /^id: of type undefined; allowed: string$/],
    [
      'a wrong type within',
      { id: 'a', lines: [{ cents: 1 }, { cents: 'SECRET' }] },
      /^lines\.1\.cents: of type string; allowed: long$/,
    ],
    [
      'half a cent',
      { id: 'a', lines: [{ cents: 0.5 }] },
      /^lines\.0\.cents: a number that does not fit; allowed: long$/,
    ],
    ['more than a number holds', { id: 'a', lines: [{ cents: 2 ** 60 }] }, /lines\.0\.cents/],
    ['a symbol it has not', { id: 'a', state: 'SECRET' }, /^state: of type string; allowed: ON, OFF$/],
    ['a field it has not', { id: 'a', stat: 'ON' }, /no field 'stat'; it has id, lines, state$/],
    [
      'a field within that it has not',
      { id: 'a', lines: [{ cents: 1, cent: 2 }] },
      /Line has no field 'cent'/,
    ],
    ['half a surrogate pair', { id: 'SECRET\ud83d' }, /half a surrogate pair/],
    ['null', null, /^value: null; allowed: record com\.example\.Thing$/],
    ['a list', [], /^id: of type undefined/],
    ['text', 'SECRET', /allowed: record com\.example\.Thing$/],
  ])('%s', (_, value, message) => {
    const error = failure(() => writer(1, 'glue')(value, 0));
    expect(error).toMatchObject({ code: 'value-schema', retriable: false });
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('SECRET');
  });

  test('a value larger than any before is written whole', () => {
    const contract = contractOf<{ id: string }>(recordOf([id]));
    const value = { id: 'é'.repeat(200_000) };
    const bytes = contract.writer(1, 'glue')(value, 18);
    expect(contract.reader(1, 'glue')(bytes, 18, bytes.length)).toEqual(value);
  });
});

describe('bytes from anyone', () => {
  const strings = contractOf(recordOf([id]));
  const list = contractOf(JSON.stringify({ type: 'array', items: 'string' }));
  const nulls = contractOf(JSON.stringify({ type: 'array', items: 'null' }));
  const map = contractOf(JSON.stringify({ type: 'map', values: 'string' }));
  const chain = contractOf(recordOf([{ name: 'next', type: ['null', 'com.example.Thing'], default: null }]));
  const read = (contract: typeof strings, bytes: Buffer) =>
    contract.reader(1, 'glue')(bytes, 0, bytes.length);
  /** Avro's zig-zag varint. */
  const long = (value: bigint): Buffer => {
    const bytes: number[] = [];
    let rest = value >= 0n ? value * 2n : -value * 2n - 1n;
    for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
    return Buffer.of(...bytes, Number(rest));
  };

  test.each<[string, () => unknown, string]>([
    [
      'that end in the middle of a number',
      () => read(contractOf(recordOf([id, { name: 'd', type: 'double' }])), Buffer.of(2, 97, 0, 0, 0)),
      'value-truncated',
    ],
    [
      'that end before a flag',
      () => read(contractOf(recordOf([id, { name: 'b', type: 'boolean' }])), Buffer.of(2, 97)),
      'value-truncated',
    ],
    [
      'with 2^40 numbers',
      () => read(contractOf(JSON.stringify({ type: 'array', items: 'double' })), long(2n ** 40n)),
      'value-truncated',
    ],
    ['that end early', () => read(strings, Buffer.of(8, 65)), 'value-truncated'],
    ['with a string of negative length', () => read(strings, Buffer.of(1)), 'value-truncated'],
    ['with a length of hundreds of bytes', () => read(strings, Buffer.alloc(300, 0xff)), 'value-truncated'],
    ['that go on', () => read(strings, Buffer.of(2, 65, 66)), 'value-trailing'],
    ['that are no UTF-8', () => read(strings, Buffer.of(2, 0xff)), 'value-schema'],
    ['with 2^40 items', () => read(list, long(2n ** 40n)), 'value-truncated'],
    [
      'with 2^40 items in a block of 2^40 bytes',
      () => read(list, Buffer.concat([long(-(2n ** 40n)), long(2n ** 40n)])),
      'value-truncated',
    ],
    [
      'with 2^40 items of no bytes',
      () => read(nulls, Buffer.concat([long(2n ** 40n), Buffer.of(0)])),
      'value-truncated',
    ],
    [
      'with a million items of no bytes in small blocks',
      () => read(nulls, Buffer.concat([...Array.from({ length: 100 }, () => long(65_000n)), Buffer.of(0)])),
      'value-truncated',
    ],
    ['with 2^40 entries', () => read(map, long(2n ** 40n)), 'value-truncated'],
    [
      'with records 200,000 deep',
      () => read(chain, Buffer.concat([Buffer.alloc(200_000, 2), Buffer.of(0)])),
      'value-too-deep',
    ],
    ['with a branch that the union has not', () => read(chain, Buffer.of(8)), 'value-schema'],
  ])('%s are refused', (_, act, code) => {
    expect(failure(act)).toMatchObject({ code, verdict: 'permanent' });
  });

  test('with a skipped map whose block says that it begins before itself end', () => {
    const old = recordOf([{ name: 'old', type: { type: 'map', values: 'string' } }]);
    const contract = contractOf(old, recordOf([{ name: 'n', type: 'int', default: 1 }]));
    const bytes = Buffer.concat([long(-1n), long(-2n), Buffer.of(0)]);
    expect(failure(() => contract.reader(1, 'glue')(bytes, 0, bytes.length))).toHaveProperty('code');
  });

  test('with the key __proto__ have it as a key', () => {
    const bytes = map.writer(1, 'glue')(JSON.parse('{"__proto__": "x", "a": "y"}'), 0);
    const value = read(map, bytes) as object;
    expect(Object.entries(value)).toEqual([
      ['__proto__', 'x'],
      ['a', 'y'],
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test('with U+FFFD itself have it as a character', () => {
    const bytes = strings.writer(1, 'glue')({ id: '\ufffd' }, 0);
    expect(read(strings, bytes)).toEqual({ id: '\ufffd' });
  });

  test('hold nothing of what was read from them', () => {
    const blob = contractOf(
      recordOf([
        { name: 'b', type: 'bytes' },
        { name: 's', type: 'string' },
      ]),
    );
    const bytes = blob.writer(1, 'glue')({ b: Buffer.from('kept'), s: 'kept' }, 0);
    const value = read(blob, bytes);
    bytes.fill(0);
    expect(value).toEqual({ b: Buffer.from('kept'), s: 'kept' });
  });

  test('any of them are read or refused with a code', () => {
    const everything = contractOf(
      recordOf([
        id,
        { name: 'm', type: { type: 'map', values: { type: 'array', items: ['null', 'long', 'string'] } } },
        { name: 'f', type: { type: 'fixed', name: 'F', size: 4 } },
        { name: 'self', type: ['null', 'com.example.Thing'], default: null },
      ]),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          read(everything, Buffer.from(bytes));
        } catch (error) {
          expect((error as SchemaError).name).toBe('SchemaError');
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a long', () => {
  const contract = contractOf<{ n: number }>(recordOf([{ name: 'n', type: 'long' }]));
  const { writer, reader } = contract;
  const edges = [0, 1, 2 ** 31, 2 ** 51, 2 ** 52, 2 ** 52 + 1, Number.MAX_SAFE_INTEGER].flatMap((n) => [
    n,
    -n,
    n - 1,
    1 - n,
  ]);

  test.each([...new Set(edges)])('%s comes back as it went', (n) => {
    const bytes = writer(1, 'glue')({ n }, 0);
    const zigzag = n >= 0 ? BigInt(n) * 2n : BigInt(n) * -2n - 1n;
    expect(
      BigInt(bytes.reduce((sum, byte, index) => sum + BigInt(byte & 127) * 128n ** BigInt(index), 0n)),
    ).toBe(zigzag);
    expect(reader(1, 'glue')(bytes, 0, bytes.length)).toEqual({ n: n === 0 ? 0 : n });
  });

  test.each([2 ** 53, -(2 ** 53), 1.5, Number.NaN])('%s is refused when it is written', (n) => {
    expect(failure(() => writer(1, 'glue')({ n }, 0))).toMatchObject({ code: 'value-schema' });
  });

  test.each([
    ['2^53', '8080808080808020'],
    ['the largest of 64 bits', 'feffffffffffffffff01'],
    ['the smallest of 64 bits', 'ffffffffffffffffff01'],
    ['more than 64 bits', 'ffffffffffffffffffffff01'],
  ])('%s is refused when it is read', (_, hex) => {
    const bytes = Buffer.from(hex, 'hex');
    expect(failure(() => reader(1, 'glue')(bytes, 0, bytes.length))).toMatchObject({ code: 'value-schema' });
  });
});

describe('JSON that a mapping decoded', () => {
  const contract = contractOf(
    recordOf([
      id,
      { name: 'note', type: ['null', 'string'], default: null },
      { name: 'raw', type: 'bytes', default: '\u00ff' },
      { name: 'tags', type: { type: 'map', values: 'int' }, default: {} },
    ]),
  );
  test.each<[string, unknown, unknown]>([
    [
      'plain',
      { id: 'a', note: 'x', raw: '\u0001\u00fe', tags: { t: 1 } },
      { id: 'a', note: 'x', raw: Buffer.of(1, 0xfe), tags: { t: 1 } },
    ],
    [
      'with the branch named',
      { id: 'a', note: { string: 'x' }, raw: '', tags: {} },
      { id: 'a', note: 'x', raw: Buffer.alloc(0), tags: {} },
    ],
    ['of an older version', { id: 'a' }, { id: 'a', note: null, raw: Buffer.of(0xff), tags: {} }],
    [
      'of a newer version',
      { id: 'a', note: null, raw: '', tags: {}, later: 1 },
      { id: 'a', note: null, raw: Buffer.alloc(0), tags: {} },
    ],
  ])('%s is the value that its bytes would have been', (_, json, value) => {
    expect(contract.fromJson(json)).toEqual(value);
  });

  test('that does not fit is refused with its path', () => {
    expect(failure(() => contract.fromJson({ id: 'a', tags: { t: 'x' } })).message).toBe(
      'value.tags.* is no int',
    );
  });
});
