/** What the app deploys. Topics are those of shared/topics.ts; a function is its folder and one line here. */
import { invoiceOrders } from '../functions/invoice-orders/subscription.ts';
import { placeOrder } from '../functions/place-order/endpoint.ts';
import type { Endpoint } from '../shared/declare/endpoint.ts';
import type { Subscription } from '../shared/declare/subscription.ts';
import type { Topic } from '../shared/declare/topic.ts';
import * as topics from '../shared/topics.ts';

export interface Declared {
  readonly topics: readonly Topic[];
  readonly subscriptions: readonly Subscription[];
  readonly endpoints: readonly Endpoint[];
}

export const declared: Declared = {
  topics: Object.values<unknown>(topics).filter(isTopic),
  subscriptions: [invoiceOrders],
  endpoints: [placeOrder],
};

function isTopic(exported: unknown): exported is Topic {
  return typeof exported === 'object' && exported !== null && 'kind' in exported && exported.kind === 'topic';
}
