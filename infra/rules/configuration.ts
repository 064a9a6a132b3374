/** A cluster's configuration: lines that MSK takes, with values that keep acknowledged records. */
import { KAFKA_VERSIONS } from '../kafka/msk-offer.ts';
import { EXPRESS_SERVER_PROPERTIES, STANDARD_SERVER_PROPERTIES } from '../kafka/server-property-names.ts';
import type { Deployment } from './deployment.ts';
import { brokersOf, brokerTypeOf, CLUSTER, configurationOf, electsUnclean } from './kafka-cluster.ts';
import { type PropertyLine, propertyLines } from './property-lines.ts';
import type { Resource } from './resource.ts';
import { type Check, type Finding, type Rule, refused, rulesOf } from './rule.ts';
import { textOf } from './value.ts';

const PROPERTIES = 'ServerProperties';
const UNCLEAN = 'unclean.leader.election.enable';

const finding = (given: string, allowed: string): Finding => refused(PROPERTIES, given, allowed);

const linesOf = (configuration: Resource): readonly PropertyLine[] =>
  propertyLines(textOf(configuration.at(PROPERTIES)) ?? '');

const lineOf = (configuration: Resource, key: string): string | undefined =>
  linesOf(configuration).findLast((line) => line.key === key)?.value;

const clustersOf = (configuration: Resource, deployment: Deployment): readonly Resource[] =>
  deployment.resources.filter((each) => each.type === CLUSTER && configurationOf(each) === configuration);

const kindsOf = (configuration: Resource, deployment: Deployment): readonly (string | undefined)[] =>
  clustersOf(configuration, deployment).map((each) => brokerTypeOf(each)?.kind);

/** A line that is none says what it is for. */
const lines: Check = (configuration) => {
  const all = linesOf(configuration);
  return all.flatMap(({ key, value }, index) => {
    if (value === undefined) return finding(key, 'lines of key=value');
    const line = `${key}=${value}`;
    if (value.includes('\\n'))
      return finding(line, 'line feeds between lines, not the two characters \\ and n');
    if (all.findIndex((each) => each.key === key) < index) return finding(line, `${key} once`);
    return [];
  });
};

const known: Check = (configuration) =>
  linesOf(configuration).flatMap(({ key, value }) => {
    if (value === undefined || value.includes('\\n')) return [];
    const property = STANDARD_SERVER_PROPERTIES[key] ?? EXPRESS_SERVER_PROPERTIES[key];
    if (property === undefined) return finding(`${key}=${value}`, `a property that MSK takes${nearest(key)}`);
    return property.takes(value) ? [] : finding(`${key}=${value}`, property.allowed);
  });

const BROKERS_NAME: Readonly<Record<string, string>> = { 'max.message.bytes': 'message.max.bytes' };

/** The broker's name of what is a topic's setting, or with the `s` that was forgotten. */
function nearest(key: string): string {
  const found = [BROKERS_NAME[key] ?? '', `log.${key}`, `${key}s`].find(
    (each) => STANDARD_SERVER_PROPERTIES[each] !== undefined,
  );
  return found === undefined ? '' : `: ${found}`;
}

/** Express brokers keep more to themselves, and have some of their own. */
const ofItsKind: Check = (configuration, deployment) => {
  const kinds = kindsOf(configuration, deployment);
  return linesOf(configuration).flatMap(({ key, value }) => {
    const [standard, express] = [STANDARD_SERVER_PROPERTIES, EXPRESS_SERVER_PROPERTIES].map(
      (each) => key in each,
    );
    const given = `${key}=${value}`;
    if (standard && !express && kinds.includes('express')) {
      const instead = /^log\.retention\./.test(key) ? 'log.retention.ms instead' : 'it is theirs to choose';
      return finding(given, `absent with Express brokers (${instead})`);
    }
    return express && !standard && kinds.includes('standard')
      ? finding(given, 'absent with Standard brokers')
      : [];
  });
};

const inSync: Check = (configuration, deployment) => {
  const factor = lineOf(configuration, 'default.replication.factor');
  const least = lineOf(configuration, 'min.insync.replicas');
  const [fewest] = clustersOf(configuration, deployment)
    .map(brokersOf)
    .filter((each) => each !== undefined)
    .toSorted((a, b) => a - b);
  return [
    ...(least !== undefined && Number(least) >= Number(factor ?? Number.NaN)
      ? [
          finding(
            `min.insync.replicas=${least}`,
            `less than default.replication.factor, ${factor} (one broker away, and nothing can be written)`,
          ),
        ]
      : []),
    ...(fewest !== undefined && Number(factor) > fewest
      ? [finding(`default.replication.factor=${factor}`, `at most ${fewest}, the brokers of its cluster`)]
      : []),
  ];
};

const uncleanElection: Check = (configuration, deployment) => {
  const given = lineOf(configuration, UNCLEAN);
  const why = `${UNCLEAN}=false (a broker that lags would become the leader, and acknowledged records be lost)`;
  if (given === 'true') return [finding(`${UNCLEAN}=true`, why)];
  const text = textOf(configuration.at(PROPERTIES)) ?? UNCLEAN;
  return !text.includes(UNCLEAN) && clustersOf(configuration, deployment).some(electsUnclean)
    ? [finding(`without ${UNCLEAN}, which is true in MSK`, why)]
    : [];
};

const TIMES = ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'];

const retention: Check = (configuration) => {
  const policy = lineOf(configuration, 'log.cleanup.policy') ?? 'delete';
  const key = TIMES.find((each) => lineOf(configuration, each) !== undefined);
  const bytes = lineOf(configuration, 'log.retention.bytes') ?? '-1';
  return key !== undefined &&
    lineOf(configuration, key) === '-1' &&
    bytes === '-1' &&
    policy.includes('delete')
    ? [finding(`${key}=-1`, 'a limit in time or log.retention.bytes (storage would grow without end)')]
    : [];
};

const topicsByChance: Check = (configuration) =>
  lineOf(configuration, 'auto.create.topics.enable') === 'true'
    ? [
        finding(
          'auto.create.topics.enable=true',
          'false (a mistyped name would be a topic, with settings that nobody chose)',
        ),
      ]
    : [];

const versions: Check = (configuration) => {
  const offered = [...new Set(Object.values(KAFKA_VERSIONS).flat())];
  return configuration
    .listAt('KafkaVersionsList')
    .map((given, index) => refused(`KafkaVersionsList.${index}`, given, offered.join(', ')))
    .filter(({ given }) => textOf(given) !== undefined && !offered.includes(textOf(given) ?? ''));
};

export const configurationRules: readonly Rule[] = rulesOf('AWS::MSK::Configuration', {
  'configuration-lines': lines,
  'configuration-properties': known,
  'configuration-broker-kind': ofItsKind,
  'configuration-in-sync': inSync,
  'configuration-unclean-election': uncleanElection,
  'configuration-retention': retention,
  'configuration-topic-creation': topicsByChance,
  'configuration-versions': versions,
});
