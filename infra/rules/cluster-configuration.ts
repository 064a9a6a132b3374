/** The configuration that a cluster is given must be one for its version. */
import { configurationOf } from './kafka-cluster.ts';
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
