/**
 * What a function touches, from its declaration and nothing else. Permissions, environment, mappings and the contracts in
 * its bundle follow from it.
 *
 *   main      reads the source topic; parks in the first retry topic
 *   retry     reads every retry topic; parks in the later ones
 *   both      dead-letter, publish what the rule publishes, and may have to offload a value too large to park
 *   endpoint  publishes
 */
import type { Endpoint } from '../../shared/declare/endpoint.ts';
import type { Subscription } from '../../shared/declare/subscription.ts';
import type { Topic } from '../../shared/declare/topic.ts';

export interface Uses {
  /** Names of topics, each with a mapping. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Topics under whose names objects of the claim check lie. */
  readonly restores: readonly string[];
  readonly offloads: readonly string[];
  /** Prefixes of the data bucket. */
  readonly objects: readonly string[];
  /** Those with whose contracts it reads or writes. */
  readonly topics: readonly Topic[];
  /** Topic → version that is written. */
  readonly pins: ReadonlyMap<string, number>;
  /** It asks the registry for versions that it does not know. */
  readonly looksUp: boolean;
}

export function usesOfMain(subscription: Subscription): Uses {
  const { topic, retryTopics } = subscription;
  return {
    reads: [topic.name],
    writes: written(subscription, retryTopics.slice(0, 1)),
    restores: topic.claimCheck ? [topic.name] : [],
    ...ofBoth(subscription),
  };
}

export function usesOfRetry(subscription: Subscription): Uses {
  const { topic, retryTopics } = subscription;
  return {
    reads: retryTopics.map(({ name }) => name),
    writes: written(subscription, retryTopics.slice(1)),
    // Whether the topic has claim checks or not: what main offloaded comes back here.
    restores: [topic.name],
    ...ofBoth(subscription),
  };
}

export const usesOfEndpoint = ({ publishes, pins }: Endpoint): Uses => ({
  reads: [],
  writes: publishes.map(({ name }) => name),
  restores: [],
  offloads: withClaimCheck(publishes),
  objects: [],
  topics: publishes,
  pins,
  looksUp: false,
});

const written = (
  { deadLetterTopic, publishes }: Subscription,
  retryTopics: Subscription['retryTopics'],
): string[] => unique([...retryTopics, deadLetterTopic, ...publishes].map(({ name }) => name));

const ofBoth = ({
  topic,
  publishes,
  pins,
  objects,
  newVersions,
}: Subscription): Pick<Uses, 'offloads' | 'objects' | 'topics' | 'pins' | 'looksUp'> => ({
  offloads: unique([topic.name, ...withClaimCheck(publishes)]),
  objects,
  topics: [topic, ...publishes.filter(({ name }) => name !== topic.name)],
  pins,
  looksUp: newVersions === 'look-up',
});

const withClaimCheck = (topics: readonly Topic[]): string[] =>
  topics.filter(({ claimCheck }) => claimCheck).map(({ name }) => name);

const unique = (names: readonly string[]): string[] => [...new Set(names)];
