import { field, order, type Pair } from './pair.ts';

const KINDS = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'];

const same: readonly Pair[] = KINDS.map((kind) => ({
  name: `a ${kind} is read as what it was written as`,
  reader: kind,
  writer: kind,
}));

const PROMOTED = [
  ['long', 'int'],
  ['float', 'int'],
  ['double', 'int'],
  ['float', 'long'],
  ['double', 'long'],
  ['double', 'float'],
  ['bytes', 'string'],
] as const;

const promoted: readonly Pair[] = PROMOTED.map(([reader, writer]) => ({
  name: `${writer} is promoted to ${reader}`,
  reader,
  writer,
}));

const NARROWED = [
  ['int', 'long'],
  ['int', 'float'],
  ['long', 'float'],
  ['long', 'double'],
  ['float', 'double'],
  ['int', 'boolean'],
  ['string', 'int'],
  ['boolean', 'null'],
] as const;

const narrowed: readonly Pair[] = NARROWED.map(([reader, writer]) => ({
  name: `${writer} is not read as ${reader}`,
  reader,
  writer,
  refused: ['type-mismatch'],
}));

export const primitives: readonly Pair[] = [
  ...same,
  ...promoted,
  ...narrowed,
  {
    name: 'bytes are not read as a string, since they need not be UTF-8',
    reader: 'string',
    writer: 'bytes',
    refused: ['bytes-as-string'],
    unlikeJava: { says: 'reads', because: 'Java puts replacement characters where bytes are no UTF-8' },
    thoughDecoded: 'our decoder refuses each record whose bytes are no UTF-8: it would end as a dead letter',
  },
  {
    name: 'a primitive type written as an object is the same type',
    reader: { type: 'int' },
    writer: 'int',
  },
  {
    name: 'attributes that Avro does not know mean nothing',
    reader: { type: 'string', 'avro.java.string': 'String', maxLength: 3 },
    writer: 'string',
  },
  {
    name: 'an array is read where its items are',
    reader: { type: 'array', items: 'long' },
    writer: { type: 'array', items: 'int' },
  },
  {
    name: 'an array is not read where its items are not',
    reader: { type: 'array', items: 'int' },
    writer: { type: 'array', items: 'long' },
    refused: ['type-mismatch'],
  },
  {
    name: 'a map is read where its values are',
    reader: { type: 'map', values: 'double' },
    writer: { type: 'map', values: 'float' },
  },
  {
    name: 'a map is not read where its values are not',
    reader: { type: 'map', values: 'string' },
    writer: { type: 'map', values: 'int' },
    refused: ['type-mismatch'],
  },
  {
    name: 'an array is not read as a map',
    reader: { type: 'map', values: 'int' },
    writer: { type: 'array', items: 'int' },
    refused: ['type-mismatch'],
  },
  {
    name: 'a record is not read as a map',
    reader: { type: 'map', values: 'int' },
    writer: order(field('id', 'int')),
    refused: ['type-mismatch'],
  },
];
