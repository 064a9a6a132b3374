import avro from 'avsc';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { avroJson } from '../../../../local/mapping/schema/avro-json.ts';

const read = (schema: unknown, bytes: readonly number[] | Buffer): string =>
  avroJson(JSON.stringify(schema))(Buffer.from(bytes)).toString();
const written = (schema: avro.Schema, value: unknown): string =>
  read(schema, avro.Type.forSchema(schema).toBuffer(value));

/** avsc's own is wrong beyond 2 ** 52. */
function zigzag(value: bigint): number[] {
  const bytes: number[] = [];
  let left = value < 0n ? -2n * value - 1n : 2n * value;
  for (; left > 0x7fn; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
  return [...bytes, Number(left)];
}

describe('plain JSON', () => {
  test.each<[string, avro.Schema, unknown, string]>([
    ['null', 'null', null, 'null'],
    ['a truth value', 'boolean', true, 'true'],
    ['an int', 'int', -1_234_567, '-1234567'],
    ['a long', 'long', 4_294_967_296, '4294967296'],
    ['a float, with the digits it has', 'float', Math.fround(0.1), '0.1'],
    ['a double', 'double', 0.1, '0.1'],
    ['no number', 'double', Number.NaN, '"NaN"'],
    ['an infinite float', 'float', -Infinity, '"-Infinity"'],
    ['a text', 'string', 'é"\n', '"é\\"\\n"'],
    ['bytes, a character each', 'bytes', Buffer.from([0, 65, 255]), '"\\u0000Aÿ"'],
    ['fixed bytes', { type: 'fixed', name: 'F', size: 2 }, Buffer.from('ab'), '"ab"'],
    ['an enum', { type: 'enum', name: 'E', symbols: ['A', 'B'] }, 'B', '"B"'],
    ['a list', { type: 'array', items: 'int' }, [1, 2, 3], '[1,2,3]'],
    ['no list', { type: 'array', items: 'int' }, [], '[]'],
    ['a map', { type: 'map', values: 'int' }, { a: 1, b: 2 }, '{"a":1,"b":2}'],
    ['a union, without its branch', ['null', 'string'], 'a', '"a"'],
    ['a union of nothing', ['null', 'string'], null, 'null'],
    ['a logical type, as what it is below', { type: 'long', logicalType: 'timestamp-millis' }, 5, '5'],
  ])('%s', (_name, schema, value, text) => {
    expect(written(schema, value)).toBe(text);
  });

  test('a record with records of its own kind', () => {
    const node = { type: 'record', name: 'Node', fields: [] as unknown[] };
    node.fields.push({ name: 'value', type: 'int' }, { name: 'next', type: ['null', 'Node'] });
    const value = { value: 1, next: { value: 2, next: null } };
    expect(JSON.parse(written(node as avro.Schema, value))).toEqual(value);
  });

  test('a long has all its digits', () => {
    expect(read('long', [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01])).toBe(
      '9223372036854775807',
    );
    expect(read('long', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01])).toBe(
      '-9223372036854775808',
    );
  });

  test('blocks that say their size are read all the same', () => {
    expect(read({ type: 'array', items: 'int' }, [0x03, 0x04, 0x02, 0x04, 0x02, 0x06, 0x00])).toBe('[1,2,3]');
  });

  test('any number comes as itself', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
        (value) => read('long', zigzag(value)) === String(value),
      ),
    );
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = written('float', value);
        return Object.is(Math.fround(Number(text)), value) || value === 0;
      }),
    );
  });
});

describe('bytes of anyone', () => {
  const list = { type: 'array', items: 'int' };
  test.each<[string, unknown, readonly number[]]>([
    ['that end within the value', 'string', [0x08, 0x61]],
    ['that go on after the value', 'int', [0x02, 0x00]],
    ['of a text that is no UTF-8', 'string', [0x02, 0xff]],
    ['of a text with less than no bytes', 'string', [0x01]],
    ['of a truth value that is neither', 'boolean', [0x02]],
    ['of an enum beyond its symbols', { type: 'enum', name: 'E', symbols: ['A'] }, [0x02]],
    ['of an enum before its symbols', { type: 'enum', name: 'E', symbols: ['A'] }, [0x01]],
    ['of a union beyond its branches', ['null', 'int'], [0x04]],
    ['of an int with more than 32 bits', 'int', [0x80, 0x80, 0x80, 0x80, 0x10]],
    ['of a long with more than 64 bits', 'long', [...Array.from({ length: 9 }, () => 0xff), 0x02]],
    ['of a long without end', 'long', Array.from({ length: 20 }, () => 0xff)],
    [
      'of a list with more items than there are bytes',
      list,
      [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x02],
    ],
    ['of a map whose key is longer than all', { type: 'map', values: 'int' }, [0x02, 0x7e]],
  ])('%s are refused', (_name, schema, bytes) => {
    expect(() => read(schema, bytes)).toThrow(
      expect.objectContaining({ code: 'undecodable', fault: 'DESERIALIZATION_ERROR' }),
    );
  });

  test('items that take no bytes end where their text is too long', () => {
    const many = [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x3f, 0x00];
    const item = { type: 'record', name: 'R', fields: [{ name: 'n'.repeat(10_000), type: 'null' }] };
    expect(() => read({ type: 'array', items: item }, many)).toThrow(
      expect.objectContaining({ fault: 'MaximumPayloadSizeExceeded' }),
    );
  });

  test('records without bytes within themselves end at a depth', () => {
    const endless = { type: 'record', name: 'R', fields: [{ name: 'r', type: ['R', 'null'] }] };
    expect(() => read(endless, Buffer.alloc(1_000_000))).toThrow('nested deeper than 500');
    const bare = { type: 'record', name: 'R', fields: [{ name: 'r', type: 'R' }] };
    expect(() => read(bare, [])).toThrow('nested deeper than 500');
  });

  test('whatever they are, they are read or refused', () => {
    const schema = JSON.stringify({
      type: 'record',
      name: 'R',
      fields: [
        { name: 'a', type: ['null', 'string', { type: 'array', items: ['int', 'R'] }] },
        { name: 'b', type: { type: 'map', values: ['bytes', 'long'] } },
      ],
    });
    const decode = avroJson(schema);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          JSON.parse(decode(Buffer.from(bytes)).toString());
        } catch (error) {
          if ((error as { code?: string }).code !== 'undecodable') throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});
