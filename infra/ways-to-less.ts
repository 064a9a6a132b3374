/** What a stack that is too large is made of, and the way out. */
import type { Declared } from './declared.ts';

export function waysToLess({ subscriptions, endpoints }: Declared): string {
  const retryTopics = subscriptions.reduce((sum, each) => sum + each.retryTopics.length, 0);
  return (
    `Declared are subscriptions: ${subscriptions.length}, their retry topics: ${retryTopics}, endpoints: ${endpoints.length}. ` +
    'Fewer retry topics make it smaller, or subscriptions in an app of their own, in another account or region'
  );
}
