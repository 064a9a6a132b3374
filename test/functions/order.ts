import type { Order } from '../../shared/topics.ts';

export const order = (changes: Partial<Order> = {}): Order => ({
  orderId: 'order-1',
  customerId: 'customer-1',
  placedOn: '1997-01-18',
  quantity: 2,
  amount: 29.73,
  ...changes,
});
