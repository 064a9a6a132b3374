import { minutes, seconds } from '../../shared/declare/duration.ts';
import { subscription } from '../../shared/declare/subscription.ts';
import { orders, transactions } from '../../shared/topics.ts';

export const invoiceOrders = subscription('invoice-orders', {
  topic: orders,
  retry: [seconds(5), seconds(20), minutes(10)],
  batch: { size: 500 },
  concurrency: 50,
  publishes: [transactions],
  objects: ['invoices/'],
});
