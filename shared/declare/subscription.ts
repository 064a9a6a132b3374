/**
 * What a subscription is: one consumer of one topic, with everything that follows from it. A subscription owns its
 * retry topics and its dead-letter topic: two consumers of one topic must not see each other's retries.
 *
 * Derived names
 *   function        <subscription>                     retry function   <subscription>-retry
 *   consumer group  <subscription>.<topic read>        one a mapping
 *   retry topics    <topic>.<subscription>.retry-<n>   dead letter      <topic>.<subscription>.dlq
 */
import { checker } from './check.ts';
import {
  checkBatch,
  checkErrors,
  checkPollers,
  checkPrefixes,
  checkPublishes,
  type Published,
  type Publishes,
} from './check-options.ts';
import {
  checkDecoding,
  type Decoding,
  type FilterPattern,
  type LambdaDecodes,
  type NewVersions,
} from './decoding.ts';
import {
  checkDelays,
  type DerivedTopic,
  deadLetterTopic,
  type RetryTopic,
  retryTopic,
} from './derived-topic.ts';
import { type Duration, minutes, seconds } from './duration.ts';
import { checkLag, type Lag } from './lag.ts';
import { checkFit, LONGEST_TIMEOUT, retryBatchSize } from './time-fit.ts';
import { checkTopicName, type Topic } from './topic.ts';

export type Order = 'none' | 'partition';
export type Mode = 'provisioned' | 'on-demand';
export type Verdict = 'transient' | 'permanent';

export interface SubscriptionOptions<V> {
  readonly topic: Topic<V>;
  /** Delays of the retry topics, ascending, each at most 10 minutes. Default 5 s, 20 s, 10 min. */
  readonly retry?: readonly Duration[];
  /** `none`: a failing record is parked and the partition goes on. `partition`: it blocks its partition until it succeeds. */
  readonly order?: Order;
  /** `size` 1 to 10,000 records, default 100 (25 with order `partition`). `window`: whole seconds to 300; absent = Lambda's 500 ms. */
  readonly batch?: { readonly size?: number; readonly window?: Duration };
  /** Keys worked on side by side in one invocation, 1 to 1,000. Default 16; 1 with order `partition`. */
  readonly concurrency?: number;
  /** Longest run of the rule for one record (`consumeBatch`: for one slice). Default 10 s. Over it is transient. */
  readonly ruleLimit?: Duration;
  /** Function timeout, whole seconds, at most 14 minutes. Default 5 minutes. */
  readonly timeout?: Duration;
  /** MB, 128 to 10,240. Default 512. */
  readonly memory?: number;
  /** Pollers of the mapping in provisioned mode. Default 1 to the topic's partitions. */
  readonly pollers?: { readonly min?: number; readonly max?: number };
  /** `on-demand` knows no partial answers: see consume. Default `provisioned`. */
  readonly mode?: Mode;
  /** Error code → verdict, before the general classification. */
  readonly errors?: Readonly<Record<string, Verdict>>;
  /** Topics the rule publishes to: what the role may write. `pinned(topic, version)` writes an older version. */
  readonly publishes?: Publishes;
  /**
   * Records of a schema version that the function was not built with: `wait` in the retry topics for a function that
   * was (default), or `look-up` in the registry, which needs an interface endpoint of the VPC.
   */
  readonly newVersions?: NewVersions;
  /**
   * Lambda validates and decodes values before the function is invoked: `json` hands them on as JSON, `source` as the
   * bytes behind the frame. Invalid ones go to the failure destination. Default: the function decodes.
   */
  readonly lambdaDecodes?: LambdaDecodes;
  /** At most 5 patterns of Lambda's event filtering, one of which must match: `{ value: { status: ['PAID'] } }`. */
  readonly filters?: readonly FilterPattern[];
  /** Prefixes of the data bucket the rule reads and writes, each ending in `/`: `invoices/`. */
  readonly objects?: readonly string[];
  /**
   * Beyond it alarms go off: `time` (whole seconds, at most the topic's retention) is MSK's estimate of what lies ahead
   * of the partition furthest behind, `records` their number there. Default 60 s beyond the window, and ten batches.
   */
  readonly lag?: Partial<Lag>;
}

export interface Subscription<V = unknown> extends Published, Decoding {
  readonly kind: 'subscription';
  readonly name: string;
  readonly topic: Topic<V>;
  readonly order: Order;
  readonly mode: Mode;
  readonly batch: { readonly size: number; readonly window: Duration | undefined };
  readonly concurrency: number;
  readonly ruleLimit: Duration;
  readonly timeout: Duration;
  readonly memory: number;
  readonly pollers: { readonly min: number; readonly max: number };
  readonly errors: Readonly<Record<string, Verdict>>;
  readonly objects: readonly string[];
  readonly lag: Lag;
  readonly functionName: string;
  readonly retryFunctionName: string;
  readonly retryTimeout: Duration;
  readonly retryMemory: number;
  readonly retryTopics: readonly RetryTopic[];
  readonly deadLetterTopic: DerivedTopic;
}

const KEYS = [
  'topic',
  'retry',
  'order',
  'batch',
  'concurrency',
  'ruleLimit',
  'timeout',
  'memory',
  'pollers',
  'mode',
  'errors',
  'publishes',
  'newVersions',
  'lambdaDecodes',
  'filters',
  'objects',
  'lag',
];

/** The group of the mapping that reads `topicName` for `subscription`. */
export const consumerGroup = (subscription: Pick<Subscription, 'name'>, topicName: string): string =>
  `${subscription.name}.${topicName}`;

export function subscription<V>(name: string, options: SubscriptionOptions<V>): Subscription<V> {
  const check = checker(`subscription '${name}'`);
  // 64 is the limit of a function's name, of which the retry function's suffix is a part.
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]{0,57}$/.test(name) || name.endsWith('-retry')) {
    check.refuse('its name', name, "1 to 58 of [a-z0-9-], starting with a letter, not ending in '-retry'");
  }
  check.keys(options, KEYS);
  if (options.topic?.kind !== 'topic') check.refuse('topic', typeof options.topic, 'a declared topic()');
  const order = check.oneOf('order', options.order ?? 'none', ['none', 'partition']);
  const mode = check.oneOf('mode', options.mode ?? 'provisioned', ['provisioned', 'on-demand']);
  if (order === 'partition' && mode === 'on-demand') {
    check.refuse('mode', mode, "'provisioned' with order 'partition' (it needs partial answers)");
  }
  const batch = checkBatch(check, options.batch ?? {}, order);
  const delays = checkDelays(check, options.retry, order);
  const concurrency = check.integer(
    'concurrency',
    options.concurrency ?? (order === 'partition' ? 1 : 16),
    1,
    1_000,
  );
  if (order === 'partition' && concurrency !== 1) {
    check.refuse('concurrency', concurrency, "1 with order 'partition' (one record at a time)");
  }
  const ruleLimit = check.integer(
    'ruleLimit in ms',
    options.ruleLimit ?? seconds(10),
    1,
    minutes(13),
  ) as Duration;
  const timeout = check.integer(
    'timeout in ms',
    options.timeout ?? minutes(5),
    seconds(1),
    LONGEST_TIMEOUT,
  ) as Duration;
  if (timeout % 1_000 !== 0) check.refuse('timeout in ms', timeout, 'whole seconds');
  if (mode === 'on-demand' && options.pollers !== undefined) {
    check.refuse('pollers', options.pollers, "absent with mode 'on-demand' (AWS scales its pollers itself)");
  }
  const memory = check.integer('memory in MB', options.memory ?? 512, 128, 10_240);
  const load = { size: batch.size, ruleLimit, concurrency };
  checkFit(check, load, timeout);
  const declared: Subscription<V> = {
    kind: 'subscription',
    name,
    topic: options.topic,
    order,
    mode,
    batch,
    concurrency,
    ruleLimit,
    timeout,
    memory,
    pollers: checkPollers(check, options.pollers ?? {}, options.topic.partitions),
    errors: checkErrors(check, options.errors ?? {}),
    ...checkPublishes(check, options.publishes ?? []),
    ...checkDecoding(check, options, { order, mode }),
    objects: checkPrefixes(check, options.objects ?? []),
    lag: checkLag(check, options.lag ?? {}, { batch, kept: options.topic.retention.time }),
    functionName: name,
    retryFunctionName: `${name}-retry`,
    retryTimeout: LONGEST_TIMEOUT,
    // It restores what the main function does, claims of up to 64 MB among it; else it mostly waits.
    retryMemory: options.topic.claimCheck ? memory : 256,
    retryTopics: delays.map((delay, index) => {
      const batchSize = retryBatchSize(check, load, delay);
      return retryTopic(options.topic, name, { tier: index + 1, delay, batchSize });
    }),
    deadLetterTopic: deadLetterTopic(options.topic, name),
  };
  for (const each of [declared.topic, ...declared.retryTopics, declared.deadLetterTopic]) {
    checkTopicName(check, 'a derived topic name', each.name);
    const group = consumerGroup(declared, each.name);
    // It also keeps the topic's own name a segment of the object keys of its claims: of any topic's records, what is too
    // large to park goes to the claim check.
    if (group.length > 200) check.refuse('a derived consumer group', group, 'at most 200 characters');
  }
  return Object.freeze(declared);
}
