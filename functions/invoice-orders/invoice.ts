/**
 * One invoice for each order, whatever is delivered how often. The invoice is an object that is created once; an order
 * that finds its invoice there compares hashes: the same order emits its transaction again (the first try may have
 * ended between the two), another order under the same id is a conflict that no retry can resolve.
 *
 * A negative amount is no order. Zero is: things are given away.
 */
import { createHash } from 'node:crypto';
import type { Order } from '../../schemas/orders.events.v1/value/contract.ts';
import type { Transaction } from '../../schemas/transactions.v1/value/contract.ts';
import { dayText } from '../../shared/calendar-day.ts';
import { permanent, transient } from '../../shared/consume/verdict.ts';
import { invoiceKey } from './invoice-key.ts';

export interface InvoicePorts {
  /** Atomic: of any number of writers of one key exactly one gets `created`. */
  create(key: string, body: Buffer): Promise<'created' | 'exists'>;
  read(key: string): Promise<Buffer | undefined>;
  /** Resolves when the transaction is safe. */
  emit(transaction: Transaction): Promise<unknown>;
}

/** What is stored as JSON. A gift message may have megabytes: the invoice names it, the order's hash covers it. */
interface Invoice extends Omit<Transaction, 'placedOn'> {
  /** YYYY-MM-DD, where the order says it. */
  readonly placedOn?: string;
  readonly quantity: number;
  readonly giftMessage?: { readonly bytes: number; readonly sha256: string };
  readonly orderSha256: string;
}

export async function invoice(order: Order, { create, read, emit }: InvoicePorts): Promise<void> {
  if (order.amount < 0) throw permanent('negative-amount', 'an order cannot cost less than nothing');
  const transaction = transactionOf(order);
  const key = invoiceKey(order.id);
  const { orderSha256, body } = invoiceOf(order, transaction);
  if ((await create(key, body)) === 'exists') {
    const stored = await read(key);
    if (stored === undefined) throw transient('invoice-vanished', `${key} was there and is not any more`);
    if (hashIn(stored) !== orderSha256) {
      throw permanent('order-conflict', `${key} is the invoice of another order with the same id`);
    }
  }
  await emit(transaction);
}

function transactionOf({ id, customerId, placedOn, amount }: Order): Transaction {
  const amountCents = Math.round(amount * 100);
  if (!Number.isSafeInteger(amountCents)) {
    throw permanent('amount-too-large', `an amount is at most ${Number.MAX_SAFE_INTEGER} cents`);
  }
  // The division is rounded to the nearest double, which is what a decimal of two digits is read as.
  if (amountCents / 100 !== amount) throw permanent('amount-not-cents', 'an amount has at most two decimals');
  return { customerId, orderId: id, amountCents, placedOn };
}

function invoiceOf(order: Order, transaction: Transaction): { orderSha256: string; body: Buffer } {
  const { quantity, giftMessage } = order;
  const { placedOn, ...booked } = transaction;
  const orderSha256 = orderHash(order, transaction);
  const content: Invoice = {
    ...booked,
    ...(placedOn !== null && { placedOn: dayText(placedOn) }),
    quantity,
    ...(giftMessage !== null && {
      giftMessage: { bytes: Buffer.byteLength(giftMessage), sha256: sha256(giftMessage) },
    }),
    orderSha256,
  };
  return { orderSha256, body: Buffer.from(`${JSON.stringify(content)}\n`) };
}

/** Of every field, in this order. A field added later must be left out where it is absent: old orders keep their hash. */
function orderHash({ quantity, status, giftMessage }: Order, transaction: Transaction): string {
  const { orderId, customerId, placedOn, amountCents } = transaction;
  return sha256(
    JSON.stringify({ orderId, customerId, placedOn, quantity, amountCents, status, giftMessage }),
  );
}

function hashIn(stored: Buffer): string | undefined {
  try {
    return (JSON.parse(stored.toString()) as Partial<Invoice> | null)?.orderSha256;
  } catch {
    return undefined;
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
