import type { TopicDefinition } from '../../kafka/topics.ts';
import type { ClusterModel } from '../app-model.ts';
import { asText, isObject, type Json, show } from '../json.ts';
import type { Resource } from '../resolve/resolve-stack.ts';
import { type Properties, propertiesOf } from './properties.ts';

export function readTopics(
  resources: readonly Resource[],
  cluster: ClusterModel,
): readonly TopicDefinition[] {
  const names = new Set<string>();
  return resources
    .filter(({ type }) => type === 'AWS::MSK::Topic')
    .map((resource) => {
      const given = propertiesOf(resource);
      const arn = given.text('ClusterArn') ?? given.missing('ClusterArn');
      if (arn !== cluster.arn)
        given.refuse('ClusterArn', `${arn} is not the cluster of the app, ${cluster.arn}`);
      const name = given.text('TopicName') ?? given.missing('TopicName');
      if (!/^[a-zA-Z0-9._-]{1,249}$/.test(name) || name === '.' || name === '..') {
        given.refuse('TopicName', `${show(name)} is not 1 to 249 of a-z A-Z 0-9 . _ -`);
      }
      // Kafka's metrics cannot tell `a.b` from `a_b`, so the brokers refuse the second one
      const alike = name.replaceAll('.', '_');
      if (names.has(alike)) given.refuse('TopicName', `there is a topic '${name}' already ('.' is as '_')`);
      names.add(alike);
      return {
        name,
        partitions: given.integer('PartitionCount', 1, 10_000) ?? given.missing('PartitionCount'),
        replicationFactor:
          given.integer('ReplicationFactor', 1, cluster.brokers) ?? given.missing('ReplicationFactor'),
        configs: configsOf(given),
      };
    });
}

/** Base64 of a flat JSON object. */
function configsOf(given: Properties): Readonly<Record<string, string>> {
  const encoded = given.text('Configs');
  if (encoded === undefined) return {};
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) given.refuse('Configs', `it is not base64: ${show(encoded)}`);
  const configs = parsed(bytes.toString());
  if (!isObject(configs))
    return given.refuse('Configs', `it is not base64 of a JSON object: ${show(bytes.toString())}`);
  return Object.fromEntries(
    Object.entries(configs).map(([key, value]) => [
      key,
      asText(value) ?? given.refuse('Configs', `${key} is ${show(value)}; text is due`),
    ]),
  );
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
