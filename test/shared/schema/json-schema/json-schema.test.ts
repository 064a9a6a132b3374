import { describe, expect, test } from 'vitest';
import { Codec } from '../../../../shared/schema/codec.ts';
import type { Contract } from '../../../../shared/schema/contract.ts';
import { type FramingKind, framingOf } from '../../../../shared/schema/framing.ts';
import { jsonSchema } from '../../../../shared/schema/json-schema/json-schema.ts';
import type { SchemaError } from '../../../../shared/schema/schema-error.ts';
import type { FindVersion } from '../../../../shared/schema/version-lookup.ts';
import { testVersionId } from '../../../driver/version-ids.ts';

type Value = Record<string, unknown>;

const contractOf = (...definitions: (object | boolean | string)[]): Contract<Value> =>
  jsonSchema<Value>({
    topic: 'orders.v1',
    attribute: 'value',
    compatibility: 'BACKWARD',
    definitions: definitions.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))),
  });

const closed = (properties: object, more: object = {}) => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...more,
});

/** `writtenWith` 1: another version than the newest, if there are two. */
function read(contract: Contract<Value>, text: string | Buffer, writtenWith: number | string = 1): Value {
  const bytes = Buffer.concat([Buffer.from('frame'), Buffer.from(text)]);
  return contract.reader(writtenWith, 'glue')(bytes, 5, bytes.length);
}

const written = (contract: Contract<Value>, value: unknown, version = contract.definitions.length): string =>
  contract
    .writer(version, 'glue')(value as Value, 5)
    .toString('utf8', 5);

const failure = (act: () => unknown): SchemaError => {
  try {
    act();
  } catch (error) {
    return error as SchemaError;
  }
  throw new Error('nothing was refused');
};

const id = { type: 'string' };
const V1 = closed({ id, cents: { type: 'integer' } }, { required: ['id', 'cents'] });
const V2 = closed(
  {
    id,
    cents: { type: 'integer' },
    currency: { type: 'string', default: 'EUR' },
    lines: {
      type: 'array',
      default: [],
      items: closed({ sku: { type: 'string' }, n: { type: 'integer', default: 1 } }),
    },
  },
  { required: ['id', 'cents', 'currency'] },
);
const order = { id: 'a', cents: 5, currency: 'CHF', lines: [{ sku: 's', n: 2 }] };

describe('text that is read', () => {
  const contract = contractOf(V2);

  test('a value of our own version is read as it stands', () => {
    expect(read(contract, JSON.stringify(order))).toEqual(order);
  });

  test.each<[string, string | Buffer, string]>([
    ['nothing', '', 'value: '],
    ['no JSON', 'secret', 'the 6 bytes are not JSON'],
    ['JSON that is cut short', '{"id":"secret"', 'the 14 bytes are not JSON'],
    ['JSON with more behind it', '{} secret', 'the 9 bytes are not JSON'],
    ['a byte order mark', '\uFEFF{}', 'the 5 bytes are not JSON'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'the 3 bytes are not UTF-8'],
    [
      'UTF-8 of half a surrogate pair',
      Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
      'the 5 bytes are not UTF-8',
    ],
    ['a property missing', '{"id":"secret"}', "value: must have required property 'cents'"],
    ['another type', '{"id":"secret","cents":"5"}', 'cents: must be integer'],
    ['a mismatch within', '{"id":"a","cents":5,"lines":[{},{"sku":7}]}', 'lines[1].sku: must be string'],
    [
      'a property more, in our own version',
      '{"id":"a","cents":5,"secret":1}',
      'value: must NOT have additional properties',
    ],
    [
      'an integer that a number does not hold',
      '{"id":"a","cents":9007199254740993}',
      'an integer of more digits than a number holds',
    ],
  ])('%s is refused', (_, text, message) => {
    const error = failure(() => read(contract, text));
    expect(error).toMatchObject({ name: 'SchemaError', code: 'value-schema' });
    expect(error.message).not.toContain('secret');
    if (message !== 'value: ') expect(error.message).toBe(message);
  });

  test('sixteen digits are no matter where they are text, or where a number holds them', () => {
    const value = { id: '90071992547409931234', cents: 9007199254740991 };
    expect(read(contract, JSON.stringify(value))).toMatchObject(value);
  });

  test('an integer of more digits is found wherever it stands', () => {
    for (let before = 0; before < 40; before += 1) {
      const text = (number: string) => `${' '.repeat(before)}{"x":[${number}],"y":1}`;
      const open = contractOf(true);
      expect(failure(() => read(open, text('9007199254740993'))).code).toBe('value-schema');
      expect(failure(() => read(open, text('-9007199254740993'))).code).toBe('value-schema');
      expect(failure(() => read(open, text('123456789012345678901234567890'))).code).toBe('value-schema');
      expect(read(open, text('9007199254740992')).x).toEqual([2 ** 53]);
      expect(read(open, text('0.30000000000000004')).x).toEqual([0.1 + 0.2]);
    }
  });

  test('U+FFFD itself is a character', () => {
    expect(read(contract, '{"id":"\uFFFD","cents":1}').id).toBe('\uFFFD');
  });

  test('keys that a schema does not name are not in messages', () => {
    const map = contractOf({ additionalProperties: { items: { type: 'string' } } });
    expect(failure(() => read(map, '{"secret":["a",1]}')).message).toBe('[*][1]: must be string');
  });

  test('up to five mismatches are named, of the branches that were tried', () => {
    const branches = Array.from({ length: 9 }, (_, n) => ({ const: n }));
    const error = failure(() => read(contractOf({ anyOf: branches }), '"secret"'));
    expect(error.message).toBe(
      'value: must be 0; value: must be 1; value: must be 2; value: must be 3; value: must be 4',
    );
  });

  test('of an enum the allowed values are named', () => {
    const error = failure(() =>
      read(contractOf({ properties: { e: { enum: ['A', 1] } } }), '{"e":"secret"}'),
    );
    expect(error.message).toBe('e: must be one of ["A",1]');
  });

  test('values within values without end are too deep, to be parsed or to be validated', () => {
    const deep = (inner: string) => `${'['.repeat(300_000)}${inner}${']'.repeat(300_000)}`;
    const lists = contractOf({
      $ref: '#/definitions/list',
      definitions: { list: { items: { $ref: '#/definitions/list' } } },
    });
    expect(failure(() => read(lists, deep(''))).code).toBe('value-too-deep');
    expect(failure(() => read(contractOf(true), deep('12345678901234567890'))).code).toBe('value-too-deep');
  });

  test('a key __proto__ is a key like any other, and properties of every object are not there', () => {
    const value = read(contractOf({ type: 'object' }), '{"__proto__":{"x":1}}');
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect((value as { x?: unknown }).x).toBeUndefined();
    const error = failure(() => read(contractOf({ required: ['toString'] }), '{}'));
    expect(error.message).toBe("value: must have required property 'toString'");
  });
});

describe('text of another version', () => {
  const contract = contractOf(V1, V2);

  test('a property with a default that is missing is filled in, and within what is filled in', () => {
    expect(read(contract, '{"id":"a","cents":5}')).toEqual({ id: 'a', cents: 5, currency: 'EUR', lines: [] });
    expect(read(contract, '{"id":"a","cents":5,"lines":[{},{"n":3}]}').lines).toEqual([{ n: 1 }, { n: 3 }]);
    const nested = contractOf({ properties: { a: { default: {}, properties: { b: { default: 1 } } } } });
    expect(read(nested, '{}')).toEqual({ a: { b: 1 } });
  });

  test('a default is the value’s own', () => {
    (read(contract, '{"id":"a","cents":5}').lines as unknown[]).push('changed');
    expect(read(contract, '{"id":"a","cents":5}').lines).toEqual([]);
  });

  test('a closed object drops what it does not have, wherever it is', () => {
    const text = '{"id":"a","cents":5,"later":{"x":1},"lines":[{"sku":"s","later":1}]}';
    expect(read(contract, text)).toEqual({ id: 'a', cents: 5, currency: 'EUR', lines: [{ sku: 's', n: 1 }] });
    expect(read(contractOf(V2), text, '{"not":"looked at"}')).toEqual(read(contract, text));
  });

  test('what the second version wrote is read by the first', () => {
    expect(read(contractOf(V1), written(contract, order), JSON.stringify(V2))).toEqual({ id: 'a', cents: 5 });
  });

  test('an open object keeps what it does not have, and so do pattern and additional properties', () => {
    const open = contractOf(true, {
      properties: { a: closed({}) },
      patternProperties: { '^x-': closed({ n: true }) },
      additionalProperties: closed({ m: true }),
    });
    expect(read(open, '{"a":{"z":1},"x-1":{"n":1,"z":1},"b":{"m":1,"z":1}}')).toEqual({
      ...{ a: {}, 'x-1': { n: 1 }, b: { m: 1 } },
    });
    const pattern = contractOf(true, closed({}, { patternProperties: { '^x-': true } }));
    expect(read(pattern, '{"x-1":1,"y-1":1}')).toEqual({ 'x-1': 1 });
  });

  test('tuples, allOf and $ref are gone through, also in circles', () => {
    const tree = contractOf(true, {
      allOf: [{ $ref: '#/definitions/a~1b%20c' }],
      definitions: {
        'a/b c': closed({
          kind: { default: 'leaf' },
          inner: { $ref: '#/definitions/a~1b%20c' },
          pair: { items: [closed({}), true], additionalItems: closed({}) },
        }),
      },
    });
    expect(read(tree, '{"z":1,"inner":{"z":1,"kind":"x"},"pair":[{"z":1},{"z":1},{"z":1}]}')).toEqual({
      ...{ kind: 'leaf', inner: { kind: 'x' }, pair: [{}, { z: 1 }, {}] },
    });
  });

  test.each<[string, object, string]>([
    [
      'anyOf',
      { anyOf: [closed({ a: { default: 1 } }, { required: ['x'] }), { properties: { b: true } }] },
      '{"b":1,"z":1}',
    ],
    ['oneOf', { oneOf: [closed({ a: { default: 1 } }), { required: ['b'] }] }, '{"b":1,"z":1}'],
    ['if', { if: closed({ a: { default: 1 } }), else: true }, '{"z":1}'],
    ['not', { not: closed({ a: { default: 1 } }) }, '{"z":1}'],
    ['contains', { contains: closed({ a: { default: 1 } }) }, '[{},{"z":1}]'],
    ['dependencies', { dependencies: { q: closed({ a: { default: 1 } }) } }, '{"z":1}'],
    [
      'a $ref within anyOf',
      { anyOf: [{ $ref: '#/definitions/d' }, true], definitions: { d: closed({ a: { default: 1 } }) } },
      '{"z":1}',
    ],
  ])('within %s nothing is dropped or filled in', (_, schema, text) => {
    expect(read(contractOf(true, schema), text)).toEqual(JSON.parse(text));
  });

  test('what only a closed branch takes is refused rather than changed', () => {
    const union = contractOf(true, { oneOf: [closed({ a: true }), closed({ b: true })] });
    expect(failure(() => read(union, '{"a":1,"later":1}')).code).toBe('value-schema');
  });

  test('JSON that a mapping decoded is taken as that of another version', () => {
    expect(contract.fromJson({ id: 'a', cents: 5, later: 1 })).toEqual({
      id: 'a',
      cents: 5,
      currency: 'EUR',
      lines: [],
    });
    expect(failure(() => contract.fromJson({ id: 'a' })).code).toBe('value-schema');
  });

  test('a version that there is not is an error of the caller', () => {
    expect(() => contract.reader(3, 'glue')).toThrow(RangeError);
  });
});

describe('a value that is written', () => {
  const contract = contractOf(V1, V2);

  test('it is written as it stands: nothing is filled in, and the value is left alone', () => {
    const value = Object.freeze({ id: 'é😀', cents: 5, currency: 'EUR' });
    expect(written(contract, value)).toBe('{"id":"é😀","cents":5,"currency":"EUR"}');
  });

  test.each<[string, object, string]>([
    [
      'a property missing',
      { currency: undefined },
      'currency: undefined; allowed: what JSON has; what is absent is left out',
    ],
    [
      'a property that there is not',
      { curency: 'x' },
      "value: must NOT have additional properties: 'curency'",
    ],
    ['NaN', { cents: Number.NaN }, 'cents: a number that JSON does not have'],
    ['infinity', { cents: Number.POSITIVE_INFINITY }, 'cents: a number that JSON does not have'],
    ['a BigInt', { cents: 5n }, 'cents: bigint; allowed'],
    ['a fraction', { cents: 0.5 }, 'cents: must be integer'],
    ['a Date', { currency: new Date(0) }, 'currency: an object of a class; allowed: plain objects'],
    ['a Map', { lines: new Map() }, 'lines: an object of a class'],
    ['a toJSON of its own', { lines: { toJSON: () => [] } }, 'lines[*]: function; allowed'],
    ['a function', { currency: () => 'EUR' }, 'currency: function; allowed'],
    ['a symbol', { currency: Symbol('EUR') }, 'currency: symbol; allowed'],
    ['half a surrogate pair', { id: '\ud800' }, 'id: a string with half a surrogate pair'],
    ['such a name', { '\ud800': 1 }, 'value: a name with half a surrogate pair'],
    ['a hole in a list', { lines: new Array(2) }, 'lines[0]: undefined; allowed'],
    ['a mismatch within', { lines: [{}, { sku: 1 }] }, 'lines[1].sku: must be string'],
  ])('%s is refused, with its path', (_, wrong, message) => {
    const error = failure(() => written(contract, { ...order, ...wrong }));
    expect(error).toMatchObject({ name: 'SchemaError', code: 'value-schema' });
    expect(error.message).toContain(message);
  });

  test.each([undefined, Number.NaN, () => 1])('%s alone is refused where anything is allowed', (value) => {
    expect(failure(() => written(contractOf(true), value)).message).toMatch(/^value: /);
  });

  test('what has no end is too deep', () => {
    const loop: Value = {};
    loop.loop = loop;
    expect(failure(() => written(contractOf(true), loop)).code).toBe('value-too-deep');
  });

  test('a pinned first version leaves out what it is closed to, and nobody else’s value changes', () => {
    const value = structuredClone(order);
    expect(written(contract, value, 1)).toBe('{"id":"a","cents":5}');
    expect(value).toEqual(order);
  });

  test('a pinned first version that is open keeps what came later', () => {
    expect(JSON.parse(written(contractOf({ type: 'object' }, V2), order, 1))).toEqual(order);
  });

  test('a pinned first version refuses what no version has, and what it cannot do without', () => {
    expect(failure(() => written(contract, { ...order, curency: 'x' }, 1)).message).toContain("'curency'");
    const gone = contractOf({ required: ['gone'] }, closed({ id }));
    expect(failure(() => written(gone, { id: 'a' }, 1)).message).toContain("required property 'gone'");
  });
});

describe('a definition', () => {
  const using = (definition: object | string) => () => contractOf(definition).reader(1, 'glue');

  test.each([
    undefined,
    'http://json-schema.org/draft-07/schema#',
    'http://json-schema.org/draft-06/schema',
    'http://json-schema.org/draft-04/schema#',
  ])('$schema %s is taken', ($schema) => {
    expect(read(contractOf({ $schema, $id: 'https://example.com/order.json', type: 'string' }), '"x"')).toBe(
      'x',
    );
  });

  test.each<[string, object | string, string]>([
    [
      'another draft',
      { $schema: 'https://json-schema.org/draft/2020-12/schema' },
      'allowed: draft-07, draft-06, draft-04, or none',
    ],
    [
      'draft-04 where it differs',
      { $schema: 'http://json-schema.org/draft-04/schema#', minimum: 1, exclusiveMinimum: true },
      'exclusiveMinimum must be number',
    ],
    [
      'a remote $ref',
      { properties: { a: { $ref: 'https://example.com/a.json' } } },
      "$ref 'https://example.com/a.json'; allowed: '#' and '#/…'",
    ],
    ['a named $ref', { not: { items: [{ $ref: '#a' }] } }, "$ref '#a'; allowed"],
    [
      'a type beside a $ref',
      { $ref: '#/definitions/a', type: 'string', definitions: { a: true } },
      "'type' beside $ref; allowed",
    ],
    ['a $ref to nothing', { $ref: '#/definitions/a' }, '#/definitions/a'],
    ['an $id within', { definitions: { a: { $id: 'a.json' } } }, "'$id' within a schema"],
    ['asynchronous validation', { $async: true }, "'$async' within a schema"],
    ['nullable', { properties: { a: { type: 'string', nullable: true } } }, "'nullable' within a schema"],
    ['a keyword that is wrong', { type: 'text' }, 'type must be equal to one of the allowed values'],
    ['a pattern that is none', { pattern: '(' }, 'Invalid regular expression'],
    ['a list', '[]', 'a definition that is no JSON Schema'],
    ['no JSON', 'type: object', 'JSON'],
  ])('%s is refused when it is compiled', (_, definition, message) => {
    expect(using(definition)).toThrow(message);
    expect(using(definition)).toThrow("topic 'orders.v1': the value's schema, version 1: ");
  });

  test('properties may be called as keywords are', () => {
    const named = contractOf({
      properties: { nullable: { type: 'boolean' }, $id: { type: 'string' }, $ref: true },
    });
    expect(read(named, '{"nullable":true,"$id":"x","$ref":1}')).toEqual({
      nullable: true,
      $id: 'x',
      $ref: 1,
    });
  });

  test('what says nothing about the value may stand beside a $ref', () => {
    const beside = contractOf({
      properties: { a: { $ref: '#/definitions/d', description: 'a', default: 7 } },
      definitions: { d: { type: 'integer' } },
    });
    expect(read(beside, '{}')).toEqual({ a: 7 });
  });

  test.each([
    ['date-time', '2026-01-31T12:00:00.5+01:00', '2026-01-31 12:00'],
    ['date', '2028-02-29', '2026-02-29'],
    ['time', '23:59:59Z', '24:00:00Z'],
    ['email', 'a@example.com', 'a@'],
    ['hostname', 'example.com', '-a'],
    ['ipv4', '10.0.0.1', '10.0.0.256'],
    ['ipv6', '::1', ':::1'],
    ['uri', 'https://example.com/a', '/a'],
    ['uri-reference', '/a', 'a\\b'],
    ['uri-template', '/a/{b}', '/a/{b'],
    ['regex', '^a$', '('],
    ['json-pointer', '/a/0', 'a'],
    ['relative-json-pointer', '1/a', '/a'],
  ])('format %s: %s is one, %s is none', (format, right, wrong) => {
    const contract = contractOf({ format });
    expect(read(contract, JSON.stringify(right))).toBe(right);
    expect(failure(() => read(contract, JSON.stringify(wrong))).message).toBe(
      `value: must match format "${format}"`,
    );
  });

  test.each(['uuid', 'phone-number', 'toString'])('format %s is none of the draft, and ignored', (format) => {
    expect(read(contractOf({ format }), '"x"')).toBe('x');
  });
});

describe('the codec', () => {
  const ids: Record<FramingKind, readonly string[]> = {
    glue: [1, 2].map((version) => testVersionId('orders.v1', version)),
    'glue-zlib': [1, 2].map((version) => testVersionId('orders.v1', version)),
    confluent: ['7', '8'],
  };
  const codec = (
    kind: FramingKind,
    definitions: object[],
    more: { find?: FindVersion; written?: number } = {},
  ) =>
    new Codec({
      contract: contractOf(...definitions),
      framing: framingOf(kind),
      versions: { ids: ids[kind].slice(0, definitions.length), written: more.written ?? definitions.length },
      find: more.find ?? ((reference) => Promise.reject(new Error(`asked for ${reference}`))),
    });

  test.each(['glue', 'glue-zlib', 'confluent'] as const)(
    '%s: it reads its own version, an earlier one, and one that it looks up; a pinned one is the earlier',
    async (kind) => {
      const newest = codec(kind, [V1, V2]);
      expect(newest.decode(newest.encode(order))).toEqual(order);
      const first = codec(kind, [V1]);
      expect(newest.decode(first.encode({ id: 'b', cents: 6 }))).toMatchObject({ id: 'b', currency: 'EUR' });
      expect(first.decode(codec(kind, [V1, V2], { written: 1 }).encode(order))).toEqual({
        id: 'a',
        cents: 5,
      });
      const asking = codec(kind, [V1], { find: () => Promise.resolve(JSON.stringify(V2)) });
      await expect(asking.decode(newest.encode(order))).resolves.toEqual({ id: 'a', cents: 5 });
    },
  );
});
