/**
 * What a topic is. `topic()` checks a declaration once, when the module loads; the template, the producer and the
 * consumers read the same object. Every topic is replicated 3 times with 2 in sync and never elects an unclean
 * leader: that is not an option of a declaration.
 *
 * Names: Kafka's rule ([a-zA-Z0-9._-], at most 249, neither `.` nor `..`), `__` is Kafka's own prefix.
 * Retention must end (time or bytes), unless the topic is compacted: a topic that never forgets fills the disks.
 */
import type { Contract } from '../schema/contract.ts';
import { type Checker, checker } from './check.ts';
import { type Duration, days } from './duration.ts';
import type { PlainJson } from './plain-json.ts';
import {
  checkFraming,
  checkKeyContract,
  checkValue,
  type FramingOption,
  type TopicFraming,
} from './topic-schema.ts';

const KAFKA_DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;
/** Base64 and headers must fit one record into Lambda's 6 MB payload. */
export const LARGEST_MAX_MESSAGE_BYTES = 3 * 1024 * 1024;

/** A topic's name is a segment of its claims' object keys. */
const LONGEST_KEY_SEGMENT = 200;

export interface Retention {
  readonly time?: Duration;
  readonly bytes?: number;
}

export interface TopicOptions<V> {
  /** At least 1. More partitions later move keys to other partitions: choose for the load in two years. */
  readonly partitions: number;
  /** How long (or how many bytes a partition) records are kept. Required unless `compacted`. */
  readonly retention?: Duration | Retention;
  /** Keep the last record of each key instead of a time. Default false. */
  readonly compacted?: boolean;
  /**
   * The field of the value that is the record's key, as text; or, of a structured key, its contract: publishing then
   * needs a `key`. Absent: records may be without a key.
   */
  readonly key?: Extract<keyof V, string> | Contract;
  /** The contract generated from the topic's schemas, or `plainJson(validator)` for values without one. */
  readonly value: Contract<V> | PlainJson<V>;
  /** Of values and keys that have a contract. Default AWS Glue's. */
  readonly framing?: FramingOption;
  /** A null value reaches rules as null. Default: the value of `compacted`. */
  readonly tombstones?: boolean;
  /** Largest record batch in bytes. Default 1,048,588 (Kafka's), at most 3 MB. */
  readonly maxMessageBytes?: number;
  /** Values over 900,000 encoded bytes travel through S3. Default false; refused with `compacted`. */
  readonly claimCheck?: boolean;
}

export interface Topic<V = unknown> extends TopicFraming {
  readonly kind: 'topic';
  readonly name: string;
  readonly partitions: number;
  readonly retention: Retention;
  readonly compacted: boolean;
  /** The field of the value. */
  readonly key: string | undefined;
  readonly keyContract: Contract | undefined;
  readonly value: Contract<V> | PlainJson<V>;
  readonly tombstones: boolean;
  readonly maxMessageBytes: number;
  readonly claimCheck: boolean;
}

const KEYS = [
  'partitions',
  'retention',
  'compacted',
  'key',
  'value',
  'framing',
  'tombstones',
  'maxMessageBytes',
  'claimCheck',
];

/** With `compacted` or `tombstones` the values a rule gets include null. */
export function topic<V>(
  name: string,
  options: TopicOptions<V> & ({ readonly compacted: true } | { readonly tombstones: true }),
): Topic<V | null>;
export function topic<V>(name: string, options: TopicOptions<V>): Topic<V>;
export function topic<V>(name: string, options: TopicOptions<V>): Topic<V> {
  const check = checker(`topic '${name}'`);
  checkTopicName(check, 'its name', name);
  check.keys(options, KEYS);
  const compacted = flag(check, 'compacted', options.compacted, false);
  const claimCheck = flag(check, 'claimCheck', options.claimCheck, false);
  if (compacted && claimCheck) {
    check.refuse(
      'claimCheck',
      true,
      'false with compacted: true (an object would expire under a record that stays)',
    );
  }
  if (claimCheck && name.length > LONGEST_KEY_SEGMENT) {
    check.refuse('its name', name, `at most ${LONGEST_KEY_SEGMENT} characters with claimCheck: true`);
  }
  if (compacted && options.key === undefined) {
    check.refuse('key', undefined, 'the name of a field of the value (compaction keeps one record a key)');
  }
  const value = checkValue(check, name, options.value);
  return Object.freeze({
    kind: 'topic',
    name,
    partitions: check.integer('partitions', options.partitions, 1, 10_000),
    retention: checkRetention(check, options.retention, compacted),
    compacted,
    ...checkKey(check, name, options.key),
    value,
    ...checkFraming(check, options.framing, value),
    tombstones: flag(check, 'tombstones', options.tombstones, compacted),
    maxMessageBytes: check.integer(
      'maxMessageBytes',
      options.maxMessageBytes ?? KAFKA_DEFAULT_MAX_MESSAGE_BYTES,
      1_024,
      LARGEST_MAX_MESSAGE_BYTES,
    ),
    claimCheck,
  });
}

function checkKey(
  check: Checker,
  topicName: string,
  given: string | Contract | undefined,
): Pick<Topic, 'key' | 'keyContract'> {
  if (typeof given === 'object' && given?.kind === 'contract') {
    return { key: undefined, keyContract: checkKeyContract(check, topicName, given) };
  }
  if (given !== undefined && (typeof given !== 'string' || given === '')) {
    check.refuse('key', given, "the name of a field of the value, or the contract of the topic's keys");
  }
  return { key: given, keyContract: undefined };
}

export function checkTopicName(check: Checker, what: string, name: unknown): void {
  if (
    typeof name !== 'string' ||
    !/^[a-zA-Z0-9._-]{1,249}$/.test(name) ||
    name === '.' ||
    name === '..' ||
    name.startsWith('__')
  ) {
    check.refuse(what, name, "1 to 249 of [a-zA-Z0-9._-], not '.' or '..', not starting with '__'");
  }
}

function checkRetention(
  check: Checker,
  given: Duration | Retention | undefined,
  compacted: boolean,
): Retention {
  if (given === undefined) {
    if (compacted) return {};
    return check.refuse('retention', given, 'a duration, such as days(7), or { time, bytes }');
  }
  const retention: Retention = typeof given === 'number' ? { time: given } : given;
  check.keys(retention, ['time', 'bytes'], 'retention');
  const { time, bytes } = retention;
  if (time !== undefined) check.integer('retention time in ms', time, 60_000, days(3_650));
  if (bytes !== undefined) check.integer('retention bytes', bytes, 1_048_576, Number.MAX_SAFE_INTEGER);
  if (time === undefined && bytes === undefined && !compacted) {
    check.refuse('retention', given, 'a finite time or number of bytes');
  }
  return retention;
}

function flag(check: Checker, what: string, given: boolean | undefined, otherwise: boolean): boolean {
  if (given !== undefined && typeof given !== 'boolean') check.refuse(what, given, 'true, false');
  return given ?? otherwise;
}
