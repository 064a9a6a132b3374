/** What a topic's settings may be; what is not said here is the broker's. */
import {
  EXPRESS_SHORTEST_COMPACTION_LAG_MS,
  EXPRESS_TOPIC_CONFIGS,
  STANDARD_TOPIC_CONFIGS,
} from '../kafka/topic-config-names.ts';
import { clusterAt, isExpress } from './kafka-cluster.ts';
import type { Resource } from './resource.ts';
import { type Check, type Finding, refused } from './rule.ts';
import { setting, topicSettings } from './topic-settings.ts';
import { textOf, type Value } from './value.ts';

const DAY_MS = 86_400_000;

const inConfigs = (key: string, given: Value | undefined, allowed: string): readonly Finding[] => [
  refused('Configs', given === undefined ? undefined : `${key}=${String(given)}`, allowed),
];

export const settings: Check = (topic) => {
  const { fault, values } = topicSettings(topic);
  if (fault !== undefined) return [refused('Configs', topic.at('Configs'), fault)];
  return Object.entries(values).flatMap(([key, value]) => {
    if (typeof value !== 'string') {
      return [refused('Configs', `${key}: ${JSON.stringify(value)}`, 'text for each setting')];
    }
    const known = STANDARD_TOPIC_CONFIGS[key];
    if (known === undefined)
      return inConfigs(key, value, `a setting of topics that Kafka has${nearest(key)}`);
    return known.takes(value) ? [] : inConfigs(key, value, known.allowed);
  });
};

/** `retention.ms` for `log.retention.ms`, a broker's name. */
function nearest(key: string): string {
  const bare = key.replace(/^log\./, '');
  return STANDARD_TOPIC_CONFIGS[bare] === undefined ? '' : `: ${bare} (${key} is a broker's)`;
}

export const expressSettings: Check = (topic) => {
  const cluster = clusterAt(topic.at('ClusterArn'));
  if (cluster === undefined || !isExpress(cluster)) return [];
  const fixed = Object.entries(topicSettings(topic).values)
    .filter(([key]) => STANDARD_TOPIC_CONFIGS[key] !== undefined && EXPRESS_TOPIC_CONFIGS[key] === undefined)
    .flatMap(([key, value]) =>
      inConfigs(
        key,
        String(value),
        `absent on Express brokers, which keep it to themselves; free are ${Object.keys(EXPRESS_TOPIC_CONFIGS).join(', ')}`,
      ),
    );
  const lag = setting(topic, 'max.compaction.lag.ms');
  return lag === undefined || Number(lag) >= EXPRESS_SHORTEST_COMPACTION_LAG_MS
    ? fixed
    : [
        ...fixed,
        ...inConfigs(
          'max.compaction.lag.ms',
          lag,
          `at least ${EXPRESS_SHORTEST_COMPACTION_LAG_MS}, a day, on Express brokers`,
        ),
      ];
};

const policies = (topic: Resource): readonly string[] =>
  (setting(topic, 'cleanup.policy') ?? 'delete').split(',').map((each) => each.trim());

export const retention: Check = (topic) => {
  if (!policies(topic).includes('delete')) return [];
  const unbounded =
    setting(topic, 'retention.ms') === '-1' && (setting(topic, 'retention.bytes') ?? '-1') === '-1';
  return unbounded
    ? inConfigs(
        'retention.ms',
        '-1',
        'a limit in time or retention.bytes (storage would grow without end), or cleanup.policy compact',
      )
    : [];
};

export const uncleanElection: Check = (topic) => {
  const key = 'unclean.leader.election.enable';
  return setting(topic, key) === 'true'
    ? inConfigs(
        key,
        'true',
        'false (a broker that lags would become the leader, and acknowledged records be lost)',
      )
    : [];
};

const SHORTEST_TIERED_MS = 3 * DAY_MS;

export const tiered: Check = (topic) => {
  const key = 'remote.storage.enable';
  if (setting(topic, key) !== 'true') return [];
  const cluster = clusterAt(topic.at('ClusterArn'));
  const mode = cluster && textOf(cluster.at('StorageMode') ?? 'LOCAL');
  const kept = setting(topic, 'retention.ms');
  return [
    ...(mode === 'LOCAL' ? inConfigs(key, 'true', 'false unless the cluster has StorageMode TIERED') : []),
    ...(policies(topic).includes('compact')
      ? inConfigs(key, 'true', 'false with cleanup.policy compact (tiered storage only deletes)')
      : []),
    ...(kept !== undefined && kept !== '-1' && Number(kept) < SHORTEST_TIERED_MS
      ? inConfigs('retention.ms', kept, `at least ${SHORTEST_TIERED_MS}, three days, with tiered storage`)
      : []),
  ];
};
