/**
 * Thirty records that no honest producer of ours would write, ten of a kind, each with the code it must be dead-lettered
 * under. They are written as raw bytes: our own producer would refuse most of them. The key is the record's id.
 *   not in a frame    what producers without a registry write
 *   broken            in a frame of the topic's schema, which it or the value behind it breaks
 *   negative          orders in every way but one
 */
import { deflateSync } from 'node:zlib';
import type { Order } from '../schemas/orders.events.v1/value/contract.ts';

export interface BadRecord {
  readonly id: string;
  readonly value: Buffer;
  readonly code: string;
}

/** An order in the frame of the version that is written. */
export type EncodeOrder = (order: Order) => Buffer;

const UNFRAMED: readonly Buffer[] = [
  Buffer.from('{"id":"a","amount":9.99,"status":"PENDING"}'),
  Buffer.from('{"id":"cut in the mid'),
  Buffer.from("{'id':'single quotes'}"),
  Buffer.from('<order id="xml"/>'),
  Buffer.from('id,customerId,amount'),
  Buffer.from('null'),
  Buffer.from('\ufeff{"id":"byte order mark"}', 'utf16le'),
  Buffer.from([0x00, 0x00, 0x00, 0x00, 0x01, 0x0a, 0x61]),
  Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
  Buffer.from([0xc3, 0x01, 0x0a, 0x61]),
];

const FRAME = 18;
const MEGABYTES = 33 * 1024 * 1024;

/** From an order that is well-formed to what is not, with its code. */
const BROKEN: readonly (readonly [code: string, spoil: (value: Buffer) => Buffer])[] = [
  ['frame-truncated', () => Buffer.alloc(0)],
  ['frame-truncated', (value) => value.subarray(0, FRAME - 1)],
  ['frame-compression', (value) => compressed(value, 0x01, value.subarray(FRAME))],
  ['frame-zlib', (value) => compressed(value, 0x05, value.subarray(FRAME))],
  ['frame-bomb', (value) => compressed(value, 0x05, deflateSync(Buffer.alloc(MEGABYTES)))],
  ['value-truncated', (value) => value.subarray(0, FRAME)],
  ['value-truncated', (value) => value.subarray(0, -1)],
  ['value-trailing', (value) => Buffer.concat([value, Buffer.of(0)])],
  ['value-trailing', (value) => Buffer.concat([value, value])],
  // The last byte is the branch of the optional message, which has two.
  ['value-schema', (value) => Buffer.concat([value.subarray(0, -1), Buffer.of(8)])],
];

const NEGATIVE = [-0.01, -0.99, -1, -9.99, -10, -12.5, -100, -1_000.01, -99_999.99, -1_000_000];

export function badRecords(encode: EncodeOrder): readonly BadRecord[] {
  return [
    ...UNFRAMED.map((value, index) => ({ id: idOf('unframed', index), value, code: 'frame-magic' })),
    ...BROKEN.map(([code, spoil], index) => {
      const id = idOf('broken', index);
      return { id, value: spoil(encode(valid(id))), code };
    }),
    ...NEGATIVE.map((amount, index) => {
      const id = idOf('negative', index);
      return { id, value: encode({ ...valid(id), amount }), code: 'negative-amount' };
    }),
  ];
}

const valid = (id: string): Order => ({
  id,
  amount: 9.99,
  status: 'PENDING',
  customerId: 'bad-customer',
  placedOn: 9_920,
  quantity: 1,
  giftMessage: null,
});

const compressed = (value: Buffer, compression: number, payload: Buffer): Buffer =>
  Buffer.concat([value.subarray(0, 1), Buffer.of(compression), value.subarray(2, FRAME), payload]);

/** Order ids of the sample begin with `cdnow-`. */
const idOf = (kind: string, index: number): string => `bad-${kind}-${String(index + 1).padStart(2, '0')}`;
