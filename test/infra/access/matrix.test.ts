import { describe, expect, it } from 'vitest';
import { TARGETS, type Target } from '../../../infra/access/grant.ts';
import { accessMatrix } from '../../../infra/access/matrix.ts';
import { allTopics } from '../../../infra/all-topics.ts';
import { declared } from '../../../infra/declared.ts';
import { consumerGroup, type Subscription } from '../../../shared/declare/subscription.ts';
import { more } from '../more-declarations.ts';

const matrix = accessMatrix({ declared: more, ownNetwork: true });
const retrying = more.subscriptions.filter(({ retryTopics }) => retryTopics.length > 0);
const derivedOf = ({ retryTopics, deadLetterTopic }: Subscription) =>
  [...retryTopics, deadLetterTopic].map(({ name }) => name);

/** Names of the targets of a kind that a role may do it on. */
const mayOn = (role: string, action: string, kind: Target['kind']): readonly string[] =>
  matrix
    .filter((grant) => grant.role === role && grant.actions.includes(action))
    .flatMap(({ on }) => on.filter((each) => each.kind === kind).map(({ name }) => name));

// Said once more without what the matrix is made from: a fault there would be in the policies too.
describe('whatever a function uses', () => {
  it.each(more.subscriptions)('$name touches no retry, dead-letter topic or group of another', (each) => {
    const others = more.subscriptions.filter(({ name }) => name !== each.name);
    const theirs = new Set([
      ...others.flatMap(derivedOf),
      ...others.flatMap((other) =>
        [other.topic.name, ...derivedOf(other)].map((name) => consumerGroup(other, name)),
      ),
    ]);
    for (const role of [each.functionName, each.retryFunctionName]) {
      const touched = matrix.filter((grant) => grant.role === role).flatMap(({ on }) => on);
      expect(touched.filter(({ name }) => theirs.has(name))).toEqual([]);
    }
  });

  it.each(retrying)(
    '$name parks from main in the first retry topic only, from retry in later ones only',
    (each) => {
      const [first, ...later] = each.retryTopics.map(({ name }) => name);
      const parks = (role: string) =>
        mayOn(role, 'kafka-cluster:WriteData', 'topic').filter((name) => [first, ...later].includes(name));
      expect(parks(each.functionName)).toEqual([first]);
      expect(parks(each.retryFunctionName)).toEqual(later);
    },
  );

  it.each(retrying)('$name reads its source in main only, its retry topics in retry only', (each) => {
    expect(mayOn(each.functionName, 'kafka-cluster:ReadData', 'topic')).toEqual([each.topic.name]);
    expect(mayOn(each.retryFunctionName, 'kafka-cluster:ReadData', 'topic')).toEqual(
      each.retryTopics.map(({ name }) => name),
    );
  });

  it('nobody reads a dead-letter topic', () => {
    const dead = more.subscriptions.map(({ deadLetterTopic }) => deadLetterTopic.name);
    const read = matrix.flatMap(({ role }) => mayOn(role, 'kafka-cluster:ReadData', 'topic'));
    expect(read.filter((name) => dead.includes(name))).toEqual([]);
  });

  it.each(more.endpoints)('$name reads nothing, and writes what it publishes', ({ name, publishes }) => {
    const held = matrix.filter(({ role }) => role === name).flatMap(({ actions }) => actions);
    expect(held.filter((action) => /:(ReadData|AlterGroup|GetObject|ListBucket)$/.test(action))).toEqual([]);
    expect(mayOn(name, 'kafka-cluster:WriteData', 'topic')).toEqual(publishes.map((each) => each.name));
  });

  it.each(more.subscriptions)('$name reads and writes its own prefixes of the data bucket alone', (each) => {
    const own = each.objects.map((prefix) => `data/${prefix}`);
    for (const role of [each.functionName, each.retryFunctionName]) {
      for (const action of ['s3:GetObject', 's3:PutObject']) {
        const data = mayOn(role, action, 'objects').filter((name) => name.startsWith('data/'));
        expect(own).toEqual(expect.arrayContaining(data));
      }
    }
  });
});

describe('whoever it is', () => {
  const actions = new Set(matrix.flatMap((grant) => grant.actions));

  it('none makes, alters or deletes a topic, a group or the cluster', () => {
    const changing = /^kafka(-cluster)?:(Create|Delete|Update|Put|Alter(?!Group$)|Reboot|Batch)/;
    expect([...actions].filter((each) => changing.test(each))).toEqual([]);
  });

  it('none deletes an object or a log, touches a parameter, a key, a role or a function', () => {
    const [harm] = [
      /^(s3|logs|glue):(Delete|Put(?!Object$|LogEvents$))|^(ssm|kms|iam|sts|lambda|secretsmanager):/,
    ];
    expect([...actions].filter((each) => harm.test(each))).toEqual([]);
  });

  it('a topic of the matrix is one that is deployed', () => {
    const topics = matrix.flatMap(({ on }) =>
      on.filter(({ kind }) => kind === 'topic').map(({ name }) => name),
    );
    const deployed = allTopics(more).map(({ name }) => name);
    expect(deployed).toEqual(expect.arrayContaining(topics));
  });

  it('no line is empty', () => {
    for (const { actions, on } of matrix) {
      expect(actions.length * on.length).toBeGreaterThan(0);
      for (const { kind } of on) expect(TARGETS).toHaveProperty([kind]);
    }
  });
});

describe('actions that MSK knows only together', () => {
  const roles = [...new Set(matrix.map(({ role }) => role))];
  it.each([
    ['ReadData', 'topic', 'DescribeTopic'],
    ['WriteData', 'topic', 'DescribeTopic'],
    ['AlterGroup', 'group', 'DescribeGroup'],
    ['WriteDataIdempotently', 'cluster', 'Connect'],
    ['DescribeClusterDynamicConfiguration', 'cluster', 'Connect'],
  ] as const)('%s on a %s comes with %s', (action, kind, companion) => {
    const used = roles.filter((role) => mayOn(role, `kafka-cluster:${action}`, kind).length > 0);
    expect(used.length).toBeGreaterThan(0);
    for (const role of used) {
      const companions = mayOn(role, `kafka-cluster:${companion}`, kind);
      expect(companions).toEqual(expect.arrayContaining([...mayOn(role, `kafka-cluster:${action}`, kind)]));
    }
  });

  it('who writes or reads a topic may connect; who writes may do so idempotently', () => {
    for (const role of roles) {
      const writes = mayOn(role, 'kafka-cluster:WriteData', 'topic').length > 0;
      const reads = mayOn(role, 'kafka-cluster:ReadData', 'topic').length > 0;
      const onCluster = (action: string) => mayOn(role, `kafka-cluster:${action}`, 'cluster').length > 0;
      expect(onCluster('Connect'), role).toBe(writes || reads);
      expect(onCluster('WriteDataIdempotently'), role).toBe(writes);
    }
  });
});

it('a function that is not declared has no line', () => {
  const own = accessMatrix({ declared, ownNetwork: false });
  expect(new Set(own.map(({ role }) => role))).toEqual(
    new Set(['invoice-orders', 'invoice-orders-retry', 'place-order', 'BootstrapBrokersRole']),
  );
});
