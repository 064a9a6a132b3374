/** Properties that cannot be changed, or not in this direction: a change of each, with its reason and its way out. */
import {
  CONSUMER_GROUP,
  INSTANCE_TYPE,
  ofBucket,
  ofCluster,
  ofConfiguration,
  ofGroup,
  ofKey,
  ofMapping,
  ofRegistry,
  ofSchema,
  ofSubnet,
  ofTopic,
  ofVersion,
  ofVpc,
  VOLUME,
} from './picks.ts';
import type { Pick } from './templates.ts';

const IN_CLUSTER = 'EncryptionInfo.EncryptionInTransit.InCluster';
const ANOTHER_CLUSTER = [
  /another cluster, without a record/,
  /another one, with another clusterName: README/,
] as const;
const ANOTHER_NETWORK = [/replaced by an empty one/, /needs another cluster: README/] as const;
const NEW_IDS = [/get (a )?new ids?/, /carry the ids/] as const;
const DEFINITION = [/cannot change a definition/, /in a next version/] as const;
const HOLDS_THE_GROUP = [/while this one holds the consumer group/, /two deployments: one without/] as const;

export const UNCHANGEABLE: readonly (readonly [
  property: string,
  of: Pick,
  value: unknown,
  why: RegExp,
  wayOut: RegExp,
])[] = [
  ['ClusterName', ofCluster, 'other', ...ANOTHER_CLUSTER],
  ['BrokerNodeGroupInfo.ClientSubnets', ofCluster, [{ Ref: 'Other' }], ...ANOTHER_CLUSTER],
  ['BrokerNodeGroupInfo.SecurityGroups', ofCluster, [{ Ref: 'Other' }], ...ANOTHER_CLUSTER],
  ['BrokerNodeGroupInfo.BrokerAZDistribution', ofCluster, 'DEFAULT', ...ANOTHER_CLUSTER],
  ['EncryptionInfo.EncryptionAtRest', ofCluster, undefined, ...ANOTHER_CLUSTER],
  [
    'EncryptionInfo.EncryptionAtRest',
    ofCluster,
    { DataVolumeKMSKeyId: { Ref: 'Other' } },
    ...ANOTHER_CLUSTER,
  ],
  [IN_CLUSTER, ofCluster, false, ...ANOTHER_CLUSTER],
  [
    INSTANCE_TYPE,
    ofCluster,
    'express.m7g.large',
    /cannot go from one to the other/,
    /another one, with another clusterName/,
  ],
  ['KafkaVersion', ofCluster, '4.0.x.kraft', /never goes back/, /the recorded version or a later one/],
  [
    'KafkaVersion',
    ofCluster,
    '4.2.x',
    /nor from ZooKeeper to KRaft or the other way/,
    /with or without \.kraft/,
  ],
  ['KafkaVersion', ofCluster, undefined, /never goes back/, /the recorded version/],
  ['NumberOfBrokerNodes', ofCluster, 2, /only once they hold no partition/, /Move every partition off/],
  [VOLUME, ofCluster, 90, /grow by themselves/, /ask MSK for the size of today/],
  [
    VOLUME,
    ofCluster,
    500,
    /MSK refuses one that is smaller than what it has by now/,
    /more room is storageLimitGib/,
  ],
  [
    'Name',
    ofConfiguration,
    'other',
    /two of one name cannot exist/,
    /change kafkaVersion of the stage alone/,
  ],
  [
    'KafkaVersionsList',
    ofConfiguration,
    ['4.2.x.kraft'],
    /another configuration/,
    /change kafkaVersion of the stage/,
  ],
  ['ClusterArn', ofTopic, 'arn:other', /another, empty one/, /a topic of another name/],
  ['TopicName', ofTopic, 'orders.events.v9', /cannot be renamed/, /a topic of another name/],
  ['ReplicationFactor', ofTopic, 2, /of the same name, which exists/, /Take the change back/],
  ['PartitionCount', ofTopic, 29, /Kafka cannot take partitions away/, /a topic of another name/],
  [
    'PartitionCount',
    ofTopic,
    31,
    /a key goes to another one/,
    /Once no consumer depends on the order of a key/,
  ],
  ['EventSourceArn', ofMapping, 'arn:other', ...HOLDS_THE_GROUP],
  ['Topics', ofMapping, ['other'], ...HOLDS_THE_GROUP],
  ['StartingPosition', ofMapping, 'LATEST', ...HOLDS_THE_GROUP],
  ['StartingPositionTimestamp', ofMapping, 1, ...HOLDS_THE_GROUP],
  [
    CONSUMER_GROUP,
    ofMapping,
    'other',
    /begins the topic anew/,
    /the names of the subscription and of the topic/,
  ],
  ['Name', ofRegistry, 'other', ...NEW_IDS],
  ['Name', ofSchema, 'other', ...NEW_IDS],
  ['Registry', ofSchema, { Arn: 'other' }, ...NEW_IDS],
  ['DataFormat', ofSchema, 'JSON', /keeps its format/, /a topic of another name/],
  ['SchemaDefinition', ofSchema, '"long"', ...DEFINITION],
  ['SchemaDefinition', ofVersion, '"long"', ...DEFINITION],
  ['Schema', ofVersion, { SchemaArn: 'other' }, /in another schema/, /carry the ids/],
  ['BucketName', ofBucket, 'mine', /another, empty one/, /copy the objects into a second bucket first/],
  ['KeySpec', ofKey, 'RSA_2048', /KMS cannot change it/, /Take the change back/],
  ['CidrBlock', ofVpc, '10.1.0.0/16', ...ANOTHER_NETWORK],
  ['CidrBlock', ofSubnet, '10.0.0.0/20', ...ANOTHER_NETWORK],
  ['AvailabilityZone', ofSubnet, { 'Fn::Select': [2, { 'Fn::GetAZs': '' }] }, ...ANOTHER_NETWORK],
  ['GroupDescription', ofGroup, 'Brokers', ...ANOTHER_NETWORK],
];
