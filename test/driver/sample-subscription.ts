import { z } from 'zod';
import { days, seconds } from '../../shared/declare/duration.ts';
import { plainJson } from '../../shared/declare/plain-json.ts';
import { type SubscriptionOptions, subscription } from '../../shared/declare/subscription.ts';
import { topic } from '../../shared/declare/topic.ts';

export const payments = topic('payments.v1', {
  partitions: 6,
  retention: days(7),
  key: 'id',
  value: plainJson(z.object({ id: z.string(), cents: z.int() })),
});
export type Payment = { id: string; cents: number };

export const payment = (id: string, cents = 100): Payment => ({ id, cents });

export const book = (options: Partial<SubscriptionOptions<Payment>> = {}) =>
  subscription('book', { topic: payments, retry: [seconds(5), seconds(20)], ...options });
