import { colour, field, order, type Pair } from './pair.ts';

const line = (...fields: readonly object[]): object => ({ type: 'record', name: 'Line', fields });
const node = (...fields: readonly object[]): object => ({ type: 'record', name: 'Node', fields });
const next = field('next', ['null', 'Node'], { default: null });

export const records: readonly Pair[] = [
  {
    name: 'a field that the writer lacks reads as its default',
    reader: order(field('id', 'string'), field('note', 'string', { default: '' })),
    writer: order(field('id', 'string')),
  },
  {
    name: 'a field that the writer lacks needs a default',
    reader: order(field('id', 'string'), field('note', 'string')),
    writer: order(field('id', 'string')),
    refused: ['reader-field-without-default'],
  },
  {
    name: 'that a field may be null is no default',
    reader: order(field('id', 'string'), field('note', ['null', 'string'])),
    writer: order(field('id', 'string')),
    refused: ['reader-field-without-default'],
  },
  {
    name: 'a null default is a default',
    reader: order(field('id', 'string'), field('note', ['null', 'string'], { default: null })),
    writer: order(field('id', 'string')),
  },
  {
    name: 'the default of an enum is none of the field',
    reader: order(field('colour', colour(['RED'], { default: 'RED' }))),
    writer: order(field('id', 'string')),
    refused: ['reader-field-without-default'],
  },
  {
    name: 'a field that the reader lacks is skipped',
    reader: order(field('id', 'string')),
    writer: order(field('blob', 'bytes'), field('id', 'string'), field('n', 'double')),
  },
  {
    name: 'a reader without fields reads every record of its name',
    reader: order(),
    writer: order(field('id', 'string')),
  },
  {
    name: 'the order of fields means nothing',
    reader: order(field('a', 'int'), field('b', 'string')),
    writer: order(field('b', 'string'), field('a', 'int')),
  },
  {
    name: 'a field is promoted',
    reader: order(field('amount', 'double')),
    writer: order(field('amount', 'int')),
  },
  {
    name: 'a field of another type is refused, though it has a default',
    reader: order(field('amount', 'int', { default: 0 })),
    writer: order(field('amount', 'string')),
    refused: ['type-mismatch'],
  },
  {
    name: 'every reason is told, not the first',
    reader: order(field('id', 'int'), field('note', 'string'), field('paid', 'boolean')),
    writer: order(field('id', 'string'), field('paid', 'int')),
    refused: ['type-mismatch', 'reader-field-without-default', 'type-mismatch'],
  },
  {
    name: 'a record within a list of a record is looked into',
    reader: order(field('lines', { type: 'array', items: line(field('amount', 'int')) })),
    writer: order(field('lines', { type: 'array', items: line(field('amount', 'string')) })),
    refused: ['type-mismatch'],
  },
  {
    name: 'a field renamed with an alias is read',
    reader: order(field('total', 'int', { aliases: ['amount'] })),
    writer: order(field('amount', 'int')),
  },
  {
    name: 'a field renamed without an alias is missing',
    reader: order(field('total', 'int')),
    writer: order(field('amount', 'int')),
    refused: ['reader-field-without-default'],
  },
  {
    name: 'a field renamed without an alias, but with a default, loses its values by the rules',
    reader: order(field('total', 'int', { default: 0 })),
    writer: order(field('amount', 'int')),
  },
  {
    name: "an alias of the writer's joins nothing",
    reader: order(field('total', 'int')),
    writer: order(field('amount', 'int', { aliases: ['total'] })),
    refused: ['reader-field-without-default'],
  },
  {
    name: 'a field is promoted through its alias',
    reader: order(field('total', 'long', { aliases: ['sum', 'amount'] })),
    writer: order(field('amount', 'int')),
  },
  {
    name: 'an alias that meets a field of its name beside the field itself is ambiguous',
    reader: order(field('total', 'int', { aliases: ['amount'] })),
    writer: order(field('amount', 'int'), field('total', 'int')),
    refused: ['ambiguous-alias'],
    unlikeJava: { says: 'throws', because: 'it is no verdict to give up' },
  },
  {
    name: 'a record of itself is read',
    reader: node(field('value', 'long'), next),
    writer: node(field('value', 'int'), next),
  },
  {
    name: 'a record of itself is refused once for what is wrong with it',
    reader: node(field('value', 'int'), next),
    writer: node(field('value', 'string'), next),
    refused: ['type-mismatch'],
  },
  {
    name: 'a record of itself is refused for a link that need not be there in the writer',
    reader: order(field('head', node(field('next', { type: 'array', items: 'Node' })))),
    writer: order(field('head', node(field('next', ['null', { type: 'array', items: 'Node' }])))),
    refused: ['type-mismatch'],
  },
  {
    name: 'defaults of collections and records are read',
    reader: order(
      field('lines', { type: 'array', items: 'int' }, { default: [1, 2] }),
      field('tags', { type: 'map', values: 'string' }, { default: { a: 'b' } }),
      field('first', line(field('amount', 'int'), field('currency', 'string', { default: 'EUR' })), {
        default: { amount: 0 },
      }),
      field('raw', 'bytes', { default: '\u00ff\u0001' }),
      field('rate', 'double', { default: 1 }),
    ),
    writer: order(),
  },
  {
    name: 'doc, order and a default mean nothing to one who finds the field',
    reader: order(field('id', 'string', { doc: 'text', order: 'ignore', default: 'x' })),
    writer: order(field('id', 'string')),
  },
];
