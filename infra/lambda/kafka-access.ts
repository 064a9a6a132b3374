/**
 * What a role may do in the cluster: exactly the topics and groups of its declaration. The ARNs of both are made from
 * the cluster's: arn:…:cluster/<name>/<uuid> → arn:…:topic/<name>/<uuid>/<topic>.
 */
import { Fn } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { statement } from '../lambda-role.ts';

export const connect = (clusterArn: string): PolicyStatement =>
  statement(['kafka-cluster:Connect'], [clusterArn]);

/** A mapping acts in its function's role: it describes the cluster, then joins its group and fetches. */
export const readTopics = (
  clusterArn: string,
  { topics, groups }: { readonly topics: readonly string[]; readonly groups: readonly string[] },
): PolicyStatement[] =>
  topics.length === 0
    ? []
    : [
        // Of DescribeCluster and DescribeClusterV2 either will do; Lambda's own policy is to lose the former.
        statement(['kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers'], [clusterArn]),
        statement(['kafka-cluster:DescribeClusterDynamicConfiguration'], [clusterArn]),
        statement(
          ['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'],
          topics.map((name) => arnIn(clusterArn, 'topic', name)),
        ),
        statement(
          ['kafka-cluster:DescribeGroup', 'kafka-cluster:AlterGroup'],
          groups.map((name) => arnIn(clusterArn, 'group', name)),
        ),
      ];

export const writeTopics = (clusterArn: string, topics: readonly string[]): PolicyStatement[] =>
  topics.length === 0
    ? []
    : [
        statement(
          ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'],
          topics.map((name) => arnIn(clusterArn, 'topic', name)),
        ),
        // The id of an idempotent producer belongs to no topic.
        statement(['kafka-cluster:WriteDataIdempotently'], [clusterArn]),
      ];

function arnIn(clusterArn: string, type: 'topic' | 'group', name: string): string {
  const around = Fn.split(':cluster/', clusterArn);
  return Fn.join('', [Fn.select(0, around), `:${type}/`, Fn.select(1, around), `/${name}`]);
}
