/**
 * MSK's IAM actions: the resource each is for, Kafka's operation, and the actions it is worth nothing without
 * (Service Authorization Reference, "Actions defined by Apache Kafka APIs for Amazon MSK clusters"). Connect has no
 * operation: whoever has an entry may connect.
 */
import type { AclOperation, AclResource } from './acl.ts';
import { iamGlob } from './iam-glob.ts';

interface IamAction {
  readonly resource: AclResource;
  readonly operation?: AclOperation;
  /** On the same resource. */
  readonly needs?: string;
}

export const IAM_ACTIONS: Readonly<Record<string, IamAction>> = {
  Connect: { resource: 'cluster' },
  DescribeCluster: { resource: 'cluster', operation: 'DESCRIBE' },
  AlterCluster: { resource: 'cluster', operation: 'ALTER', needs: 'DescribeCluster' },
  DescribeClusterDynamicConfiguration: { resource: 'cluster', operation: 'DESCRIBE_CONFIGS' },
  AlterClusterDynamicConfiguration: {
    resource: 'cluster',
    operation: 'ALTER_CONFIGS',
    needs: 'DescribeClusterDynamicConfiguration',
  },
  WriteDataIdempotently: { resource: 'cluster', operation: 'IDEMPOTENT_WRITE' },
  CreateTopic: { resource: 'topic', operation: 'CREATE' },
  DescribeTopic: { resource: 'topic', operation: 'DESCRIBE' },
  AlterTopic: { resource: 'topic', operation: 'ALTER', needs: 'DescribeTopic' },
  DeleteTopic: { resource: 'topic', operation: 'DELETE', needs: 'DescribeTopic' },
  DescribeTopicDynamicConfiguration: { resource: 'topic', operation: 'DESCRIBE_CONFIGS' },
  AlterTopicDynamicConfiguration: {
    resource: 'topic',
    operation: 'ALTER_CONFIGS',
    needs: 'DescribeTopicDynamicConfiguration',
  },
  ReadData: { resource: 'topic', operation: 'READ', needs: 'DescribeTopic' },
  WriteData: { resource: 'topic', operation: 'WRITE', needs: 'DescribeTopic' },
  DescribeGroup: { resource: 'group', operation: 'DESCRIBE' },
  AlterGroup: { resource: 'group', operation: 'READ', needs: 'DescribeGroup' },
  DeleteGroup: { resource: 'group', operation: 'DELETE', needs: 'DescribeGroup' },
  DescribeTransactionalId: { resource: 'transactional-id', operation: 'DESCRIBE' },
  AlterTransactionalId: {
    resource: 'transactional-id',
    operation: 'WRITE',
    needs: 'DescribeTransactionalId',
  },
};

/** Names that an action of a policy means: case does not matter, `*` and `?` are wildcards. */
export function actionsNamed(text: string): string[] {
  const prefix = 'kafka-cluster:';
  const glob = text === '*' ? `${prefix}*` : text;
  if (!glob.toLowerCase().startsWith(prefix)) return [];
  const pattern = iamGlob(glob.slice(prefix.length), 'i');
  return Object.keys(IAM_ACTIONS).filter((name) => pattern.test(name));
}
