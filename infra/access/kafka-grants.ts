/**
 * What MSK wants of a client: each of its actions needs Connect on the cluster and, on a topic or a group, the one that
 * describes it. An idempotent producer's id belongs to no topic, so its permission is on the cluster. Nothing here has a
 * transactional id.
 */
import { type Access, target, targets } from './grant.ts';

export const produce = (topics: readonly string[]): Access[] =>
  topics.length === 0
    ? []
    : [
        {
          purpose: 'produce',
          actions: ['kafka-cluster:Connect', 'kafka-cluster:WriteDataIdempotently'],
          on: [target('cluster')],
        },
        {
          purpose: 'produce',
          actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'],
          on: targets('topic', topics),
        },
      ];

/** Mappings of these topics, in these groups, act in their function's role. */
export const poll = (topics: readonly string[], groups: readonly string[]): Access[] =>
  topics.length === 0
    ? []
    : [
        {
          purpose: 'poll',
          actions: [
            'kafka:DescribeClusterV2',
            'kafka:GetBootstrapBrokers',
            'kafka-cluster:Connect',
            'kafka-cluster:DescribeClusterDynamicConfiguration',
          ],
          on: [target('cluster')],
        },
        {
          purpose: 'poll',
          actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'],
          on: targets('topic', topics),
        },
        {
          purpose: 'poll',
          actions: ['kafka-cluster:DescribeGroup', 'kafka-cluster:AlterGroup'],
          on: targets('group', groups),
        },
      ];
