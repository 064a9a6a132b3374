import { type NoDefinition, noDefinition } from './no-definition.ts';
import { colour, field, hash, order, type Pair } from './pair.ts';

const CASES: readonly NoDefinition[] = [
  {
    name: 'an unknown type',
    definition: { type: 'text' },
    noDefinition: `unknown type "text"`,
  },
  {
    name: 'a name that nothing has',
    definition: order(field('lines', { type: 'array', items: 'Line' })),
    noDefinition: "Order.lines[]: no type 'Line' is defined before it",
  },
  {
    name: 'a field twice',
    definition: order(field('id', 'int'), field('id', 'int')),
    noDefinition: "Order.id: record Order has two fields named, or once named, 'id'",
  },
  {
    name: 'an alias that another field has for its name',
    definition: order(field('total', 'int', { aliases: ['amount'] }), field('amount', 'int')),
    noDefinition: "two fields named, or once named, 'amount'",
    javaSays: 'throws',
    javaTakesIt: 'Java takes the definition, which cannot read itself',
  },
  {
    name: 'a field that is its own alias',
    definition: order(field('id', 'int', { aliases: ['id'] })),
    noDefinition: "two fields named, or once named, 'id'",
    javaSays: 'throws',
    javaTakesIt: 'Java takes the definition, which cannot read itself',
    thoughDecoded: 'consumers in Java cannot read it',
  },
  { name: 'a symbol twice', definition: colour(['RED', 'RED']), noDefinition: "has symbol 'RED' twice" },
  {
    name: 'an enum without symbols',
    definition: colour([]),
    noDefinition: 'needs a list of symbols',
    javaTakesIt: 'it has no value; our decoder refuses it',
  },
  { name: 'a symbol that is no name', definition: colour(['light-red']), noDefinition: 'named "light-red"' },
  { name: 'a fixed without a size', definition: hash(-1), noDefinition: 'the size of fixed Hash is -1' },
  {
    name: 'a union without branches',
    definition: [],
    noDefinition: 'a union needs a branch',
    javaTakesIt: 'it has no value; our decoder refuses it',
  },
  {
    name: 'a union with a type twice',
    definition: ['int', { type: 'int', logicalType: 'date' }],
    noDefinition: 'int twice',
  },
  { name: 'a union within a union', definition: ['null', ['int']], noDefinition: 'no branch of a union' },
  {
    name: 'a name with a dash',
    definition: { ...order(), name: 'my-order' },
    noDefinition: 'named "my-order"',
  },
  { name: 'a field name with a dot', definition: order(field('a.b', 'int')), noDefinition: 'named "a.b"' },
  {
    name: 'a type named as a primitive one',
    definition: { ...order(), name: 'shop.string' },
    noDefinition: 'primitive',
    javaTakesIt: 'the specification has it that no namespace has such a name, and so has our decoder',
  },
  {
    name: 'a name twice',
    definition: order(field('a', hash(1)), field('b', hash(2))),
    noDefinition: "Order.b: the name or alias 'Hash' of Hash is taken",
  },
  {
    name: 'an alias that is the name of another type',
    definition: [hash(1, { name: 'A', aliases: ['B'] }), hash(1, { name: 'B' })],
    noDefinition: "the name or alias 'B' of B is taken",
    javaTakesIt: 'the specification has aliases as unique as names: a B would be read as an A',
    thoughDecoded: 'a B is read as an A',
  },
  {
    name: 'a record without a name',
    definition: { type: 'record', fields: [] },
    noDefinition: 'a record needs a name',
    thoughDecoded: 'Avro has no records without a name',
  },
  {
    name: 'a record without fields',
    definition: { type: 'record', name: 'Order' },
    noDefinition: 'Order: record Order needs a list of fields',
  },
  {
    name: 'an array without items',
    definition: { type: 'array' },
    noDefinition: '[]: a type is a name, a list or an object; here it is missing',
  },
  { name: 'a type that is a number', definition: 3, noDefinition: 'here it is 3' },
  {
    name: 'a type object that names a defined type',
    definition: order(field('a', hash(1)), field('b', { type: 'Hash' })),
    noDefinition: 'Order.b: unknown type "Hash"',
  },
  {
    name: 'a type object within a type object',
    definition: { type: { type: 'int' } },
    noDefinition: 'unknown type {"type":"int"}',
  },
  {
    name: 'a name that is found in no namespace only',
    definition: {
      type: 'record',
      name: 'Order',
      fields: [
        field('a', hash(1)),
        field('b', { type: 'record', name: 'shop.Line', fields: [field('hash', 'Hash')] }),
      ],
    },
    noDefinition: "no type 'shop.Hash' is defined before it",
    javaTakesIt: 'Java looks in the null namespace as well, the specification and our decoder do not',
  },
  {
    name: 'a full name beside another namespace',
    definition: { type: 'record', name: 'shop.Order', namespace: 'store', fields: [] },
    noDefinition: "in namespace 'shop' by its name and in 'store' by its attribute",
    javaTakesIt: 'Avro ignores the attribute; our decoder does not for the types within',
    thoughDecoded: 'but takes the types within for those of the other namespace',
  },
  {
    name: 'an alias of a fixed that is not where the fixed is',
    definition: hash(1, { name: 'shop.Hash', aliases: ['Digest'] }),
    noDefinition: "alias 'Digest' of 'shop.Hash' needs its namespace: 'shop.Digest'",
    javaTakesIt: 'our decoder takes it for an alias without a namespace',
    thoughDecoded: 'but takes the alias for one without a namespace',
  },
  {
    name: 'a field that every JavaScript object has',
    definition: order(field('constructor', 'int', { default: 0 })),
    noDefinition: "named 'constructor', which every JavaScript object has already",
    javaTakesIt: 'our decoder cannot take it',
  },
  {
    name: 'a record that always holds another one',
    definition: order(field('next', ['Order']), field('id', 'int')),
    noDefinition: 'a record Order would hold another one without end',
    javaTakesIt: 'there is no value of it',
    thoughDecoded: 'there is no value of it',
  },
  {
    name: 'two records that always hold each other',
    definition: order(field('line', { type: 'record', name: 'Line', fields: [field('order', 'Order')] })),
    noDefinition: 'would hold another one without end',
    javaTakesIt: 'there is no value of it',
    thoughDecoded: 'there is no value of it',
  },
  {
    name: 'an alias with a dash',
    definition: hash(1, { aliases: ['my-hash'] }),
    noDefinition: "'Hash' has alias 'my-hash'",
  },
  {
    name: 'an alias of a field that every JavaScript object has',
    definition: order(field('id', 'int', { aliases: ['toString'] })),
    noDefinition: "named 'toString', which every JavaScript object has already",
    javaTakesIt: 'our decoder would find it in every record',
  },
  {
    name: 'a field of a record of its name with a _ before it',
    definition: { type: 'record', name: '_id', fields: [field('id', 'int')] },
    noDefinition: "a field of record '_id' cannot be 'id'",
    javaTakesIt: 'our decoder takes one for the other when it reads',
    thoughDecoded: 'it fails on every record, not before',
  },
  {
    name: 'an order that there is none of',
    definition: order(field('id', 'int', { order: 'random' })),
    noDefinition: 'Order.id: order is "random"',
  },
];

export const definitions: readonly Pair[] = CASES.map(noDefinition);
