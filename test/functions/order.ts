import type { Order } from '../../schemas/orders.events.v1/value/contract.ts';

export const order = (changes: Partial<Order> = {}): Order => ({
  id: 'order-1',
  amount: 29.73,
  status: 'PENDING',
  customerId: 'customer-1',
  placedOn: 9_879,
  quantity: 2,
  giftMessage: null,
  ...changes,
});
