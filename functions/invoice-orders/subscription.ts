import { minutes, seconds } from '../../shared/declare/duration.ts';
import { subscription } from '../../shared/declare/subscription.ts';
import { orders, transactions } from '../../shared/topics.ts';

export const invoiceOrders = subscription('invoice-orders', {
  topic: orders,
  retry: [seconds(5), seconds(20), minutes(10)],
  batch: { size: 500 },
  // A store that comes back after an outage meets everything that waited for it: with 50, five invocations of each
  // mapping kept it from answering any of them in time.
  concurrency: 20,
  publishes: [transactions],
  objects: ['invoices/'],
});
