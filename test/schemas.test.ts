/** The project's own schemas: in order as they lie there, and their types are those of what is decoded. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FORMATS } from '../schema-tool/formats.ts';
import { Problems } from '../schema-tool/problems.ts';
import { readFolders } from '../schema-tool/read-folders.ts';
import { run } from '../schema-tool/run.ts';
import { type Order, orderContract } from '../schemas/orders.events.v1/value/contract.ts';
import { type Transaction, transactionContract } from '../schemas/transactions.v1/value/contract.ts';
import type { Contract } from '../shared/schema/contract.ts';
import { fits } from './schema-tool/fits.ts';

const SCHEMAS = join(import.meta.dirname, '../schemas');

test('nothing is stale, incompatible, or changed since it was released', () => {
  const complained: string[] = [];
  const code = run(['check'], { say: () => {}, complain: (line) => complained.push(line) });
  expect(complained).toEqual([]);
  expect(code).toBe(0);
});

const ORDER: Order = {
  id: 'o-1',
  amount: 29.33,
  status: 'PENDING',
  customerId: 'c-1',
  placedOn: 9862,
  quantity: 2,
  giftMessage: 'All the best',
};
const TRANSACTION: Transaction = { customerId: 'c-1', orderId: 'o-1', amountCents: 2933, placedOn: 9862 };

/** By folder. Values in which every field has one, and those in which all that may be absent is. */
const DECODED: Readonly<Record<string, readonly unknown[]>> = {
  'orders.events.v1/value': decoded(orderContract, [ORDER, { ...ORDER, placedOn: null, giftMessage: null }]),
  'transactions.v1/value': decoded(transactionContract, [TRANSACTION, { ...TRANSACTION, placedOn: null }]),
};

function decoded<V>(contract: Contract<V>, values: readonly V[]): readonly V[] {
  const newest = contract.definitions.length;
  return values.map((value) => {
    const bytes = contract.writer(newest, 'glue')(value, 0);
    return contract.reader(newest, 'glue')(bytes, 0, bytes.length);
  });
}

test.each(readFolders(SCHEMAS, new Problems()))('what is decoded of $path fits its interface', (folder) => {
  const { declarations } = FORMATS[folder.dataFormat].contractOf(folder);
  const [root] = declarations;
  const values = DECODED[folder.path] ?? [];
  expect(values, 'this test has values of every schema').not.toHaveLength(0);
  for (const value of values) {
    expect(fits(value, { is: 'word', text: root?.name ?? '' }, declarations), JSON.stringify(value)).toBe(
      true,
    );
  }
});

test('every field of a value that is decoded is as it was written', () => {
  expect(DECODED['orders.events.v1/value']?.[0]).toEqual(ORDER);
  expect(DECODED['transactions.v1/value']?.[0]).toEqual(TRANSACTION);
});
