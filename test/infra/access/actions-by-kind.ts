/**
 * What may be tried on a resource, by its kind: every action that some policy of ours has, and those that would do harm.
 * The kinds are the resource types that AWS authorizes the action on; `any` has those that know no resource.
 */
import type { Target } from '../../../infra/access/grant.ts';

export type Kind =
  | Target['kind']
  | 'transactional-id'
  | 'schema'
  | 'key'
  | 'parameter'
  | 'function'
  | 'role'
  | 'secret'
  | 'sns-topic';

const of = (service: string, names: string): readonly string[] =>
  names.split(/\s+/).map((name) => `${service}:${name}`);

export const ACTIONS: Readonly<Record<Kind, readonly string[]>> = {
  cluster: [
    ...of('kafka-cluster', 'Connect DescribeCluster AlterCluster WriteDataIdempotently'),
    ...of('kafka-cluster', 'DescribeClusterDynamicConfiguration AlterClusterDynamicConfiguration'),
    ...of('kafka', 'DescribeCluster DescribeClusterV2 GetBootstrapBrokers ListNodes ListScramSecrets'),
    ...of('kafka', 'CreateTopic DeleteCluster PutClusterPolicy RebootBroker UpdateBrokerCount'),
    ...of('kafka', 'UpdateBrokerStorage UpdateClusterConfiguration UpdateClusterKafkaVersion UpdateSecurity'),
  ],
  topic: [
    ...of('kafka-cluster', 'ReadData WriteData DescribeTopic CreateTopic AlterTopic DeleteTopic'),
    ...of('kafka-cluster', 'DescribeTopicDynamicConfiguration AlterTopicDynamicConfiguration'),
    ...of('kafka', 'DescribeTopic CreateTopic UpdateTopic DeleteTopic'),
  ],
  group: of('kafka-cluster', 'DescribeGroup AlterGroup DeleteGroup'),
  'transactional-id': of('kafka-cluster', 'DescribeTransactionalId AlterTransactionalId'),
  objects: of(
    's3',
    'GetObject GetObjectVersion GetObjectTagging PutObject PutObjectAcl PutObjectTagging AbortMultipartUpload DeleteObject DeleteObjectVersion RestoreObject',
  ),
  bucket: of(
    's3',
    'ListBucket ListBucketVersions ListBucketMultipartUploads GetBucketPolicy PutBucketPolicy DeleteBucketPolicy DeleteBucket PutBucketPublicAccessBlock PutEncryptionConfiguration PutLifecycleConfiguration PutBucketVersioning',
  ),
  'log-group': of(
    'logs',
    'CreateLogGroup CreateLogStream PutLogEvents DescribeLogStreams GetLogEvents FilterLogEvents DeleteLogGroup DeleteLogStream PutRetentionPolicy PutSubscriptionFilter DisassociateKmsKey',
  ),
  registry: of('glue', 'GetRegistry UpdateRegistry DeleteRegistry CreateSchema ListSchemas'),
  schema: of('glue', 'GetSchema RegisterSchemaVersion UpdateSchema DeleteSchema DeleteSchemaVersions'),
  'network-interface': of(
    'ec2',
    'CreateNetworkInterface DeleteNetworkInterface AssignPrivateIpAddresses UnassignPrivateIpAddresses AttachNetworkInterface DetachNetworkInterface ModifyNetworkInterfaceAttribute CreateNetworkInterfacePermission',
  ),
  subnet: of('ec2', 'CreateNetworkInterface DeleteSubnet ModifySubnetAttribute RunInstances'),
  'security-group': of(
    'ec2',
    'CreateNetworkInterface AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress DeleteSecurityGroup',
  ),
  any: [
    ...of('ec2', 'DescribeNetworkInterfaces DescribeSubnets DescribeSecurityGroups DescribeVpcs'),
    ...of('ec2', 'DescribeInstances DescribeRouteTables'),
    ...of('glue', 'GetSchemaVersion ListRegistries'),
    ...of('kafka', 'CreateCluster ListClusters'),
    ...of('s3', 'ListAllMyBuckets'),
    ...of('logs', 'DescribeLogGroups'),
    ...of('lambda', 'ListFunctions CreateEventSourceMapping'),
    ...of('ssm', 'DescribeParameters'),
    ...of('kms', 'CreateKey ListKeys'),
    ...of('cloudwatch', 'PutMetricData'),
  ],
  key: of('kms', 'Encrypt Decrypt GenerateDataKey CreateGrant PutKeyPolicy DisableKey ScheduleKeyDeletion'),
  parameter: of('ssm', 'GetParameter GetParameters PutParameter DeleteParameter'),
  function: of(
    'lambda',
    'InvokeFunction GetFunction UpdateFunctionCode UpdateFunctionConfiguration AddPermission DeleteFunction',
  ),
  role: [
    ...of('iam', 'PassRole PutRolePolicy AttachRolePolicy UpdateAssumeRolePolicy'),
    ...of('sts', 'AssumeRole'),
  ],
  secret: of('secretsmanager', 'GetSecretValue'),
  'sns-topic': of('sns', 'Publish Subscribe SetTopicAttributes DeleteTopic'),
};
