import type avsc from 'avsc';
import types, { type AvroSchema, type Type, type TypeOptions } from 'avsc/lib/types.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkNext } from '../../../compatibility/check-next.ts';
import type { AvroJson } from '../../../schema-tool/avro/avro-json.ts';
import { AvroTypes } from '../../../schema-tool/avro/avro-types.ts';
import { printDeclaration } from '../../../schema-tool/typescript/print-declaration.ts';
import { avro } from '../../../shared/schema/avro/avro.ts';
import { fits } from '../fits.ts';
import { field, order } from '../schemas-folder.ts';
import { anyAvro } from './any-avro.ts';

test('a value of any record that avsc writes is decoded to what the generated types say', () => {
  fc.assert(
    fc.property(anyAvro, (schema) => {
      const definition = JSON.stringify(schema);
      // Not every definition reads what it writes: in ["string", "bytes"] bytes are read as a string.
      fc.pre(checkNext({ format: 'AVRO', mode: 'BACKWARD', earlier: [], next: definition }).length === 0);
      const generated = new AvroTypes();
      const root = generated.add(schema as AvroJson);
      const parts = {
        topic: 't',
        attribute: 'value',
        compatibility: 'NONE',
        definitions: [definition],
      } as const;
      const read = avro(parts).reader(1, 'glue');
      const theirs = valuesOf(definition);
      for (let sample = 0; sample < 5; sample += 1) {
        const bytes = theirs.toBuffer(theirs.random());
        const value = read(bytes, 0, bytes.length);
        expect(fits(value, root, generated.declarations)).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});

/** avsc's, which writes strings that are no UTF-8 if it is to make values up itself. */
function valuesOf(definition: string): avsc.Type {
  const typeHook = (schema: AvroSchema, options: TypeOptions): Type | undefined =>
    schema === 'string' ? new PlainString({ type: 'string' }, options) : undefined;
  return types.Type.forSchema(JSON.parse(definition), { typeHook }) as Type & avsc.Type;
}

class PlainString extends types.builtins.StringType {
  random(): string {
    return 'text';
  }
}

describe('types', () => {
  const printed = (...fields: readonly object[]): readonly string[] => {
    const generated = new AvroTypes();
    generated.add(order(...fields) as AvroJson, '', ', version 3');
    return generated.declarations.map(printDeclaration).flatMap((text) => text.split('\n'));
  };
  const typeOf = (type: unknown): string => {
    const line = printed(field('it', type)).find((each) => each.includes(' it:')) ?? '';
    return line.trim().slice('readonly it: '.length, -1);
  };
  const enumOf = (name: string, ...symbols: string[]) => ({ type: 'enum', name, symbols });
  const recordOf = (name: string) => ({ type: 'record', name, fields: [field('x', 'int')] });

  test.each<[unknown, string]>([
    ['int', 'number'],
    [{ type: 'long', logicalType: 'timestamp-millis' }, 'number'],
    ['bytes', 'Buffer'],
    [{ type: 'fixed', name: 'F', size: 4 }, 'Buffer'],
    [['null', 'string'], 'string | null'],
    [['string', 'null'], 'string | null'],
    [['string', 'int', 'null'], 'string | number | null'],
    [['string'], 'string'],
    [{ type: 'array', items: ['null', 'int'] }, 'readonly (number | null)[]'],
    [{ type: 'array', items: { type: 'array', items: 'int' } }, 'readonly (readonly number[])[]'],
    [{ type: 'map', values: 'bytes' }, 'Readonly<Record<string, Buffer>>'],
    [enumOf('E', 'A', 'B'), 'E'],
    ['Order', 'Order'],
    [['null', 'com.example.Order'], 'Order | null'],
  ])('%j is %s', (type, expected) => {
    expect(typeOf(type)).toBe(expected);
  });

  test.each<[unknown, string]>([
    [['null', 'int', 'double'], '{ readonly int: number } | { readonly double: number } | null'],
    [['string', enumOf('E', 'A')], "{ readonly string: string } | { readonly 'com.example.E': E }"],
    [
      ['Order', recordOf('Line')],
      "{ readonly 'com.example.Order': Order } | { readonly 'com.example.Line': Line }",
    ],
    [
      ['Order', { type: 'map', values: 'int' }],
      "{ readonly 'com.example.Order': Order } | { readonly map: Readonly<Record<string, number>> }",
    ],
    [
      ['bytes', { type: 'fixed', name: 'F', size: 4 }],
      "{ readonly bytes: Buffer } | { readonly 'com.example.F': Buffer }",
    ],
  ])('a union of what looks alike, %j, names its branches', (type, expected) => {
    expect(typeOf(type)).toBe(expected);
  });

  test('enums and records within others are declared once, under their own names, after the one that has them', () => {
    const lines = printed(
      field('first', recordOf('Line')),
      field('second', 'Line'),
      field('state', enumOf('State', 'A', 'B')),
    );
    expect(lines.filter((line) => line.startsWith('export'))).toEqual([
      'export interface Order {',
      'export interface Line {',
      "export type State = 'A' | 'B';",
    ]);
  });

  test('comments are the docs, with names, version and units', () => {
    const date = ['null', { type: 'int', logicalType: 'date' }];
    const lines = printed(
      field('a', 'int'),
      field('b', 'int', { doc: 'Pieces' }),
      field('c', date, { doc: 'When' }),
      field('d', { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 }),
      field('e', { type: 'string', logicalType: 'money' }),
      field('f', { type: 'int', logicalType: 'timestamp-millis' }),
      field('g', 'int', { doc: 'Ends here */ export const x = 1; /*\n  and goes on\n' }),
      field('h', 'int', { doc: 7 }),
    );
    expect(lines).toEqual([
      '/** com.example.Order, version 3 */',
      'export interface Order {',
      '  readonly id: string;',
      '  readonly a: number;',
      '  /** Pieces */',
      '  readonly b: number;',
      '  /** When. Days since 1970-01-01. */',
      '  readonly c: number | null;',
      "  /** decimal(9, 2), unscaled, two's complement, the highest byte first. */",
      '  readonly d: Buffer;',
      '  /** Logical type money. */',
      '  readonly e: string;',
      '  readonly f: number;',
      '  /**',
      '   * Ends here *\\/ export const x = 1; /*',
      '   * and goes on',
      '   */',
      '  readonly g: number;',
      '  readonly h: number;',
      '}',
    ]);
  });

  test.each<[unknown, string]>([
    [
      recordOf('com.other.Order'),
      "'com.example.Order' and 'com.other.Order' would both be the TypeScript type 'Order'; rename one",
    ],
    [
      recordOf('Record'),
      "'com.example.Record' would be the TypeScript type 'Record', a name that is taken; rename it",
    ],
    [
      recordOf('delete'),
      "'com.example.delete' would be the TypeScript type 'delete', a name that is taken; rename it",
    ],
    [
      enumOf('avro', 'A'),
      "'com.example.avro' would be the TypeScript type 'avro', a name that is taken; rename it",
    ],
  ])('%j beside Order is refused', (type, message) => {
    expect(() => printed(field('it', type))).toThrow(message);
  });
});
