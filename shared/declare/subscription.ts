/**
 * What a subscription is: one consumer of one topic, with everything that follows from it. A subscription owns its
 * retry topics and its dead-letter topic: two consumers of one topic must not see each other's retries.
 *
 * Derived names
 *   function        <subscription>                     retry function   <subscription>-retry
 *   consumer group  <subscription>.<topic read>        one a mapping
 *   retry topics    <topic>.<subscription>.retry-<n>   dead letter      <topic>.<subscription>.dlq
 *
 * The worst case must fit: size × ruleLimit ÷ concurrency, plus what settling needs, within the timeout; in the
 * retry function after a wait of a whole delay, for which its batch is made smaller where needed.
 */
import { type Checker, checker } from './check.ts';
import { type Duration, days, describe, minutes, seconds } from './duration.ts';
import { checkTopicName, type Retention, type Topic } from './topic.ts';

/** A Kafka mapping refuses functions with a longer timeout. */
export const LONGEST_TIMEOUT = minutes(14);
export const LONGEST_RETRY_DELAY = minutes(10);
/** What is kept of a timeout for settling: publishing to retry and dead-letter topics. */
export const SETTLING_RESERVE = seconds(20);
/** Room for our headers in a retry or dead-letter record. */
export const HEADER_ROOM_BYTES = 64 * 1024;

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
  /** Topics the rule publishes to: what the role may write. */
  readonly publishes?: readonly Topic[];
  /** Prefixes of the data bucket the rule reads and writes, each ending in `/`: `invoices/`. */
  readonly objects?: readonly string[];
}

export interface DerivedTopic {
  readonly name: string;
  readonly partitions: number;
  readonly retention: Retention;
  readonly maxMessageBytes: number;
}

export interface RetryTopic extends DerivedTopic {
  /** 1 for the first retry topic. */
  readonly tier: number;
  readonly delay: Duration;
  /** Largest batch that fits the retry function after a wait of the whole delay. */
  readonly batchSize: number;
}

export interface Subscription<V = unknown> {
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
  readonly publishes: readonly Topic[];
  readonly objects: readonly string[];
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
  'objects',
];

/** The group of the mapping that reads `topicName` for `subscription`. */
export const consumerGroup = (subscription: Pick<Subscription, 'name'>, topicName: string): string =>
  `${subscription.name}.${topicName}`;

export function subscription<V>(name: string, options: SubscriptionOptions<V>): Subscription<V> {
  const check = checker(`subscription '${name}'`);
  // 64 is the limit of a function's name, of which the retry function's suffix is a part.
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]{0,57}$/.test(name)) {
    check.refuse('its name', name, '1 to 58 of [a-z0-9-], starting with a letter');
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
  checkFit(check, batch.size, ruleLimit, concurrency, timeout);
  const shape = { topic: options.topic, name, order, ruleLimit, concurrency, size: batch.size };
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
    memory: check.integer('memory in MB', options.memory ?? 512, 128, 10_240),
    pollers: checkPollers(check, options.pollers ?? {}, options.topic.partitions),
    errors: checkErrors(check, options.errors ?? {}),
    publishes: checkTopics(check, options.publishes ?? []),
    objects: checkPrefixes(check, options.objects ?? []),
    functionName: name,
    retryFunctionName: `${name}-retry`,
    retryTimeout: LONGEST_TIMEOUT,
    retryMemory: 256,
    retryTopics: delays.map((delay, index) => retryTopic(check, shape, delay, index + 1)),
    deadLetterTopic: derivedTopic(options.topic, `${options.topic.name}.${name}.dlq`, 3, days(14)),
  };
  for (const each of [declared.topic, ...declared.retryTopics, declared.deadLetterTopic]) {
    checkTopicName(check, 'a derived topic name', each.name);
    const group = consumerGroup(declared, each.name);
    if (group.length > 200) check.refuse('a derived consumer group', group, 'at most 200 characters');
  }
  return Object.freeze(declared);
}

function checkBatch(
  check: Checker,
  given: { readonly size?: number; readonly window?: Duration },
  order: Order,
) {
  check.keys(given, ['size', 'window'], 'batch');
  const { window } = given;
  if (window !== undefined) {
    check.integer('batch.window in ms', window, 0, seconds(300));
    if (window % 1_000 !== 0) {
      check.refuse('batch.window in ms', window, 'whole seconds, or absent for 500 ms');
    }
  }
  return {
    size: check.integer('batch.size', given.size ?? (order === 'partition' ? 25 : 100), 1, 10_000),
    window,
  };
}

function checkFit(
  check: Checker,
  size: number,
  limit: Duration,
  concurrency: number,
  timeout: Duration,
): void {
  const worst = (size * limit) / concurrency + SETTLING_RESERVE;
  if (worst > timeout) {
    check.refuse(
      'the worst case of a batch',
      `${size} records × ${describe(limit)} ÷ ${concurrency} + ${describe(SETTLING_RESERVE)} = ${describe(Math.ceil(worst))}`,
      `at most the timeout of ${describe(timeout)}; lower batch.size or ruleLimit, raise concurrency or timeout`,
    );
  }
}

function checkDelays(
  check: Checker,
  given: readonly Duration[] | undefined,
  order: Order,
): readonly Duration[] {
  if (order === 'partition') {
    if (given !== undefined && given.length > 0) {
      check.refuse('retry', given, "absent with order 'partition' (a transient error blocks the partition)");
    }
    return [];
  }
  const delays = given ?? [seconds(5), seconds(20), minutes(10)];
  if (!Array.isArray(delays) || delays.length > 10)
    check.refuse('retry', delays, 'a list of at most 10 delays');
  delays.forEach((delay, index) => {
    check.integer(`retry[${index}] in ms`, delay, 1, LONGEST_RETRY_DELAY);
    const before = delays[index - 1];
    if (before !== undefined && delay <= before) {
      check.refuse(`retry[${index}] in ms`, delay, `more than the delay before it, ${before}`);
    }
  });
  return delays;
}

function checkPollers(
  check: Checker,
  given: { readonly min?: number; readonly max?: number },
  partitions: number,
) {
  check.keys(given, ['min', 'max'], 'pollers');
  const ceiling = Math.min(2_000, partitions);
  const max = check.integer(
    'pollers.max',
    given.max ?? Math.max(given.min ?? 1, Math.min(200, ceiling)),
    1,
    ceiling,
  );
  return { min: check.integer('pollers.min', given.min ?? 1, 1, Math.min(200, max)), max };
}

function checkErrors(
  check: Checker,
  given: Readonly<Record<string, Verdict>>,
): Readonly<Record<string, Verdict>> {
  for (const [code, verdict] of Object.entries(given)) {
    check.oneOf(`errors['${code}']`, verdict, ['transient', 'permanent']);
  }
  return given;
}

export function checkTopics(check: Checker, given: readonly Topic[]): readonly Topic[] {
  for (const each of given) {
    if (each?.kind !== 'topic') check.refuse('publishes', typeof each, 'declared topic()s');
  }
  return given;
}

export function checkPrefixes(check: Checker, given: readonly string[]): readonly string[] {
  for (const each of given) {
    if (typeof each !== 'string' || !/^([a-z0-9-]+\/)+$/.test(each)) {
      check.refuse('objects', each, "prefixes of [a-z0-9-] that end in '/', such as 'invoices/'");
    }
  }
  return given;
}

function derivedTopic(source: Topic, name: string, partitions: number, atLeast: Duration): DerivedTopic {
  return {
    name,
    partitions,
    retention: { time: Math.max(atLeast, source.retention.time ?? 0) as Duration },
    maxMessageBytes: source.maxMessageBytes + HEADER_ROOM_BYTES,
  };
}

function retryTopic(
  check: Checker,
  of: { topic: Topic; name: string; ruleLimit: Duration; concurrency: number; size: number },
  delay: Duration,
  tier: number,
): RetryTopic {
  const room = LONGEST_TIMEOUT - delay - SETTLING_RESERVE;
  const batchSize = Math.min(of.size, Math.floor((room * of.concurrency) / of.ruleLimit));
  if (batchSize < 1) {
    check.refuse(
      `ruleLimit after a retry delay of ${describe(delay)}`,
      describe(of.ruleLimit),
      `at most ${describe(room * of.concurrency)}`,
    );
  }
  const name = `${of.topic.name}.${of.name}.retry-${tier}`;
  return {
    ...derivedTopic(of.topic, name, Math.min(of.topic.partitions, 3), days(7)),
    tier,
    delay,
    batchSize,
  };
}
