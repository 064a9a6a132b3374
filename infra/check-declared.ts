/**
 * What no declaration can know alone, checked before anything is synthesized: names that meet in one account, topics
 * that a function uses and nobody deploys, and the limits of what all share: the poller group and CloudFormation's
 * templates.
 */
import { checker } from '../shared/declare/check.ts';
import { schemaName } from '../shared/schema/contract.ts';
import { allTopics } from './all-topics.ts';
import type { Declared } from './declared.ts';
import { contractsOf, registeredContracts } from './topic-contracts.ts';

const MAPPINGS_IN_A_GROUP = 100;
const POLLERS_IN_A_GROUP = 2_000;
/** Each is a parameter of the functions' template, which has at most 200, some of them others. */
const SCHEMAS = 150;
/** A template has 1 MB. */
const BYTES_OF_DEFINITIONS = 750_000;

export function checkDeclared(declared: Declared): void {
  const { topics, subscriptions, endpoints } = declared;
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
  once('schema', topics.flatMap(contractsOf).map(schemaName));

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

  for (const { name, framing, keyContract } of topics) {
    if (framing === 'confluent' && keyContract !== undefined) {
      checker(`topic '${name}'`).refuse(
        'key',
        'a contract',
        'a field of the value with framing confluent (framing.confluent has ids of the values alone)',
      );
    }
  }
  const registered = topics.flatMap(registeredContracts);
  check.integer("the number of schemas in Glue's registry", registered.length, 0, SCHEMAS);
  const definitions = registered.flatMap((each) => each.definitions);
  check.integer(
    'the length of all definitions in bytes, as JSON',
    definitions.reduce((sum, each) => sum + Buffer.byteLength(JSON.stringify(each)), 0),
    0,
    BYTES_OF_DEFINITIONS,
  );

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
