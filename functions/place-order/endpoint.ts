import { endpoint } from '../../shared/declare/endpoint.ts';
import { orders } from '../../shared/topics.ts';

export const placeOrder = endpoint('place-order', { method: 'POST', path: '/orders', publishes: [orders] });
