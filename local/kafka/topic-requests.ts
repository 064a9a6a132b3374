/** What is asked of the brokers about topics: one request for all of them, and a refusal says which topic and why. */
import {
  ConfigResourceTypes,
  ConfigSources,
  createPartitionsV3,
  createTopicsV7,
  describeConfigsV4,
  IncrementalAlterConfigOperationTypes,
  incrementalAlterConfigsV1,
  metadataV12,
  ProtocolError,
} from '@platformatic/kafka';
import { StartError } from '../start-error.ts';
import type { BrokerConnection } from './broker-connection.ts';
import { isRefusal, responseOf } from './refusal.ts';
import type { ConfigChanges, TopicDefinition } from './topics.ts';

const TIMEOUT_MS = 10_000;

export interface ExistingTopic {
  readonly partitions: number;
  readonly replicationFactor: number;
}

export async function existingTopics(
  broker: BrokerConnection,
  names: readonly string[],
): Promise<Map<string, ExistingTopic>> {
  const view = await broker.ask((connection) => metadataV12.api.async(connection, null, false));
  const found = new Map(view.topics.map((topic) => [topic.name, topic.partitions]));
  return new Map(
    names.flatMap((name) => {
      const partitions = found.get(name);
      if (partitions === undefined) return [];
      const replicationFactor = partitions[0]?.replicaNodes.length ?? 0;
      return [[name, { partitions: partitions.length, replicationFactor }] as const];
    }),
  );
}

/** What was set on each topic itself. */
export async function setConfigs(
  broker: BrokerConnection,
  names: readonly string[],
): Promise<Map<string, Record<string, string>>> {
  if (names.length === 0) return new Map();
  const answer = await broker.ask((connection) =>
    describeConfigsV4.api.async(
      connection,
      names.map((resourceName) => ({
        resourceType: ConfigResourceTypes.TOPIC,
        resourceName,
        configurationKeys: null,
      })),
    ),
  );
  return new Map(
    answer.results.map(({ resourceName, configs }) => [
      resourceName,
      Object.fromEntries(
        configs
          .filter(({ configSource }) => configSource === ConfigSources.DYNAMIC_TOPIC_CONFIG)
          .map(({ name, value }) => [name, value ?? '']),
      ),
    ]),
  );
}

export async function createTopics(
  broker: BrokerConnection,
  topics: readonly TopicDefinition[],
): Promise<void> {
  const wanted = topics.map(({ name, partitions, replicationFactor, configs }) => ({
    name,
    numPartitions: partitions,
    replicationFactor,
    assignments: [],
    configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
  }));
  await explained('created', () =>
    broker.ask((connection) => createTopicsV7.api.async(connection, wanted, TIMEOUT_MS, false)),
  );
}

export async function addPartitions(
  broker: BrokerConnection,
  topics: readonly TopicDefinition[],
): Promise<void> {
  const wanted = topics.map(({ name, partitions }) => ({ name, count: partitions, assignments: null }));
  await explained('given more partitions', () =>
    broker.ask((connection) => createPartitionsV3.api.async(connection, wanted, TIMEOUT_MS, false)),
  );
}

export async function alterConfigs(
  broker: BrokerConnection,
  topics: readonly { readonly name: string; readonly changes: ConfigChanges }[],
): Promise<void> {
  const { SET, DELETE } = IncrementalAlterConfigOperationTypes;
  const wanted = topics.map(({ name, changes }) => ({
    resourceType: ConfigResourceTypes.TOPIC,
    resourceName: name,
    configs: [...changes].map(([key, value]) =>
      value === undefined
        ? { name: key, configOperation: DELETE }
        : { name: key, configOperation: SET, value },
    ),
  }));
  await explained('configured', () =>
    broker.ask((connection) => incrementalAlterConfigsV1.api.async(connection, wanted, false)),
  );
}

interface Refused {
  readonly name?: string;
  readonly resourceName?: string;
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

/** The three answers name their list differently and have the same fields in it. */
async function explained(what: string, request: () => Promise<unknown>): Promise<void> {
  try {
    await request();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const answer = responseOf(error) as { topics?: Refused[]; results?: Refused[]; responses?: Refused[] };
    const refused = (answer.topics ?? answer.results ?? answer.responses ?? []).filter(
      ({ errorCode }) => errorCode !== 0,
    );
    const lines = refused.map(({ name, resourceName, errorCode, errorMessage }) => {
      const { apiId } = new ProtocolError(errorCode);
      return `topic ${name ?? resourceName}: ${apiId}${errorMessage ? `, ${errorMessage}` : ''}`;
    });
    throw new StartError(`the brokers refuse what the template says, not ${what}: ${lines.join('; ')}`);
  }
}
