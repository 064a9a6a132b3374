/** Clusters: what MSK has at all, and who may speak to them. */
import { ZONES } from '../kafka/check-cluster.ts';
import {
  BROKER_TYPES,
  isKraft,
  isT3,
  KAFKA_VERSIONS,
  LARGEST_VOLUME_GIB,
  MOST_BROKERS,
} from '../kafka/msk-offer.ts';
import { clientAccess, publicAccess, someAuthentication } from './cluster-access.ts';
import { capacity } from './cluster-capacity.ts';
import { offeredConfiguration, someConfiguration } from './cluster-configuration.ts';
import { network } from './cluster-network.ts';
import { whole } from './judge.ts';
import { brokersOf, brokerTypeOf, CLUSTER, INSTANCE_TYPE, isExpress, SUBNETS } from './kafka-cluster.ts';
import { type Check, type Finding, type Rule, refused, rulesOf } from './rule.ts';
import { textOf } from './value.ts';

const type: Check = (cluster) => {
  const given = textOf(cluster.at(INSTANCE_TYPE));
  return given === undefined || brokerTypeOf(cluster) !== undefined
    ? []
    : [refused(INSTANCE_TYPE, given, BROKER_TYPES)];
};

const version: Check = (cluster) => {
  const given = textOf(cluster.at('KafkaVersion'));
  const broker = brokerTypeOf(cluster);
  if (given === undefined || broker === undefined) return [];
  const t3 = isT3(broker.name);
  const offered = KAFKA_VERSIONS[broker.kind].filter((each) => !(t3 && isKraft(each)));
  if (offered.includes(given)) return [];
  const why = t3 && isKraft(given) ? ' (t3 has no KRaft)' : '';
  return [refused('KafkaVersion', given, `with ${broker.name} ${offered.join(', ')}${why}`)];
};

const brokers: Check = (cluster) => {
  const property = 'NumberOfBrokerNodes';
  const given = brokersOf(cluster);
  const zones = cluster.listAt(SUBNETS).length;
  const kafka = textOf(cluster.at('KafkaVersion')) ?? '.kraft';
  if (isExpress(cluster) && zones > 0 && zones !== ZONES) {
    return [refused(SUBNETS, zones, `${ZONES} subnets, one a zone, with Express brokers`)];
  }
  if (given === undefined || zones === 0) return [];
  if (given % zones !== 0) {
    return [refused(property, given, `a multiple of ${zones}, the same number in each subnet's zone`)];
  }
  return whole(cluster, property, {
    min: zones,
    max: isKraft(kafka) ? MOST_BROKERS.kraft : MOST_BROKERS.zookeeper,
  });
};

const STORAGE = 'BrokerNodeGroupInfo.StorageInfo';

const storage: Check = (cluster) => {
  if (!isExpress(cluster)) {
    return whole(cluster, `${STORAGE}.EBSStorageInfo.VolumeSize`, {
      min: 1,
      max: LARGEST_VOLUME_GIB,
      why: 'GiB',
    });
  }
  const given = cluster.at(STORAGE);
  return given === undefined
    ? []
    : [refused(STORAGE, given, "absent with Express brokers (their storage is MSK's own)")];
};

const tieredStorage: Check = (cluster) => {
  const given = textOf(cluster.at('StorageMode'));
  const name = textOf(cluster.at(INSTANCE_TYPE)) ?? '';
  return given === 'TIERED' && (isExpress(cluster) || isT3(name))
    ? [refused('StorageMode', given, `LOCAL or absent with ${name}, which has no tiered storage`)]
    : [];
};

const rebalancing: Check = (cluster): readonly Finding[] => {
  const given = cluster.at('Rebalancing');
  return given === undefined || brokerTypeOf(cluster)?.kind !== 'standard'
    ? []
    : [refused('Rebalancing', given, 'absent with Standard brokers (it is for Express)')];
};

export const clusterRules: readonly Rule[] = rulesOf(CLUSTER, {
  'cluster-broker-type': type,
  'cluster-version': version,
  'cluster-brokers': brokers,
  'cluster-storage': storage,
  'cluster-tiered-storage': tieredStorage,
  'cluster-rebalancing': rebalancing,
  'cluster-network': network,
  'cluster-own-configuration': someConfiguration,
  'cluster-configuration': offeredConfiguration,
  'cluster-capacity': capacity,
  'cluster-client-access': clientAccess,
  'cluster-authentication': someAuthentication,
  'cluster-public-access': publicAccess,
});
