/** A load as it was asked for, against what is declared: an unknown topic, a record it refuses, a rule over its limit. */
import { checker } from '../../shared/declare/check.ts';
import type { Declared } from '../declared.ts';
import type { LoadRequest } from './command-line.ts';
import type { Load } from './load.ts';

export function loadOf({ topic, ...given }: LoadRequest, { topics, subscriptions }: Declared): Load {
  const check = checker('the load');
  const names = topics.map(({ name }) => name);
  const loaded = topic === undefined ? names : [check.oneOf('--topic', topic, names)];
  for (const each of topics.filter(({ name }) => loaded.includes(name))) {
    if (given.bytes > each.maxMessageBytes) {
      check.refuse(
        '--bytes',
        given.bytes,
        `at most ${each.maxMessageBytes} in '${each.name}' (what travels through S3 is not in Kafka)`,
      );
    }
  }
  for (const { name, ruleLimit } of subscriptions.filter((each) => loaded.includes(each.topic.name))) {
    if (given.ruleMs > ruleLimit) {
      check.refuse(
        '--rule-ms',
        given.ruleMs,
        `at most ${ruleLimit}, the ruleLimit of '${name}': over it every record is parked`,
      );
    }
  }
  return { ...given, topics: loaded };
}
