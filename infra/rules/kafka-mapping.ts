/** What an event source mapping of Kafka is, and what it leads to. */
import type { Deployment } from './deployment.ts';
import type { Resource } from './resource.ts';
import { Reference, textOf, type Value } from './value.ts';

export const MAPPING = 'AWS::Lambda::EventSourceMapping';

const OF_KAFKA = [
  'Topics',
  'SelfManagedEventSource',
  'AmazonManagedKafkaEventSourceConfig',
  'SelfManagedKafkaEventSourceConfig',
];

/** By its source, or by what only such a mapping has. */
export function isOfKafka(mapping: Resource): boolean {
  const source = mapping.at('EventSourceArn');
  if (source instanceof Reference) return source.resource.type.startsWith('AWS::MSK::');
  if (/^arn:[^:]*:kafka:/.test(textOf(source) ?? '')) return true;
  return OF_KAFKA.some((property) => mapping.at(property) !== undefined);
}

/** Undefined: it is not known, or not of this app. */
export function functionOf(mapping: Resource, deployment: Deployment): Resource | undefined {
  return followed(mapping.at('FunctionName'), deployment);
}

/** By reference, through an alias or a version, by name, by ARN. */
function followed(value: Value | undefined, deployment: Deployment): Resource | undefined {
  if (value instanceof Reference) {
    const { resource } = value;
    if (resource.type === 'AWS::Lambda::Function') return resource;
    return resource.type === 'AWS::Lambda::Alias' || resource.type === 'AWS::Lambda::Version'
      ? followed(resource.at('FunctionName'), deployment)
      : undefined;
  }
  const given = textOf(value);
  const [, arnName] = /:function:([^:]+)/.exec(given ?? '') ?? [];
  const name = arnName ?? given?.split(':')[0];
  if (name === undefined) return undefined;
  return deployment.certain('AWS::Lambda::Function').find((each) => textOf(each.at('FunctionName')) === name);
}

/** The topic of a failure destination `kafka://topic`. */
export function destinationTopic(mapping: Resource): string | undefined {
  const [, topic] = /^kafka:\/\/(.*)$/.exec(textOf(mapping.at(DESTINATION)) ?? '') ?? [];
  return topic;
}

export const DESTINATION = 'DestinationConfig.OnFailure.Destination';

const CONFIGS = ['AmazonManagedKafkaEventSourceConfig', 'SelfManagedKafkaEventSourceConfig'] as const;

/** Where this mapping has its group and registry: with MSK in one property, with other clusters in another. */
export const configOf = (mapping: Resource): string =>
  CONFIGS.find((each) => mapping.at(each) !== undefined) ?? CONFIGS[0];
