/**
 * Partitions, replicas counted, that the brokers can hold. Over its type's number a broker runs on, but MSK changes
 * neither its configuration nor its type or version.
 */
import { INTERNAL_PARTITIONS } from '../kafka/check-partitions.ts';
import { brokersOf, brokerTypeOf, clusterAt } from './kafka-cluster.ts';
import { type Check, refused } from './rule.ts';
import { numberOf } from './value.ts';

const INTERNAL_REPLICAS = 3;

export const capacity: Check = (cluster, deployment) => {
  const type = brokerTypeOf(cluster);
  const brokers = brokersOf(cluster);
  if (type === undefined || brokers === undefined) return [];
  const topics = deployment
    .certain('AWS::MSK::Topic')
    .filter((each) => clusterAt(each.at('ClusterArn')) === cluster);
  const held = topics.reduce(
    (sum, each) =>
      sum + (numberOf(each.at('PartitionCount')) ?? 0) * (numberOf(each.at('ReplicationFactor')) ?? 0),
    INTERNAL_PARTITIONS * INTERNAL_REPLICAS,
  );
  const most = type.mostPartitions * brokers;
  return held <= most
    ? []
    : [
        refused(
          'NumberOfBrokerNodes',
          `${brokers} × ${type.name} for ${held} partitions, replicas and Kafka's own counted`,
          `brokers for them: these hold ${most}, ${type.mostPartitions} each; more or larger ones`,
        ),
      ];
};
