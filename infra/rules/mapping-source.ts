/** What a mapping reads: one cluster, one topic, from where, as which group. */
import { configOf } from './kafka-mapping.ts';
import { type Check, type Finding, refused } from './rule.ts';
import { isTopicName, TOPIC_NAME } from './topic-name.ts';
import { numberOf, Reference, textOf, UNKNOWN } from './value.ts';

const ELSEWHERE = {
  ParallelizationFactor: 'Kinesis and DynamoDB; with Kafka the partitions are what runs side by side',
  TumblingWindowInSeconds: 'Kinesis and DynamoDB',
  Queues: 'Amazon MQ',
  ScalingConfig: 'SQS; with Kafka ProvisionedPollerConfig.MaximumPollers is the limit',
  DocumentDBEventSourceConfig: 'DocumentDB',
} as const;

export const oneSource: Check = (mapping) => {
  const own = mapping.at('EventSourceArn');
  const foreign = mapping.at('SelfManagedEventSource');
  if (own === undefined && foreign === undefined) {
    return [refused('EventSourceArn', own, "a cluster's ARN, or SelfManagedEventSource")];
  }
  if (own !== undefined && foreign !== undefined) {
    return [refused('SelfManagedEventSource', foreign, 'absent with EventSourceArn (one source)')];
  }
  const [wrong, due] =
    own === undefined
      ? (['AmazonManagedKafkaEventSourceConfig', 'SelfManagedKafkaEventSourceConfig'] as const)
      : (['SelfManagedKafkaEventSourceConfig', 'AmazonManagedKafkaEventSourceConfig'] as const);
  const given = mapping.at(wrong);
  return given === undefined ? [] : [refused(wrong, given, `${due} with this source`)];
};

export const nothingElsewhere: Check = (mapping) =>
  Object.entries(ELSEWHERE).flatMap(([property, where]) => {
    const given = mapping.at(property);
    return given === undefined ? [] : [refused(property, given, `absent with Kafka (it is for ${where})`)];
  });

export const topics: Check = (mapping) => {
  const given = mapping.at('Topics');
  if (given === UNKNOWN) return [];
  const list = mapping.listAt('Topics');
  if (list.length !== 1) return [refused('Topics', given, 'a list of one topic (a mapping reads one)')];
  const [topic] = list;
  const refuse = (allowed: string): readonly Finding[] => [refused('Topics.0', topic, allowed)];
  if (topic instanceof Reference && topic.resource.type === 'AWS::MSK::Topic') {
    return refuse("the topic's name (a reference is its ARN)");
  }
  const name = textOf(topic);
  return name === undefined || isTopicName(name) ? [] : refuse(TOPIC_NAME);
};

const POSITIONS = ['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP'];
/** Seconds; in milliseconds it would be the year 5138 and later. */
const LAST_SECOND = 99_999_999_999;

export const startingPosition: Check = (mapping) => {
  if (textOf(mapping.at(`${configOf(mapping)}.ConsumptionMode`)) === 'Queue') return [];
  const given = mapping.at('StartingPosition');
  const time = mapping.at('StartingPositionTimestamp');
  const position = textOf(given);
  if (given === undefined || (position !== undefined && !POSITIONS.includes(position))) {
    return [refused('StartingPosition', given, `${POSITIONS.join(', ')} (Kafka has no default)`)];
  }
  const refuse = (allowed: string): readonly Finding[] => [
    refused('StartingPositionTimestamp', time, allowed),
  ];
  if (position === 'AT_TIMESTAMP') {
    const seconds = numberOf(time);
    if (time === undefined) return refuse('given with StartingPosition AT_TIMESTAMP, in Unix seconds');
    if (seconds !== undefined && !(seconds >= 0 && seconds <= LAST_SECOND)) {
      return refuse('Unix seconds (not milliseconds)');
    }
    return [];
  }
  return time === undefined || position === undefined
    ? []
    : refuse(`absent with StartingPosition ${position} (it is read with AT_TIMESTAMP alone)`);
};

const GROUP = /^[a-zA-Z0-9\-/*:_+=.@]{1,200}$/;

export const group: Check = (mapping) => {
  const property = `${configOf(mapping)}.ConsumerGroupId`;
  const given = mapping.at(property);
  const id = textOf(given);
  return id === undefined || GROUP.test(id)
    ? []
    : [refused(property, given, '1 to 200 of a-z A-Z 0-9 - / * : _ + = . @')];
};

/** One alone reads each partition; and Lambda refuses the second mapping. */
export const ownGroup: Check = (mapping, deployment) => {
  const property = `${configOf(mapping)}.ConsumerGroupId`;
  const given = mapping.at(property);
  const id = textOf(given);
  if (id === undefined || mapping.conditional) return [];
  const others = deployment
    .certain(mapping.type)
    .filter((each) => each !== mapping && textOf(each.at(`${configOf(each)}.ConsumerGroupId`)) === id);
  return others.length === 0
    ? []
    : [
        refused(
          property,
          given,
          `a group of its own (${others.map((each) => each.seenFrom(mapping)).join(', ')} has it too)`,
        ),
      ];
};
