/** Declarations of one topic without a key, and as many subscriptions to it as wanted. */
import { z } from 'zod';
import type { Declared } from '../../../infra/declared.ts';
import { minutes } from '../../../shared/declare/duration.ts';
import { plainJson } from '../../../shared/declare/plain-json.ts';
import { type SubscriptionOptions, subscription } from '../../../shared/declare/subscription.ts';
import { type TopicOptions, topic } from '../../../shared/declare/topic.ts';

type Value = { id: string };

export interface Wanted {
  readonly topic: Partial<TopicOptions<Value>>;
  readonly readers?: number;
  readonly subscription?: Omit<SubscriptionOptions<Value>, 'topic'>;
}

export function declaredWith(wanted: Wanted): Declared {
  const events = topic('events.v1', {
    partitions: 30,
    retention: minutes(1),
    value: plainJson(z.object({ id: z.string() })),
    ...wanted.topic,
  });
  return {
    topics: [events],
    subscriptions: Array.from({ length: wanted.readers ?? 1 }, (_, index) =>
      subscription(`reader-${index}`, { topic: events, retry: [], ...wanted.subscription }),
    ),
    endpoints: [],
  };
}
