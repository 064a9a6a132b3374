import { type NoDefinition, noDefinition } from './no-definition.ts';
import { colour, field, hash, order, type Pair } from './pair.ts';

const line = (...fields: readonly object[]): object => ({ type: 'record', name: 'Line', fields });

const CASES: readonly NoDefinition[] = [
  {
    name: 'a default of another type',
    definition: order(field('id', 'int', { default: 'x' })),
    noDefinition: 'Order.id: the default is "x", the type is int',
  },
  {
    name: "a union's default of another branch than the first",
    definition: order(field('note', ['null', 'string'], { default: '' })),
    noDefinition: 'Order.note: the default is ""; that of a union is of its first branch, null',
    javaTakesIt:
      'since 1.12 Avro takes a default of any branch; 1.11, which Glue names, does not, nor does our decoder',
  },
  {
    name: "an enum's default that is no symbol",
    definition: colour(['RED'], { default: 'BLUE' }),
    noDefinition: 'Colour: the default of enum Colour is "BLUE", none of RED',
  },
  {
    name: 'a default of a fixed of another size',
    definition: order(field('hash', hash(2), { default: 'a' })),
    noDefinition: 'Order.hash: the default is "a"',
    javaTakesIt: 'Java finds out when it reads',
  },
  {
    name: 'a default of bytes with a character that is no byte',
    definition: order(field('raw', 'bytes', { default: '\u20ac' })),
    noDefinition: 'Order.raw: the default is',
    javaTakesIt: 'it would be cut to a byte without a word',
    thoughDecoded: 'it is cut to a byte without a word',
  },
  {
    name: 'a default of an enum that is no symbol of it',
    definition: order(field('colour', colour(['RED']), { default: 'BLUE' })),
    noDefinition: 'Order.colour: the default is "BLUE", the type is enum Colour',
    javaTakesIt: 'Java finds out when it reads',
  },
  {
    name: 'a default record that leaves out what has no default',
    definition: order(
      field('line', { type: 'record', name: 'Line', fields: [field('amount', 'int')] }, { default: {} }),
    ),
    noDefinition: "Order.line.amount: the default leaves out 'amount'",
  },
  {
    name: 'a default of a long that JavaScript cannot hold',
    definition: order(field('id', 'long', { default: 2 ** 53 })),
    noDefinition: 'Order.id: the default is 9007199254740992',
    javaTakesIt: 'our decoder cannot take it',
  },
  {
    name: 'a default of a list with an item of another type',
    definition: order(field('ids', { type: 'array', items: 'int' }, { default: [1, 'x'] })),
    noDefinition: 'Order.ids[]: the default is "x"',
  },
  {
    name: 'a default of a map with a value of another type',
    definition: order(field('ids', { type: 'map', values: 'int' }, { default: { a: null } })),
    noDefinition: 'Order.ids{}: the default is null',
  },
  {
    name: 'a default of a union whose first branch is a list of something else',
    definition: order(field('ids', [{ type: 'array', items: 'int' }, 'null'], { default: ['x'] })),
    noDefinition: 'Order.ids[]: the default is "x"',
  },
  {
    name: 'a default that leaves out a field whose own default is bytes',
    definition: order(field('line', line(field('raw', 'bytes', { default: '' })), { default: {} })),
    noDefinition: "Order.line.raw: the default leaves out 'raw', which must be written out here",
    javaTakesIt: 'our decoder cannot take it',
  },
  {
    name: 'a default that leaves out a field whose own default is one of several numbers',
    definition: order(field('line', line(field('n', ['int', 'double'], { default: 1 })), { default: {} })),
    noDefinition: "Order.line.n: the default leaves out 'n', which must be written out here",
    javaTakesIt: 'our decoder cannot take it',
  },
  {
    name: 'a default that is a record around it',
    definition: order(field('related', { type: 'array', items: 'Order' }, { default: [{ related: [] }] })),
    noDefinition: 'Order.related[]: the default is a record Order, which is around it',
  },
];

export const defaults: readonly Pair[] = CASES.map(noDefinition);
