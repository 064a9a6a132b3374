/** The topics a subscription reads, each with the time that its records wait in it on purpose. */
import { consumerGroup, type Subscription } from '../../shared/declare/subscription.ts';

export interface TopicRead {
  readonly topicName: string;
  readonly group: string;
  /** ms; 0 for the source. */
  readonly delay: number;
  /** In a graph: the source's is the subscription's name. */
  readonly label: string;
}

export const topicsRead = (subscription: Subscription): readonly TopicRead[] =>
  [{ ...subscription.topic, delay: 0 }, ...subscription.retryTopics].map(({ name, delay }, tier) => ({
    topicName: name,
    group: consumerGroup(subscription, name),
    delay,
    label: tier === 0 ? subscription.name : `${subscription.name} retry ${tier}`,
  }));
