import { expect, test } from 'vitest';
import { jsonSchemaTypes } from '../../../schema-tool/json-schema/json-schema-types.ts';
import { printDeclaration } from '../../../schema-tool/typescript/print-declaration.ts';

/** As they stand in the generated file; the root is named Order. Parsed: no object stands in two places. */
const typesOf = (schema: object): string =>
  jsonSchemaTypes(JSON.parse(JSON.stringify(schema)), 'Order')
    .map(printDeclaration)
    .join('\n');

/** Of one property that is required. */
const typeOf = (schema: unknown): string => {
  const [found = ''] =
    /(?<=readonly a: )[^;]+/.exec(typesOf({ type: 'object', properties: { a: schema }, required: ['a'] })) ??
    [];
  return found;
};

test.each<[string, unknown, string]>([
  ['a string', { type: 'string', minLength: 1 }, 'string'],
  ['an integer', { type: 'integer' }, 'number'],
  ['a number', { type: 'number' }, 'number'],
  ['a boolean', { type: 'boolean' }, 'boolean'],
  ['null', { type: 'null' }, 'null'],
  ['one of several types', { type: ['string', 'null'] }, 'string | null'],
  ['integer and number are both number', { type: ['integer', 'number'] }, 'number'],
  ['an enum', { type: 'string', enum: ['a', "b'c", 1, null] }, `'a' | "b'c" | 1 | null`],
  ['an enum with an object', { enum: ['a', { b: 1 }] }, 'unknown'],
  ['a constant', { const: true }, 'true'],
  ['a list', { type: 'array', items: { type: 'string' } }, 'readonly string[]'],
  ['a list of a union', { type: 'array', items: { type: ['string', 'null'] } }, 'readonly (string | null)[]'],
  ['a list of anything', { type: 'array' }, 'readonly unknown[]'],
  [
    'a list by places',
    { type: 'array', items: [{ type: 'string' }, { type: 'number' }], additionalItems: false },
    'readonly (string | number)[]',
  ],
  ['a list by places and more', { type: 'array', items: [{ type: 'string' }] }, 'readonly unknown[]'],
  ['a map', { type: 'object', additionalProperties: { type: 'number' } }, 'Readonly<Record<string, number>>'],
  ['a map of anything', { type: 'object' }, 'Readonly<Record<string, unknown>>'],
  ['an empty object', { type: 'object', additionalProperties: false }, 'Readonly<Record<string, never>>'],
  [
    'a map by patterns',
    { type: 'object', patternProperties: { '^x': { type: 'string' } }, additionalProperties: false },
    'Readonly<Record<string, string>>',
  ],
  ['one of', { oneOf: [{ type: 'string' }, { type: 'integer' }] }, 'string | number'],
  ['any of', { anyOf: [{ const: 'x' }, { type: 'null' }] }, `'x' | null`],
  ['a choice beside a type', { type: 'string', anyOf: [{ minLength: 2 }, { pattern: '^a' }] }, 'string'],
  ['any of, one of them unknown', { anyOf: [{ type: 'string' }, {}] }, 'unknown'],
  ['all of', { allOf: [{ minLength: 1 }, { type: 'string' }] }, 'string'],
  ['nothing said', {}, 'unknown'],
  ['anything', true, 'unknown'],
  ['properties of what need not be an object', { properties: { b: { type: 'string' } } }, 'unknown'],
  ['not', { not: { type: 'string' } }, 'unknown'],
])('%s is said in TypeScript, as far as it can be', (_, schema, expected) => {
  expect(typeOf(schema)).toBe(expected);
});

test('what is not required may be missing, unless a default is filled in for it', () => {
  const properties = {
    a: { type: 'string' },
    b: { type: 'string' },
    c: { type: 'string', default: 'x' },
    d: false,
  };
  expect(typesOf({ type: 'object', properties, required: ['a'] })).toBe(`export interface Order {
  readonly a: string;
  readonly b?: string;
  readonly c: string;
  readonly d?: never;
}`);
});

test('a default within a choice is not filled in, and does not count', () => {
  const card = { type: 'object', properties: { limit: { type: 'number', default: 1 } } };
  expect(
    typesOf({
      type: 'object',
      definitions: { Card: card, Both: card },
      required: ['paid', 'kept', 'both'],
      properties: {
        paid: { oneOf: [{ $ref: '#/definitions/Card' }, { type: 'null' }] },
        kept: { type: 'object', properties: { limit: { type: 'number', default: 1 } } },
        both: { $ref: '#/definitions/Both' },
        more: {
          items: { anyOf: [{ type: 'array', items: { $ref: '#/definitions/Both' } }, { type: 'null' }] },
        },
      },
    }),
  ).toBe(`export interface Order {
  readonly paid: Card | null;
  readonly kept: OrderKept;
  readonly both: Both;
  readonly more?: unknown;
}
export interface Card {
  readonly limit?: number;
}
export interface OrderKept {
  readonly limit: number;
}
export interface Both {
  readonly limit?: number;
}`);
});

test('objects are interfaces, named after where they stand', () => {
  const line = {
    type: 'object',
    description: 'A line.',
    properties: { sku: { type: 'string' } },
    required: ['sku'],
  };
  expect(
    typesOf({
      type: 'object',
      description: 'A purchase.',
      required: ['lines', 'gift', 'by-day', 'paid'],
      properties: {
        lines: { type: 'array', items: line, description: 'What was bought.' },
        gift: { ...line, type: ['object', 'null'] },
        'by-day': { type: 'object', additionalProperties: line },
        paid: { oneOf: [line, { type: 'string', format: 'date' }] },
      },
    }),
  ).toBe(`/** A purchase. */
export interface Order {
  /** What was bought. */
  readonly lines: readonly OrderLinesItem[];
  /** A line. */
  readonly gift: OrderGift | null;
  readonly 'by-day': Readonly<Record<string, OrderByDayValue>>;
  readonly paid: OrderPaid1 | string;
}
${['OrderLinesItem', 'OrderGift', 'OrderByDayValue', 'OrderPaid1']
  .map((name) => `/** A line. */\nexport interface ${name} {\n  readonly sku: string;\n}`)
  .join('\n')}`);
});

test('definitions keep their names, also where they hold themselves; those that nothing refers to are left out', () => {
  expect(
    typesOf({
      $ref: '#/definitions/node',
      definitions: {
        node: {
          type: 'object',
          properties: { next: { $ref: '#/definitions/node' }, kind: { $ref: '#/definitions/Kind' } },
        },
        Kind: { description: 'Which.', enum: ['a', 'b'] },
        Unused: { type: 'string' },
      },
    }),
  ).toBe(`export type Order = Node;
export interface Node {
  readonly next?: Node;
  readonly kind?: Kind;
}
/** Which. */
export type Kind = 'a' | 'b';`);
});

test('maps and lists that hold themselves are written so that TypeScript takes them', () => {
  expect(
    typesOf({
      type: ['object', 'array', 'null'],
      items: { $ref: '#' },
      additionalProperties: { $ref: '#' },
    }),
  ).toBe('export type Order = { readonly [name: string]: Order } | readonly Order[] | null;');
});

test('what an object is all of are properties of one interface', () => {
  expect(
    typesOf({
      definitions: { Base: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } },
      allOf: [
        { $ref: '#/definitions/Base' },
        { properties: { id: { minLength: 1 }, n: { type: 'integer' } } },
      ],
      required: ['n', 'other'],
    }),
  ).toBe(`export interface Order {
  readonly id: string;
  readonly n: number;
  readonly other: unknown;
}`);
});

test('a choice of requirements leaves an object its properties', () => {
  expect(
    typesOf({
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    }),
  ).toBe(`export interface Order {
  readonly a?: string;
  readonly b?: string;
}`);
});

test('two definitions that would have one name are refused with both', () => {
  const object = (name: string) => ({ type: 'object', properties: { [name]: {} } });
  expect(() =>
    typesOf({
      type: 'object',
      definitions: { 'a-b': object('x'), aB: object('y') },
      properties: { one: { $ref: '#/definitions/a-b' }, two: { $ref: '#/definitions/aB' } },
    }),
  ).toThrow(/'#\/definitions\/a-b' and '#\/definitions\/aB' would both be the TypeScript type 'AB'/);
});
