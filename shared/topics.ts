/** The only place a topic is declared. */
// A namespace import: through `{ z }` every bundle would carry 360 KB of zod's locales.
import * as z from 'zod';
import { days } from './declare/duration.ts';
import { keepPartitions, type PartitionHistory } from './declare/keep-partitions.ts';
import { plainJson } from './declare/plain-json.ts';
import { topic } from './declare/topic.ts';

/** The division is rounded to the nearest double, which is what a decimal of two digits is read as. */
const cents = (amount: number) => Math.round(amount * 100) / 100 === amount;

/** A negative amount is well-formed: that it is refused is a rule of the business, not of the topic. */
export const orderSchema = z.object({
  orderId: z.string().min(1).max(64),
  customerId: z.string().min(1).max(64),
  /** Day of the purchase, YYYY-MM-DD; the record's timestamp is the time of publishing. */
  placedOn: z.iso.date(),
  quantity: z.int().min(0),
  /** US dollars, at most two decimals. */
  amount: z.number().refine(cents, 'at most two decimals'),
  giftMessage: z.string().optional(),
});
export type Order = z.infer<typeof orderSchema>;

const transactionSchema = z.object({
  customerId: z.string(),
  orderId: z.string(),
  amountCents: z.int(),
  placedOn: z.iso.date(),
});
export type Transaction = z.infer<typeof transactionSchema>;

export const orders = topic('orders.events.v1', {
  partitions: 30,
  retention: days(7),
  key: 'orderId',
  value: plainJson(orderSchema),
  claimCheck: true,
});

export const transactions = topic('transactions.v1', {
  partitions: 12,
  retention: days(30),
  key: 'customerId',
  value: plainJson(transactionSchema),
});

/** Append, never edit: see keepPartitions. Synthesis holds every topic against it, also one that is not listed below. */
export const partitionHistory: PartitionHistory = {
  'orders.events.v1': [30],
  'transactions.v1': [12],
};
keepPartitions(partitionHistory, [orders, transactions]);
