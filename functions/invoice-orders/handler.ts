import { consume } from '../../shared/consume/consume.ts';
import { required } from '../../shared/environment.ts';
import { s3ObjectStore } from '../../shared/object-store/s3-object-store.ts';
import { transactions } from '../../shared/topics.ts';
import { invoice } from './invoice.ts';
import { invoiceOrders } from './subscription.ts';

const INVOICE_BYTES = 64 * 1024;

const store = s3ObjectStore(required('DATA_BUCKET'));

export const handler = consume(invoiceOrders, (order, { signal, publish }) =>
  invoice(order, {
    create: (key, body) => store.create(key, body, { signal, contentType: 'application/json' }),
    read: (key) => store.read(key, { maxBytes: INVOICE_BYTES, signal }),
    emit: (transaction) => publish({ topic: transactions, value: transaction }),
  }),
);
