/** Topics and their settings. */
import { linesWith, RESOURCES, settings, topicWith } from '../good-template.ts';
import { type Row, row } from '../row.ts';

const EXPRESS = {
  'Cluster.BrokerNodeGroupInfo.InstanceType': 'express.m7g.large',
  'Cluster.BrokerNodeGroupInfo.StorageInfo': undefined,
  'Cluster.KafkaVersion': '3.9.x.kraft',
  'Cluster.ConfigurationInfo': undefined,
  'Topic.Configs': undefined,
};

const setting = (
  mistake: string,
  given: object,
  says: readonly [rule: string, given: string, allowed: string],
): Row => row(mistake, { 'Topic.Configs': topicWith(given) }, [says[0], 'Topic.Configs', says[1], says[2]]);

const express = (mistake: string, given: object, says: readonly [given: string, allowed: string]): Row =>
  row(`${mistake} on Express`, { ...EXPRESS, 'Topic.Configs': settings(given) }, [
    'topic-express-settings',
    'Topic.Configs',
    ...says,
  ]);

const base64 = (text: string): string => Buffer.from(text).toString('base64');

export const TOPIC_ROWS: readonly Row[] = [
  row('a topic named ..', { 'Topic.TopicName': '..' }, [
    'topic-name',
    'Topic.TopicName',
    "'..'",
    'neither . nor ..',
  ]),
  row("a topic of Kafka's own", { 'Topic.TopicName': '__consumer_offsets' }, [
    'topic-name',
    'Topic.TopicName',
    "'__consumer_offsets'",
    "Kafka's own",
  ]),
  row(
    'a topic of a serverless cluster',
    { 'Topic.ClusterArn': { Ref: 'Serverless' }, Serverless: { Type: 'AWS::MSK::ServerlessCluster' } },
    ['topic-cluster', 'Topic.ClusterArn', '(Serverless.Ref)', 'a provisioned cluster'],
  ),
  row('two replicas on Express brokers', { ...EXPRESS, 'Topic.ReplicationFactor': 2 }, [
    'topic-replicas',
    'Topic.ReplicationFactor',
    '2',
    '3 on Express',
  ]),
  row(
    'as many in sync as there are replicas',
    { 'Topic.Configs': topicWith({ 'min.insync.replicas': '3' }) },
    ['topic-in-sync', 'Topic.ReplicationFactor', '3', 'min.insync.replicas, which is 3'],
  ),
  row(
    'as many in sync as there are replicas, by the configuration of the cluster',
    { 'Topic.ReplicationFactor': 2, 'Topic.Configs': undefined },
    ['topic-in-sync', 'Topic.ReplicationFactor', '2', 'which is 2'],
  ),
  row(
    "as many in sync as there are replicas, by MSK's default",
    {
      'Topic.ReplicationFactor': 2,
      'Topic.Configs': undefined,
      'Configuration.ServerProperties': 'unclean.leader.election.enable=false\n',
    },
    ['topic-in-sync', 'Topic.ReplicationFactor', '2', 'which is 2'],
  ),
  row(
    'a single replica',
    { 'Topic.ReplicationFactor': 1, 'Topic.Configs': topicWith({ 'min.insync.replicas': '1' }) },
    ['topic-in-sync', 'Topic.ReplicationFactor', '1', 'one broker away'],
  ),

  setting('a setting that is a number', { 'retention.ms': 1000 }, [
    'topic-settings',
    'retention.ms: 1000',
    'text',
  ]),
  setting('a setting that is an object', { 'retention.ms': {} }, [
    'topic-settings',
    'retention.ms: {}',
    'text',
  ]),
  setting('a setting that there is not', { 'retention.mss': '1' }, [
    'topic-settings',
    'retention.mss=1',
    'Kafka has',
  ]),
  setting("a setting by the broker's name", { 'log.retention.ms': '1' }, [
    'topic-settings',
    'log.retention.ms=1',
    "retention.ms (log.retention.ms is a broker's)",
  ]),
  setting('a retention in words', { 'retention.ms': '7d' }, [
    'topic-settings',
    'retention.ms=7d',
    'a whole number',
  ]),
  setting('a policy that there is not', { 'cleanup.policy': 'compacted' }, [
    'topic-settings',
    'cleanup.policy=compacted',
    'delete, compact',
  ]),
  setting('no replica in sync', { 'min.insync.replicas': '0' }, [
    'topic-settings',
    'min.insync.replicas=0',
    'from 1',
  ]),
  row('settings that are no JSON', { 'Topic.Configs': base64('retention.ms=1') }, [
    'topic-settings',
    'Topic.Configs',
    base64('retention.ms=1'),
    'a JSON object',
  ]),
  row('settings that are a list', { 'Topic.Configs': settings(['retention.ms']) }, [
    'topic-settings',
    'Topic.Configs',
    base64('["retention.ms"]'),
    'a JSON object',
  ]),

  setting('records kept without end', { 'retention.ms': '-1' }, [
    'topic-retention',
    'retention.ms=-1',
    'retention.bytes',
  ]),
  row(
    'records kept without end, by default',
    { 'Topic.Configs': settings({ 'retention.ms': '-1', 'min.insync.replicas': '2' }) },
    ['topic-retention', 'Topic.Configs', 'retention.ms=-1', 'storage would grow without end'],
  ),
  setting('unclean elections', { 'unclean.leader.election.enable': 'true' }, [
    'topic-unclean-election',
    'unclean.leader.election.enable=true',
    'false',
  ]),
  setting('tiered storage in a cluster without', { 'remote.storage.enable': 'true' }, [
    'topic-tiered-storage',
    'remote.storage.enable=true',
    'StorageMode TIERED',
  ]),
  row(
    'tiered storage and compaction',
    {
      'Cluster.StorageMode': 'TIERED',
      'Topic.Configs': topicWith({ 'remote.storage.enable': 'true', 'cleanup.policy': 'compact' }),
    },
    ['topic-tiered-storage', 'Topic.Configs', 'remote.storage.enable=true', 'cleanup.policy compact'],
  ),
  row(
    'tiered storage for a day',
    {
      'Cluster.StorageMode': 'TIERED',
      'Topic.Configs': topicWith({ 'remote.storage.enable': 'true', 'retention.ms': '86400000' }),
    },
    ['topic-tiered-storage', 'Topic.Configs', 'retention.ms=86400000', 'three days'],
  ),

  express('a number in sync', { 'min.insync.replicas': '2' }, ['min.insync.replicas=2', 'absent on Express']),
  express('a length of segments', { 'segment.ms': '86400000' }, [
    'segment.ms=86400000',
    'free are cleanup.policy',
  ]),
  express('a compaction within the hour', { 'max.compaction.lag.ms': '3600000' }, [
    'max.compaction.lag.ms=3600000',
    'a day',
  ]),
  row(
    'more partitions than the brokers hold',
    { 'Topic.PartitionCount': 1401, 'Configuration.ServerProperties': linesWith('num.partitions=1') },
    ['cluster-capacity', 'Cluster.NumberOfBrokerNodes', '4503 partitions', 'these hold 4500'],
  ),
];

/** Of two topics each is told of the other. */
export const ALIKE_TOPICS = {
  Other: { Type: 'AWS::MSK::Topic', Properties: { ...RESOURCES.Topic!.Properties!, TopicName: 'orders_v1' } },
};
