/** The only place a topic is declared. The contracts are generated from the versions under `schemas/`. */
import { orderContract } from '../schemas/orders.events.v1/value/contract.ts';
import { transactionContract } from '../schemas/transactions.v1/value/contract.ts';
import { days } from './declare/duration.ts';
import { topic } from './declare/topic.ts';

export const orders = topic('orders.events.v1', {
  partitions: 30,
  retention: days(7),
  key: 'id',
  value: orderContract,
  claimCheck: true,
});

export const transactions = topic('transactions.v1', {
  partitions: 12,
  retention: days(30),
  key: 'customerId',
  value: transactionContract,
});
