/** Every topic that will exist, and what it is for. */
import { allTopics } from '../all-topics.ts';
import type { Declared } from '../declared.ts';

export type TopicKind = 'source' | 'retry' | 'dead letter' | 'compacted';

export interface PlannedTopic {
  readonly name: string;
  readonly kind: TopicKind;
  readonly partitions: number;
  /** Undefined: records are kept for ever, or until they are compacted. */
  readonly retentionMs: number | undefined;
  /** Of each partition. */
  readonly retentionBytes: number | undefined;
}

export function plannedTopics(declared: Declared): readonly PlannedTopic[] {
  const derived = new Map<string, TopicKind>(
    declared.subscriptions.flatMap(({ retryTopics, deadLetterTopic }) => [
      ...retryTopics.map(({ name }) => [name, 'retry'] as const),
      [deadLetterTopic.name, 'dead letter'] as const,
    ]),
  );
  return allTopics(declared).map(({ name, partitions, retention, compacted = false }) => ({
    name,
    kind: derived.get(name) ?? (compacted ? 'compacted' : 'source'),
    partitions,
    retentionMs: retention.time,
    retentionBytes: retention.bytes,
  }));
}
