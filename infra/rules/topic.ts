/** Topics of a cluster: their names, replicas and settings. */
import type { Deployment } from './deployment.ts';
import { brokersOf, clusterAt, isExpress, serverProperty } from './kafka-cluster.ts';
import type { Resource } from './resource.ts';
import { type Check, type Finding, type Rule, refused, rulesOf } from './rule.ts';
import { expressSettings, retention, settings, tiered, uncleanElection } from './topic-configs.ts';
import { isTopicName, TOPIC_NAME } from './topic-name.ts';
import { setting } from './topic-settings.ts';
import { numberOf, Reference, textOf, UNKNOWN } from './value.ts';

export const TOPIC = 'AWS::MSK::Topic';
const OF_KAFKA = ['__consumer_offsets', '__transaction_state', '__share_group_state', '__cluster_metadata'];
const EXPRESS_REPLICAS = 3;

const name: Check = (topic) => {
  const given = textOf(topic.at('TopicName'));
  const refuse = (allowed: string): readonly Finding[] => [refused('TopicName', given, allowed)];
  if (given === undefined) return [];
  if (!isTopicName(given)) return refuse(TOPIC_NAME);
  return OF_KAFKA.includes(given) ? refuse("another name (this one is Kafka's own)") : [];
};

/** Kafka's metrics cannot tell `a.b` from `a_b`, so it refuses the second. */
const ownName: Check = (topic, deployment) => {
  const given = textOf(topic.at('TopicName'));
  if (given === undefined || topic.conditional) return [];
  const others = sameCluster(topic, deployment).filter(
    (each) => each !== topic && alike(textOf(each.at('TopicName'))) === alike(given),
  );
  const [other] = others;
  return other === undefined
    ? []
    : [
        refused(
          'TopicName',
          given,
          `a name of its own (${other.seenFrom(topic)} is '${textOf(other.at('TopicName'))}'; . is as _ in Kafka)`,
        ),
      ];
};

const alike = (given: string | undefined): string | undefined => given?.replaceAll('.', '_');

/** Empty where the cluster is not known. */
function sameCluster(topic: Resource, deployment: Deployment): readonly Resource[] {
  const own = clusterKey(topic);
  return own === UNKNOWN ? [] : deployment.certain(TOPIC).filter((each) => clusterKey(each) === own);
}

function clusterKey(topic: Resource): unknown {
  const arn = topic.at('ClusterArn');
  return clusterAt(arn) ?? (arn instanceof Reference ? `${arn.resource.logicalId}.${arn.attribute}` : arn);
}

const inCluster: Check = (topic) => {
  const arn = topic.at('ClusterArn');
  return arn instanceof Reference && arn.resource.type === 'AWS::MSK::ServerlessCluster'
    ? [refused('ClusterArn', arn, 'a provisioned cluster (MSK Serverless manages no topics)')]
    : [];
};

const replicas: Check = (topic) => {
  const given = numberOf(topic.at('ReplicationFactor'));
  if (given === undefined) return [];
  const refuse = (allowed: string): readonly Finding[] => [refused('ReplicationFactor', given, allowed)];
  const cluster = clusterAt(topic.at('ClusterArn'));
  if (cluster === undefined) return [];
  const brokers = brokersOf(cluster);
  if (isExpress(cluster) && given !== EXPRESS_REPLICAS)
    return refuse(`${EXPRESS_REPLICAS} on Express brokers`);
  return brokers !== undefined && given > brokers
    ? refuse(`at most ${brokers}, the brokers of the cluster`)
    : [];
};

const inSync: Check = (topic) => {
  const cluster = clusterAt(topic.at('ClusterArn'));
  // Two of three, whatever is said here.
  if (cluster !== undefined && isExpress(cluster)) return [];
  const key = 'min.insync.replicas';
  const least = setting(topic, key) ?? (cluster && serverProperty(cluster, key));
  const factor = numberOf(topic.at('ReplicationFactor'));
  if (least === undefined || factor === undefined || Number(least) < factor) return [];
  return [
    refused(
      'ReplicationFactor',
      factor,
      `more than ${key}, which is ${least} (one broker away, and nothing can be written)`,
    ),
  ];
};

export const topicRules: readonly Rule[] = rulesOf(TOPIC, {
  'topic-name': name,
  'topic-own-name': ownName,
  'topic-cluster': inCluster,
  'topic-replicas': replicas,
  'topic-in-sync': inSync,
  'topic-settings': settings,
  'topic-express-settings': expressSettings,
  'topic-retention': retention,
  'topic-unclean-election': uncleanElection,
  'topic-tiered-storage': tiered,
});
