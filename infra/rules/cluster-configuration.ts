/** A cluster has a configuration, and one that is for its version. */
import { configurationOf, electsUnclean } from './kafka-cluster.ts';
import { type Check, refused } from './rule.ts';
import { textOf } from './value.ts';

const VERSIONS = 'KafkaVersionsList';

export const offeredConfiguration: Check = (cluster) => {
  const version = textOf(cluster.at('KafkaVersion'));
  const configuration = configurationOf(cluster);
  const versions = configuration?.listAt(VERSIONS).map(textOf) ?? [];
  if (version === undefined || versions.length === 0 || versions.includes(undefined)) return [];
  return versions.includes(version)
    ? []
    : [
        refused(
          'KafkaVersion',
          version,
          `${versions.join(', ')}: ${VERSIONS} of its configuration ${configuration?.logicalId}`,
        ),
      ];
};

/** What MSK gives by itself elects a broker that lags. */
export const someConfiguration: Check = (cluster) => {
  const given = cluster.at('ConfigurationInfo');
  return given === undefined && electsUnclean(cluster)
    ? [
        refused(
          'ConfigurationInfo',
          given,
          'a configuration with unclean.leader.election.enable=false (in MSK it is true, and acknowledged records are lost)',
        ),
      ]
    : [];
};
