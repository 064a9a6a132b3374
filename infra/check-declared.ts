/**
 * What no declaration can know alone, checked before anything is synthesized: names that meet in one account, topics
 * that a function uses and nobody deploys, keyed topics whose partitions change, and the limits of the poller group that
 * all mappings share.
 */
import { checker } from '../shared/declare/check.ts';
import { keepPartitions } from '../shared/declare/keep-partitions.ts';
import { allTopics } from './all-topics.ts';
import type { Declared } from './declared.ts';

const MAPPINGS_IN_A_GROUP = 100;
const POLLERS_IN_A_GROUP = 2_000;

export function checkDeclared(declared: Declared): void {
  const { topics, partitionHistory, subscriptions, endpoints } = declared;
  const check = checker('the app');
  const once = (what: string, given: readonly string[]): void => {
    const twice = given.find((each, index) => given.indexOf(each) !== index);
    if (twice !== undefined) check.refuse(`${what} declared twice`, twice, `each ${what} once`);
  };
  once('function name', [
    ...subscriptions.flatMap(({ functionName, retryFunctionName }) => [functionName, retryFunctionName]),
    ...endpoints.map(({ name }) => name),
  ]);
  once(
    'topic',
    allTopics(declared).map(({ name }) => name),
  );
  // Kafka's metrics cannot tell `a.b` and `a_b` apart, and it refuses the second.
  once(
    "topic name ('.' is as '_')",
    allTopics(declared).map(({ name }) => name.replaceAll('.', '_')),
  );
  once(
    'route',
    endpoints.map(({ method, path }) => `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`),
  );
  keepPartitions(partitionHistory, topics);

  const deployed = topics.map(({ name }) => name);
  for (const each of [...subscriptions, ...endpoints]) {
    const own = checker(`${each.kind} '${each.name}'`);
    for (const { name } of each.publishes) {
      if (!deployed.includes(name))
        own.refuse('a topic it publishes to', name, `one of the app: ${deployed}`);
    }
    if (each.kind === 'subscription' && !deployed.includes(each.topic.name)) {
      own.refuse('its topic', each.topic.name, `one of the app: ${deployed}`);
    }
  }

  const provisioned = subscriptions.filter(({ mode }) => mode === 'provisioned');
  const pollers = provisioned.flatMap((each) => [
    each.pollers.max,
    ...each.retryTopics.map(({ partitions }) => partitions),
  ]);
  check.integer('the number of mappings in provisioned mode', pollers.length, 0, MAPPINGS_IN_A_GROUP);
  check.integer(
    'the sum of pollers.max',
    pollers.reduce((sum, each) => sum + each, 0),
    0,
    POLLERS_IN_A_GROUP,
  );
}
