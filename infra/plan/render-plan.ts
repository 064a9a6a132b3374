/** A plan as text, for a terminal of 120 columns or more. */
import { describe } from '../../shared/declare/duration.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import { about, percent, whole } from './figures.ts';
import type { Plan } from './plan.ts';
import { LOST_ON_DEMAND, POLLER_GROUP } from './pollers.ts';
import { renderCost } from './render-cost.ts';
import { renderLoad } from './render-load.ts';
import { table } from './table.ts';

export const renderPlan = (plan: Plan): string =>
  [
    `Stage '${plan.stage}': ${describeCluster(plan.cluster)}`,
    ...topics(plan),
    ...mappings(plan),
    ...functions(plan),
    ...connections(plan),
    ...renderCost(plan),
    ...(plan.underLoad === undefined ? [] : renderLoad(plan, plan.underLoad)),
  ].join('\n');

function describeCluster(cluster: ClusterSettings): string {
  const brokers = `${cluster.brokers} × ${cluster.instanceType}`;
  if (cluster.profile === 'existing') return `${brokers}, somebody else's cluster`;
  const version = `Kafka ${cluster.kafkaVersion}`;
  if (cluster.profile === 'express') return `${brokers}, ${version}, storage is MSK's own`;
  const { storageGib, storageLimitGib } = cluster;
  const growth = storageLimitGib === undefined ? 'does not grow' : `grows to ${storageLimitGib} GiB`;
  return `${brokers}, ${version}, a volume of ${storageGib} GiB each that ${growth}`;
}

function topics({ topics: all, partitions }: Plan): string[] {
  const { declared, internal, perBroker, recommended, most } = partitions;
  return [
    '',
    'Topics',
    table(
      ['topic', 'kind', 'partitions', 'kept'],
      all.map(({ name, kind, partitions: count, retentionMs, retentionBytes }) => [
        name,
        kind,
        String(count),
        [
          retentionMs !== undefined && describe(retentionMs),
          retentionBytes !== undefined && `${whole(retentionBytes)} bytes a partition`,
          kind === 'compacted' && 'the last of each key',
        ]
          .filter(Boolean)
          .join(', '),
      ]),
      ['partitions'],
    ),
    `  ${declared} partitions and ${internal} of Kafka's own, three replicas each: ${whole(perBroker)} on a broker, ` +
      `${percent(perBroker / recommended)} of the ${whole(recommended)} that MSK recommends` +
      (most === recommended ? '' : ` (${whole(most)} at most)`),
  ];
}

function mappings({ mappings: all, cluster }: Plan): string[] {
  const shared = all.filter(({ mode }) => mode === 'provisioned');
  const onDemand = all.filter(({ mode }) => mode === 'on-demand');
  const pollers = shared.reduce((sum, each) => sum + each.pollers.max, 0);
  return [
    '',
    'Mappings',
    table(
      ['topic', 'function', 'pollers', 'at most MB/s', 'batch', 'window', 'mode'],
      all.map(({ topic, functionName, pollers: each, ceiling, batchSize, windowMs, mode }) => [
        topic,
        functionName,
        mode === 'on-demand' ? "Lambda's" : `${each.min} to ${each.max}`,
        mode === 'on-demand' ? '-' : whole(ceiling.mbPerSecond),
        whole(batchSize),
        describe(windowMs),
        mode,
      ]),
      ['pollers', 'at most MB/s', 'batch', 'window'],
    ),
    ...(shared.length === 0
      ? []
      : [
          `  one poller group: ${shared.length} of ${POLLER_GROUP.mappings} mappings, ` +
            `${whole(pollers)} of ${whole(POLLER_GROUP.pollers)} pollers at their most`,
        ]),
    ...(onDemand.length === 0
      ? []
      : [
          `  on demand: ${[...new Set(onDemand.map(({ subscription }) => subscription))].join(', ')}. It loses:`,
          ...LOST_ON_DEMAND.map((lost) => `    - ${lost}`),
          ...(cluster.profile === 'existing'
            ? ["    - here the endpoints are the VPC owner's: not planned"]
            : []),
        ]),
  ];
}

function functions({ concurrency }: Plan): string[] {
  const { functions: all, most, expected, quota, askFor } = concurrency;
  const count = (number: number | undefined) => (number === undefined ? 'by calls' : whole(number));
  return [
    '',
    'Invocations at a time',
    table(
      ['function', 'expected', 'at most', 'MB', 'of these may wait'],
      all.map((each) => [
        each.functionName,
        count(each.expected),
        count(each.most),
        whole(each.memoryMb),
        each.waiting === 0 ? '' : `${each.waiting}, up to ${describe(each.longestWaitMs)}`,
      ]),
      ['expected', 'at most', 'MB'],
    ),
    `  expected: one batch of a partition; at most: five of each poller. Together ${whole(expected)} and ${whole(most)} of ` +
      `the account's ${whole(quota)}, which everything in the region shares` +
      (askFor === undefined ? '' : `: ask for ${whole(askFor)} concurrent executions`),
  ];
}

function connections({ connections: all }: Plan): string[] {
  const { pollers, environments, perBroker, limit, newPerSecond, stormSeconds } = all;
  return [
    '',
    'Connections of a broker',
    `  ${whole(perBroker.expected)} expected, ${whole(perBroker.most)} at most, of ${whole(limit)} with IAM: two of each ` +
      `of ${whole(pollers)} pollers, one of each of ${whole(environments.expected)} to ${whole(environments.most)} environments`,
    `  if all start at once, at ${newPerSecond} new ones a second: let in after ${about(stormSeconds.expected)} s, at most ` +
      `${about(stormSeconds.most)} s`,
  ];
}
