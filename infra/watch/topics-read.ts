/** The topics a subscription reads, each with the time that its records wait in it on purpose. */
import { consumerGroup, type Subscription } from '../../shared/declare/subscription.ts';

export interface TopicRead {
  readonly topicName: string;
  readonly group: string;
  /** ms; 0 for the source. */
  readonly delay: number;
}

export const topicsRead = (subscription: Subscription): readonly TopicRead[] =>
  [{ ...subscription.topic, delay: 0 }, ...subscription.retryTopics].map(({ name, delay }) => ({
    topicName: name,
    group: consumerGroup(subscription, name),
    delay,
  }));
