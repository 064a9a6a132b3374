/**
 * A topic keeps its number of partitions. With more of them a key goes to another partition than before: its new
 * records are read while its old ones wait elsewhere, and a compacted topic has the key twice. Nothing at run time
 * would notice.
 */
import { deletionPolicy } from './deletion-policy.ts';
import { isObject, type Json } from './json.ts';
import { type Change, each, fixed, type PropertyRule, type StatefulType } from './stateful-type.ts';

const ANOTHER_TOPIC =
  'Declare a topic of another name (`orders.events.v2`), and move producers, then consumers';

const partitions: PropertyRule = {
  refuse({ recorded, given }) {
    if (Number(given) < Number(recorded)) {
      return { why: 'Kafka cannot take partitions away', wayOut: ANOTHER_TOPIC };
    }
    return {
      why:
        'With more partitions a key goes to another one than before, and its new records are read before its older ' +
        'ones; a compacted topic has it twice',
      wayOut:
        `${ANOTHER_TOPIC}. Once no consumer depends on the order of a key (it has none, or all that was written is ` +
        'read), write the number into the record',
    };
  },
};

const configs: PropertyRule = {
  read: ({ properties: { Configs } }) => (isObject(Configs) ? fromBase64(Configs) : (Configs ?? null)),
  refuse({ resource }: Change) {
    if (resource.recorded.PartitionCount === resource.given.PartitionCount) return undefined;
    return {
      why: 'One update of a topic changes its partitions or its configuration, and MSK refuses both at once',
      wayOut: 'Take this change back until the partitions are deployed',
    };
  },
};

/** The text inside, which is JSON, one key to a config. */
function fromBase64(configs: { readonly [intrinsic: string]: Json }): Json {
  const text = configs['Fn::Base64'];
  return typeof text === 'string' ? JSON.parse(text) : configs;
}

export const topicRules: StatefulType = {
  name: 'TopicName',
  properties: {
    ...each(
      ['ClusterArn', 'TopicName'],
      fixed(
        'A topic cannot be renamed or moved: CloudFormation would make another, empty one',
        ANOTHER_TOPIC,
      ),
    ),
    ReplicationFactor: fixed(
      'MSK cannot change it: CloudFormation would make another topic of the same name, which exists',
      'Take the change back',
    ),
    PartitionCount: partitions,
    Configs: configs,
    ...deletionPolicy,
  },
  gone: 'The topic stays in the cluster with its records, but nothing looks after it any more',
};
