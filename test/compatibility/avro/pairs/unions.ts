import { colour, field, hash, order, type Pair } from './pair.ts';

const card = (...fields: readonly object[]): object => ({ type: 'record', name: 'Card', fields });
const cash = (...fields: readonly object[]): object => ({ type: 'record', name: 'Cash', fields });

const EXACT_FIRST =
  'Java takes the branch it was written as; our decoder takes the first that can hold the value';

export const unions: readonly Pair[] = [
  { name: 'a type that becomes nullable is read', reader: ['null', 'string'], writer: 'string' },
  {
    name: 'a nullable type that no longer is, is refused for null',
    reader: 'string',
    writer: ['null', 'string'],
    refused: ['type-mismatch'],
  },
  { name: 'the order of branches means nothing to null', reader: ['null', 'int'], writer: ['int', 'null'] },
  { name: 'a reader with more branches reads', reader: ['null', 'int', 'string'], writer: ['null', 'int'] },
  {
    name: "each of the writer's branches that the reader lacks is a reason",
    reader: ['null', 'int'],
    writer: ['null', 'int', 'string', 'boolean'],
    refused: ['union-branch-missing', 'union-branch-missing'],
  },
  { name: 'a branch is promoted into a union', reader: ['null', 'long'], writer: 'int' },
  {
    name: "the writer's branches are promoted into one type",
    reader: 'double',
    writer: ['int', 'long', 'float'],
  },
  {
    name: "one of the writer's branches that is not read is enough",
    reader: 'long',
    writer: ['int', 'long', 'float'],
    refused: ['type-mismatch'],
  },
  {
    name: 'numbers from narrow to wide each find their own branch',
    reader: ['null', 'int', 'long', 'double'],
    writer: ['null', 'double', 'long', 'int'],
  },
  {
    name: 'an int is not read as a double that is before it',
    reader: ['null', 'double', 'int'],
    writer: ['null', 'int'],
    refused: ['union-branch-shadowed'],
    unlikeJava: { says: 'reads', because: EXACT_FIRST },
    thoughDecoded: 'the value comes out as a double, and is written again as one',
  },
  {
    name: 'a union of bytes and string does not read itself',
    reader: ['bytes', 'string'],
    writer: ['bytes', 'string'],
    refused: ['union-branch-shadowed'],
    unlikeJava: { says: 'reads', because: EXACT_FIRST },
    thoughDecoded: 'the string comes out as bytes',
  },
  {
    name: 'a union of string and bytes does not read bytes either',
    reader: ['null', 'string', 'bytes'],
    writer: 'bytes',
    refused: ['union-branch-shadowed'],
    unlikeJava: { says: 'reads', because: EXACT_FIRST },
    thoughDecoded: 'the bytes come out as a string, or not at all',
  },
  {
    name: 'bytes are not read as the string of a union',
    reader: ['null', 'string'],
    writer: ['null', 'bytes'],
    refused: ['bytes-as-string'],
    unlikeJava: { says: 'reads', because: 'Java puts replacement characters where bytes are no UTF-8' },
    thoughDecoded: 'our decoder refuses each record whose bytes are no UTF-8: it would end as a dead letter',
  },
  {
    name: 'an int that is between a float and a long takes the first that is wide enough',
    reader: ['float', 'long'],
    writer: 'int',
  },
  {
    name: 'records are told apart by name',
    reader: [card(field('number', 'string')), cash(field('amount', 'long'))],
    writer: [cash(field('amount', 'int')), card(field('number', 'string'))],
  },
  {
    name: 'a record that the union lacks is refused',
    reader: [card(field('number', 'string'))],
    writer: [card(field('number', 'string')), cash(field('amount', 'int'))],
    refused: ['union-branch-missing'],
  },
  {
    name: 'a record of a union is looked into',
    reader: ['null', card(field('number', 'string'), field('holder', 'string'))],
    writer: ['null', card(field('number', 'long'))],
    refused: ['type-mismatch', 'reader-field-without-default'],
  },
  {
    name: 'a record of a union is found by its alias',
    reader: ['null', { ...cash(field('amount', 'int')), aliases: ['Coins'] }],
    writer: ['null', { ...cash(field('amount', 'int')), name: 'Coins' }],
  },
  {
    name: 'a record of the same form but another name is not taken for a branch',
    reader: ['null', card(field('number', 'string'))],
    writer: ['null', { ...card(field('number', 'string')), name: 'Giro' }],
    refused: ['union-branch-missing'],
  },
  {
    name: 'a record of another namespace is not taken for a branch',
    reader: ['null', card(field('number', 'string'))],
    writer: ['null', { ...card(field('number', 'string')), namespace: 'shop' }],
    refused: ['union-branch-missing'],
    unlikeJava: {
      says: 'reads',
      because: 'Java compares names without their namespaces; our decoder needs the whole name, or an alias',
    },
  },
  {
    name: 'an enum and a fixed of a union are looked into',
    reader: [colour(['RED']), hash(8)],
    writer: [colour(['RED', 'BLUE']), hash(16)],
    refused: ['enum-symbol-missing', 'fixed-size'],
  },
  {
    name: 'collections of a union are looked into',
    reader: ['null', { type: 'array', items: 'int' }, { type: 'map', values: ['null', 'int'] }],
    writer: [
      { type: 'map', values: ['string', 'null'] },
      { type: 'array', items: 'string' },
    ],
    refused: ['union-branch-missing', 'type-mismatch'],
  },
  { name: 'a union of one is its branch', reader: 'int', writer: ['int'] },
  {
    name: 'a field that becomes nullable is read, and its default is for those who lack it',
    reader: order(field('note', ['null', 'string'], { default: null })),
    writer: order(field('note', 'string')),
  },
];
