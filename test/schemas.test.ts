/** The project's own schemas. What fails here is told file by file by `npm run schemas:check`. */
import { cpSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import avsc from 'avsc';
import { describe, expect, test } from 'vitest';
import { type Order, orderContract } from '../schemas/orders.events.v1/value/contract.ts';
import { type Transaction, transactionContract } from '../schemas/transactions.v1/value/contract.ts';
import type { Contract } from '../shared/schema/contract.ts';
import { SchemasFolder } from './schema-tool/schemas-folder.ts';

const ORDERS = 'orders.events.v1/value';

/** A copy of them. */
function schemas(): SchemasFolder {
  const folder = new SchemasFolder();
  cpSync(resolve(import.meta.dirname, '../schemas'), folder.dir, { recursive: true });
  return folder;
}

test('every version may follow the ones before it, what is generated is fresh, what was released is as it was', () => {
  expect(schemas().run('check')).toMatchObject({ code: 0, complained: [] });
});

describe('the same check fails', () => {
  const newest = orderContract.definitions.length;
  const next = `${ORDERS}/v${newest + 1}.avsc`;
  const definition = JSON.parse(orderContract.definitions.at(-1) ?? '');

  test('when a version is added and nothing generated', () => {
    const folder = schemas();
    folder.write(next, definition);
    expect(folder.run('check').complained).toEqual([
      `schemas/${ORDERS}/contract.ts: is stale; npm run schemas`,
    ]);
  });

  test('when a version cannot read the one before it', () => {
    const folder = schemas();
    folder.write(next, {
      ...definition,
      fields: [...definition.fields, { name: 'currency', type: 'string' }],
    });
    folder.run('generate');
    expect(folder.run('check').complained).toEqual([
      expect.stringMatching(
        new RegExp(
          `^schemas/${next}: Order\\.currency: \\S+: .+ \\(cannot read what v${newest} wrote; BACKWARD\\)$`,
        ),
      ),
    ]);
  });

  test('when a released version is changed, though it is generated anew', () => {
    const folder = schemas();
    const file = `${ORDERS}/v1.avsc`;
    folder.write(file, folder.read(file).replace('"PENDING"', '"OPEN"'));
    folder.run('generate');
    expect(folder.run('check').complained).toEqual([
      `schemas/${file}: was released and has changed since; put it back, and write a new version`,
    ]);
  });
});

describe('the generated types are what avsc decodes', () => {
  type Kind<T> = T extends string ? 'string' : T extends number ? 'number' : T extends null ? 'null' : never;
  /** Of every field, each kind of value that its type allows; one that it does not is no such table. */
  type Kinds<T> = { readonly [Field in keyof T]-?: Readonly<Record<Kind<T[Field]>, true>> };

  const ORDER_KINDS: Kinds<Order> = {
    id: { string: true },
    amount: { number: true },
    status: { string: true },
    customerId: { string: true },
    placedOn: { number: true, null: true },
    quantity: { number: true },
    giftMessage: { string: true, null: true },
  };
  const TRANSACTION_KINDS: Kinds<Transaction> = {
    customerId: { string: true },
    orderId: { string: true },
    amountCents: { number: true },
    placedOn: { number: true, null: true },
  };

  test.each([
    ['Order', orderContract, ORDER_KINDS],
    ['Transaction', transactionContract, TRANSACTION_KINDS],
  ])('%s', (_, { definitions }, kinds) => {
    const type = avsc.Type.forSchema(JSON.parse(definitions.at(-1) ?? ''));
    const seen: Record<string, Record<string, true>> = {};
    for (let sample = 0; sample < 200; sample += 1) {
      const value: object = type.fromBuffer(type.toBuffer(type.random()));
      for (const [field, its] of Object.entries(value)) {
        seen[field] = { ...seen[field], [its === null ? 'null' : typeof its]: true };
      }
    }
    expect(seen).toEqual(kinds);
  });

  test('an order of version 1 is read with the defaults of what came later', () => {
    const v1 = avsc.Type.forSchema(JSON.parse(orderContract.definitions[0] ?? ''));
    const bytes = v1.toBuffer({ id: '1', amount: 19.95, status: 'PENDING' });
    expect({ ...orderContract.reader(1, 'glue')(bytes, 0, bytes.length) }).toEqual({
      id: '1',
      amount: 19.95,
      status: 'PENDING',
      customerId: 'unknown',
      placedOn: null,
      quantity: 1,
      giftMessage: null,
    });
  });
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

test('what is written is read as it was, with every field and without those that may be absent', () => {
  const again = <V>(contract: Contract<V>, value: V): V => {
    const bytes = contract.writer(contract.definitions.length, 'glue')(value, 0);
    return contract.reader(contract.definitions.length, 'glue')(bytes, 0, bytes.length);
  };
  const plain = { ...ORDER, placedOn: null, giftMessage: null };
  expect([again(orderContract, ORDER), again(orderContract, plain)]).toEqual([ORDER, plain]);
  expect(again(transactionContract, TRANSACTION)).toEqual(TRANSACTION);
});

test('what is registered is what stands in the files', () => {
  const folder = resolve(import.meta.dirname, '../schemas', ORDERS);
  for (const [index, definition] of orderContract.definitions.entries()) {
    expect(JSON.parse(definition)).toEqual(JSON.parse(readFileSync(`${folder}/v${index + 1}.avsc`, 'utf8')));
  }
});
