/**
 * Thirty records that no honest producer of ours would write, ten of a kind, each with the code it must be dead-lettered
 * under. They are written as raw bytes: our own producer would refuse most of them. The key is the record's id.
 */
import type { Order } from '../shared/topics.ts';

export interface BadRecord {
  readonly id: string;
  readonly value: Buffer;
  readonly code: 'value-not-json' | 'value-schema' | 'negative-amount';
}

const UNPARSEABLE: readonly (string | Buffer)[] = [
  '',
  '{"orderId":"cut in the mid',
  "{'orderId':'single quotes'}",
  '<order id="xml"/>',
  'orderId,customerId,amount',
  '{"orderId":"a","amount":NaN}',
  '{"orderId":"a"}{"orderId":"b"}',
  Buffer.from([0x00, 0x00, 0x00, 0x00, 0x01, 0x0a, 0x61]),
  Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
  Buffer.from('\ufeff{"orderId":"byte order mark"}', 'utf16le'),
];

const valid = (orderId: string): Order => ({
  orderId,
  customerId: 'bad-customer',
  placedOn: '1997-02-28',
  quantity: 1,
  amount: 9.99,
});

const INVALID: readonly ((order: Order) => unknown)[] = [
  () => null,
  () => [],
  () => 'an order',
  () => ({}),
  ({ orderId: _, ...order }) => order,
  (order) => ({ ...order, orderId: 7 }),
  (order) => ({ ...order, amount: '9.99' }),
  (order) => ({ ...order, amount: 9.999 }),
  (order) => ({ ...order, placedOn: '1997-02-29' }),
  (order) => ({ ...order, quantity: -1 }),
];

const NEGATIVE = [-0.01, -0.99, -1, -9.99, -10, -12.5, -100, -1_000.01, -99_999.99, -1_000_000];

export function badRecords(): readonly BadRecord[] {
  return [
    ...UNPARSEABLE.map(
      (value, index): BadRecord => ({
        id: idOf('unparseable', index),
        value: Buffer.from(value),
        code: 'value-not-json',
      }),
    ),
    ...INVALID.map((spoil, index): BadRecord => {
      const id = idOf('invalid', index);
      return { id, value: Buffer.from(JSON.stringify(spoil(valid(id)))), code: 'value-schema' };
    }),
    ...NEGATIVE.map((amount, index): BadRecord => {
      const id = idOf('negative', index);
      return { id, value: Buffer.from(JSON.stringify({ ...valid(id), amount })), code: 'negative-amount' };
    }),
  ];
}

/** Order ids of the sample begin with `cdnow-`. */
const idOf = (kind: string, index: number): string => `bad-${kind}-${String(index + 1).padStart(2, '0')}`;
