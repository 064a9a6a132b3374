/**
 * The cluster. What MSK cannot change it would be replaced for, by an empty one. A volume grows only, and once it grows
 * by itself the template no longer knows its size: whatever is sent then is judged against what MSK has.
 */
import { brokerType, SMALLEST_GROWTH_GIB } from '../kafka/msk-offer.ts';
import { deletionPolicy } from './deletion-policy.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { upgradesTo } from './kafka-version.ts';
import { type Change, each, fixed, type PropertyRule, type StatefulType } from './stateful-type.ts';

const ANOTHER_CLUSTER =
  'Take the change back. A cluster that has to have it is another one, with another clusterName: README.md says how to ' +
  'move there without losing a record';

const SIZE_FROM_MSK =
  `ask MSK for the size of today (\`aws kafka describe-cluster-v2\`), and write at least ${SMALLEST_GROWTH_GIB} GiB more, ` +
  'as storageGib into cdk.json and as VolumeSize into the record';

const KIND = 'BrokerNodeGroupInfo.InstanceType';
const AUTOSCALING = 'StorageAutoscaling';

const kindOfBroker: PropertyRule = {
  read({ properties }) {
    const type = isObject(properties.BrokerNodeGroupInfo) && properties.BrokerNodeGroupInfo.InstanceType;
    return (typeof type === 'string' && brokerType(type)?.kind) || type || null;
  },
  ...fixed(
    'Standard and Express brokers keep data in different ways, and a cluster cannot go from one to the other',
    ANOTHER_CLUSTER,
  ),
};

const version: PropertyRule = {
  refuse({ recorded, given }) {
    if (upgradesTo(String(recorded), String(given))) return undefined;
    return {
      why: 'MSK upgrades Kafka and never goes back, nor from ZooKeeper to KRaft or the other way',
      wayOut: 'Give the recorded version or a later one of the same kind (with or without .kraft)',
    };
  },
};

const brokers: PropertyRule = {
  refuse({ recorded, given }) {
    if (Number(given) > Number(recorded)) return undefined;
    return {
      why: 'MSK takes brokers away only once they hold no partition',
      wayOut:
        'Move every partition off the brokers of the highest ids, then write the number into the record',
    };
  },
};

const volume: PropertyRule = {
  refuse({ recorded, given, resource }) {
    if (resource.recorded[AUTOSCALING] === true || resource.given[AUTOSCALING] === true) {
      return {
        why:
          'The volumes grow by themselves, so the template knows only the size they were created with. CloudFormation ' +
          'would send the new size, and MSK refuses one that is smaller than what it has by now, or less than ' +
          `${SMALLEST_GROWTH_GIB} GiB larger`,
        wayOut: `Take the change back: more room is storageLimitGib. Or ${SIZE_FROM_MSK}`,
      };
    }
    if (Number(given) >= Number(recorded) + SMALLEST_GROWTH_GIB) return undefined;
    return {
      why: `A volume never shrinks, and grows by at least ${SMALLEST_GROWTH_GIB} GiB`,
      wayOut: `Give the recorded size, or one of at least ${Number(recorded) + SMALLEST_GROWTH_GIB} GiB`,
    };
  },
};

const autoscaling: PropertyRule = {
  read: ({ template: { Resources } }) =>
    Object.values(isObject(Resources) ? Resources : {}).some(scalesVolumes),
  refuse({ given }: Change) {
    if (given === true) return undefined;
    return {
      why:
        'The volumes may have grown by themselves; a later change of the size would be judged against one that they no ' +
        'longer have',
      wayOut: `Take the change back, or ${SIZE_FROM_MSK}, with ${AUTOSCALING} false`,
    };
  },
};

const scalesVolumes = (resource: Json): boolean =>
  isObject(resource) && dimension(resource) === 'kafka:broker-storage:VolumeSize';

const dimension = ({ Properties }: JsonObject): Json | undefined =>
  isObject(Properties) ? Properties.ScalableDimension : undefined;

export const clusterRules: StatefulType = {
  name: 'ClusterName',
  properties: {
    ...each(
      [
        'ClusterName',
        'BrokerNodeGroupInfo.ClientSubnets',
        'BrokerNodeGroupInfo.SecurityGroups',
        'BrokerNodeGroupInfo.BrokerAZDistribution',
        'EncryptionInfo.EncryptionAtRest',
        'EncryptionInfo.EncryptionInTransit.InCluster',
      ],
      fixed(
        'MSK cannot change it: CloudFormation would make another cluster, without a record, and put it in the place ' +
          'of this one',
        ANOTHER_CLUSTER,
      ),
    ),
    [KIND]: kindOfBroker,
    KafkaVersion: version,
    NumberOfBrokerNodes: brokers,
    'BrokerNodeGroupInfo.StorageInfo.EBSStorageInfo.VolumeSize': volume,
    [AUTOSCALING]: autoscaling,
    ...deletionPolicy,
  },
  gone: 'The cluster stays in the account with all its records, and is paid for, but no stack knows it any more',
};
