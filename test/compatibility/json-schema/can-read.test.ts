import { expect, test } from 'vitest';
import { canRead } from '../../../compatibility/json-schema/can-read.ts';

const reads = (reader: unknown, writer: unknown) => canRead(JSON.stringify(reader), JSON.stringify(writer));

test('a reason names the place in the reader and what both sides have', () => {
  const lines = (amount: object): object => ({
    properties: { lines: { type: 'array', items: { $ref: '#/definitions/line' } } },
    definitions: { line: { type: 'object', properties: { amount } } },
  });
  expect(reads(lines({ type: 'integer' }), lines({ type: ['number', 'null'] }))).toEqual([
    {
      path: '#/properties/lines/items/properties/amount',
      rule: 'type-narrowed',
      message: 'the reader accepts integer, the writer has null or number',
    },
  ]);
});

test('the two schemas that are no object are compared', () => {
  expect(reads(true, { type: 'string' })).toEqual([]);
  expect(reads({ type: 'string' }, false)).toEqual([]);
  expect(reads(false, {}).map(({ rule }) => rule)).toEqual(['nothing-accepted']);
});

/** Kinds of objects told apart by a constant, each of which may hold any of them. */
const kinds = (count: number, type = 'integer'): object => ({
  oneOf: Array.from({ length: count }, (_, index) => ({
    type: 'object',
    properties: { kind: { const: `k${index}` }, size: { type }, inner: { $ref: '#' } },
    required: ['kind'],
  })),
});

test('many kinds of objects that hold each other are told apart', () => {
  expect(reads(kinds(20), kinds(20))).toEqual([]);
  expect(reads(kinds(20), kinds(19))).toEqual([]);
  expect(reads(kinds(20, 'number'), kinds(20))).toEqual([]);
  const [reason] = reads(kinds(19), kinds(20));
  expect(reason).toMatchObject({ path: '#/oneOf', rule: 'one-of-narrowed' });
  expect(reason?.message).toContain('"k19"');
});

test('what takes too long to compare is refused as undecidable', () => {
  const either = (type: string): object => ({
    allOf: Array.from({ length: 12 }, (_, index) => ({
      anyOf: [{ properties: { [`a${index}`]: { type } } }, { required: [`b${index}`] }],
    })),
  });
  expect(reads(either('number'), either('integer'))).toEqual([
    { path: '#', rule: 'undecidable', message: 'the schemas are too large to compare' },
  ]);
});

test('an object that must hold one of its own kind ends', () => {
  const endless = (type: string): object => ({
    type: 'object',
    properties: { next: { $ref: '#' }, size: { type } },
    required: ['next'],
  });
  expect(reads(endless('number'), endless('integer'))).toEqual([]);
});
