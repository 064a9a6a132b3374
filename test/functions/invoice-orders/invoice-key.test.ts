import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invoiceKey } from '../../../functions/invoice-orders/invoice-key.ts';

const ORDER_ID = fc.string({ unit: 'binary', minLength: 1, maxLength: 64 });
const HOSTILE = [
  '..',
  '.',
  '/',
  'a/b',
  '../../etc',
  'A',
  'a',
  'a.json',
  'sha256.',
  '\0',
  '\ud800',
  '\ud801',
  'é',
  ' ',
];

test('a plain id is its own name', () => {
  expect(invoiceKey('cdnow-00001')).toBe('invoices/cdnow-00001.json');
});

test('whatever the id, the key is one plain segment of at most 200 bytes below invoices/', () => {
  const check = (id: string) => {
    expect(invoiceKey(id)).toMatch(/^invoices\/[a-z0-9_-][a-z0-9_.-]{0,190}\.json$/);
  };
  HOSTILE.forEach(check);
  fc.assert(fc.property(ORDER_ID, check));
});

test('no two ids share a key, not even on a store that ignores case', () => {
  expect(new Set(HOSTILE.map((id) => invoiceKey(id).toLowerCase())).size).toBe(HOSTILE.length);
  fc.assert(
    fc.property(ORDER_ID, ORDER_ID, (a, b) => {
      expect(invoiceKey(a).toLowerCase() === invoiceKey(b).toLowerCase()).toBe(a === b);
    }),
  );
});
