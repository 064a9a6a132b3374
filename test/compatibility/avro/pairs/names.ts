import { field, hash, type Pair } from './pair.ts';

const record = (name: string, more: object = {}, ...fields: readonly object[]): object => ({
  type: 'record',
  name,
  fields: fields.length === 0 ? [field('id', 'int')] : fields,
  ...more,
});

const WITHOUT_NAMESPACE =
  'Java compares names without their namespaces; our decoder needs the whole name, or an alias';

export const names: readonly Pair[] = [
  {
    name: 'a record of another name is not read',
    reader: record('Purchase'),
    writer: record('Order'),
    refused: ['name-mismatch'],
  },
  {
    name: 'a record renamed with an alias is read',
    reader: record('Purchase', { aliases: ['Order'] }),
    writer: record('Order'),
  },
  {
    name: "an alias of the writer's record joins nothing",
    reader: record('Purchase'),
    writer: record('Order', { aliases: ['Purchase'] }),
    refused: ['name-mismatch'],
  },
  {
    name: 'a record that moved to another namespace is not read',
    reader: record('Order', { namespace: 'shop' }),
    writer: record('Order', { namespace: 'store' }),
    refused: ['name-mismatch'],
    unlikeJava: { says: 'reads', because: WITHOUT_NAMESPACE },
  },
  {
    name: 'a record that moved to another namespace is read by its full alias',
    reader: record('Order', { namespace: 'shop', aliases: ['store.Order'] }),
    writer: record('Order', { namespace: 'store' }),
  },
  {
    name: 'a record that got a namespace is not read',
    reader: record('shop.Order'),
    writer: record('Order'),
    refused: ['name-mismatch'],
    unlikeJava: { says: 'reads', because: WITHOUT_NAMESPACE },
  },
  {
    name: 'an alias is in the namespace of its type',
    reader: record('shop.Purchase', { aliases: ['Order'] }),
    writer: record('shop.Order'),
  },
  {
    name: 'an alias in the namespace of its type does not name one in another',
    reader: record('shop.Purchase', { aliases: ['Order'] }),
    writer: record('store.Order'),
    refused: ['name-mismatch'],
  },
  {
    name: 'a full name is the same as a name with a namespace beside it',
    reader: record('shop.Order'),
    writer: record('Order', { namespace: 'shop' }),
  },
  {
    name: 'a type within is in the namespace of the record around it',
    reader: record('shop.Order', {}, field('hash', hash(4))),
    writer: record('Order', { namespace: 'shop' }, field('hash', hash(4, { name: 'shop.Hash' }))),
  },
  {
    name: 'a type within may leave the namespace of the record around it',
    reader: record('shop.Order', {}, field('hash', hash(4, { namespace: '' }))),
    writer: record('shop.Order', {}, field('hash', hash(4))),
    refused: ['name-mismatch'],
    unlikeJava: { says: 'reads', because: WITHOUT_NAMESPACE },
  },
  {
    name: 'a type is used again by its name in its namespace',
    reader: record('shop.Order', {}, field('a', hash(2)), field('b', 'Hash'), field('c', 'shop.Hash')),
    writer: record('shop.Order', {}, field('a', hash(2)), field('b', 'shop.Hash'), field('c', 'Hash')),
  },
  {
    name: 'a record within that is renamed is not read, and what is in it is looked at',
    reader: record('Order', {}, field('buyer', record('Buyer', {}, field('name', 'int')))),
    writer: record('Order', {}, field('buyer', record('Customer', {}, field('name', 'string')))),
    refused: ['name-mismatch', 'type-mismatch'],
  },
];
