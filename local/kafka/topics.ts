/**
 * The topics of the template, made so: what is missing is created, partitions are added, configurations set and
 * unset. What Kafka cannot do, or would do by dropping records, is refused: fewer partitions, another replication
 * factor. A topic that the template no longer has is left alone, as CloudFormation leaves it.
 *
 * On one broker, factors above one are one.
 */
import { StartError } from '../start-error.ts';
import { addressesOf } from './address.ts';
import { type BrokerConnection, withBroker } from './broker-connection.ts';
import { addPartitions, alterConfigs, createTopics, existingTopics, setConfigs } from './topic-requests.ts';
import { untilEveryBroker } from './until-every-broker.ts';
import { whole } from './wholeness.ts';

export interface TopicDefinition {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

/** New value by key; undefined: back to the broker's own. */
export type ConfigChanges = ReadonlyMap<string, string | undefined>;

const WHOLE_MS = 60_000;

export async function reconcileTopics(
  bootstrap: string,
  topics: readonly TopicDefinition[],
  log: (text: string) => void,
): Promise<void> {
  if (topics.length === 0) return;
  const brokers = addressesOf(bootstrap).length;
  const wanted = topics.map((topic) => fitted(topic, brokers));
  const names = wanted.map(({ name }) => name);
  const altered = await withBroker(bootstrap, async (broker) => {
    const existing = await existingTopics(broker, names);
    const known = wanted.filter(({ name }) => existing.has(name));
    for (const topic of known) refuseImpossible(topic, existing.get(topic.name));
    const missing = wanted.filter(({ name }) => !existing.has(name));
    const grown = known.filter(({ name, partitions }) => partitions > (existing.get(name)?.partitions ?? 0));
    const changed = await misconfigured(broker, known);

    if (missing.length > 0) await createTopics(broker, missing);
    if (grown.length > 0) await addPartitions(broker, grown);
    if (changed.length > 0) await alterConfigs(broker, changed);
    log(
      `topics: ${topics.length}, of which ${missing.length} created, ${grown.length} given more partitions, ${changed.length} configured anew`,
    );
    return changed.length > 0;
  });
  const counts = new Map(wanted.map(({ name, partitions }) => [name, partitions]));
  const lacking = await whole({ bootstrap, limitMs: WHOLE_MS, topics: counts });
  if (lacking !== undefined) {
    const lines = [...lacking].map(([index, what]) => `broker ${index + 1}: ${what}`);
    throw new StartError(`the topics are not ready after ${WHOLE_MS / 1000} s: ${lines.join('; ')}`);
  }
  if (!altered) return;
  await untilEveryBroker(
    bootstrap,
    'the topics configured as in the template',
    async (broker) => (await misconfigured(broker, wanted)).length === 0,
  );
}

async function misconfigured(
  broker: BrokerConnection,
  topics: readonly TopicDefinition[],
): Promise<{ readonly name: string; readonly changes: ConfigChanges }[]> {
  const set = await setConfigs(
    broker,
    topics.map(({ name }) => name),
  );
  return topics
    .map(({ name, configs }) => ({ name, changes: differences(configs, set.get(name) ?? {}) }))
    .filter(({ changes }) => changes.size > 0);
}

function fitted(topic: TopicDefinition, brokers: number): TopicDefinition {
  const insync = topic.configs['min.insync.replicas'];
  return {
    ...topic,
    replicationFactor: Math.min(topic.replicationFactor, brokers),
    configs: {
      ...topic.configs,
      ...(insync !== undefined && { 'min.insync.replicas': String(Math.min(Number(insync), brokers)) }),
    },
  };
}

function refuseImpossible(
  { name, partitions, replicationFactor }: TopicDefinition,
  existing: { readonly partitions: number; readonly replicationFactor: number } | undefined,
): void {
  if (existing === undefined) return;
  if (partitions < existing.partitions) {
    throw new StartError(
      `topic ${name}: the template has ${partitions} partitions, the kept topic ${existing.partitions}; Kafka never takes partitions away: declare ${existing.partitions}, name a new topic, or use --fresh`,
    );
  }
  if (replicationFactor !== existing.replicationFactor) {
    throw new StartError(
      `topic ${name}: the template has replication factor ${replicationFactor}, the kept topic ${existing.replicationFactor}; it stays as created: use --fresh`,
    );
  }
}

function differences(
  wanted: Readonly<Record<string, string>>,
  set: Readonly<Record<string, string>>,
): ConfigChanges {
  const changed = Object.entries(wanted).filter(([key, value]) => set[key] !== value);
  const dropped = Object.keys(set).filter((key) => !(key in wanted));
  return new Map([...changed, ...dropped.map((key) => [key, undefined] as const)]);
}
