/** One mapping for each topic that a function reads: the source by its main function, each retry topic by the other. */
import type { Mode, Subscription } from '../../shared/declare/subscription.ts';
import type { Declared } from '../declared.ts';
import { usesOfMain, usesOfRetry } from '../lambda/uses.ts';
import { type Ceiling, ceiling, effective, type Pollers } from './pollers.ts';

/** What Lambda waits for a batch to fill unless a window is declared. */
const DEFAULT_WINDOW_MS = 500;

export interface PlannedMapping {
  readonly subscription: string;
  readonly functionName: string;
  readonly topic: string;
  readonly kind: 'source' | 'retry';
  readonly mode: Mode;
  readonly partitions: number;
  /** As they can be: never more than partitions. On-demand: Lambda's own, up to the partitions. */
  readonly pollers: Pollers;
  readonly ceiling: Ceiling;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly concurrency: number;
  readonly memoryMb: number;
  /** For how long an invocation may wait until its records are due; 0 of a source. */
  readonly delayMs: number;
}

export const plannedMappings = ({ subscriptions }: Declared): readonly PlannedMapping[] =>
  subscriptions.flatMap(ofSubscription);

function ofSubscription(subscription: Subscription): PlannedMapping[] {
  const { topic, retryTopics, batch, memory, retryMemory } = subscription;
  const main = usesOfMain(subscription).reads.map(() =>
    mapping(subscription, {
      functionName: subscription.functionName,
      topic: topic.name,
      kind: 'source',
      partitions: topic.partitions,
      pollers: subscription.pollers,
      batchSize: batch.size,
      windowMs: batch.window ?? DEFAULT_WINDOW_MS,
      memoryMb: memory,
      delayMs: 0,
    }),
  );
  const retry = usesOfRetry(subscription).reads.flatMap((name) =>
    retryTopics
      .filter((each) => each.name === name)
      .map(({ partitions, batchSize, delay }) =>
        mapping(subscription, {
          functionName: subscription.retryFunctionName,
          topic: name,
          kind: 'retry',
          partitions,
          pollers: { min: 1, max: partitions },
          batchSize,
          windowMs: DEFAULT_WINDOW_MS,
          memoryMb: retryMemory,
          delayMs: delay,
        }),
      ),
  );
  return [...main, ...retry];
}

type Own = Omit<PlannedMapping, 'subscription' | 'mode' | 'ceiling' | 'concurrency'>;

function mapping({ name, mode, concurrency }: Subscription, own: Own): PlannedMapping {
  const { partitions } = own;
  const pollers = mode === 'provisioned' ? effective(own.pollers, partitions) : { min: 1, max: partitions };
  return {
    ...own,
    subscription: name,
    mode,
    concurrency,
    pollers,
    ceiling: ceiling(pollers.max, partitions),
  };
}
