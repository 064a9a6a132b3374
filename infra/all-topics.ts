/** Every topic that exists in the cluster: the declared ones, and the retry and dead-letter topics of each subscription. */
import type { Retention } from '../shared/declare/topic.ts';
import type { Declared } from './declared.ts';

export interface DeployedTopic {
  readonly name: string;
  readonly partitions: number;
  readonly retention: Retention;
  readonly maxMessageBytes: number;
  readonly compacted?: boolean;
}

export const allTopics = ({ topics, subscriptions }: Declared): readonly DeployedTopic[] => [
  ...topics,
  ...subscriptions.flatMap(({ retryTopics, deadLetterTopic }) => [...retryTopics, deadLetterTopic]),
];
