/**
 * The event source mappings. Beside what the mapping itself refuses, here is what only the whole app can tell: whether
 * topic, function, bucket and registry exist, and whether groups are its own.
 */
import { type MappingDefinition, type MappingRules, mappingRules } from '../../mapping/mapping-definition.ts';
import type { AppModel } from '../app-model.ts';
import { asText } from '../json.ts';
import { type Place, refuse } from '../place.ts';
import type { Resource } from '../resolve/resolve-stack.ts';
import { type Properties, propertiesOf } from './properties.ts';
import { filtersOf, schemaRegistryOf } from './record-rules.ts';

interface App extends Pick<AppModel, 'cluster' | 'topics' | 'functions' | 'buckets'> {
  /** Of schemas. */
  readonly registries?: readonly { readonly arn: string }[];
}

/** What a Kafka mapping bears, whatever Lambda does. */
const FUNCTION_TIMEOUT_MS = 14 * 60_000;
const STARTING_POSITIONS = ['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP'] as const;
const ANSWERS = ['ReportBatchItemFailures'] as const;
const GROUP = 'AmazonManagedKafkaEventSourceConfig.ConsumerGroupId';
const SECOND = 1000;
/** Without a request to AWS for more. */
const FILTERS = 5;

export interface MappingsRead {
  readonly mappings: readonly MappingDefinition[];
  readonly notes: readonly string[];
}

export function readMappings(resources: readonly Resource[], app: App): MappingsRead {
  const groups = new Set<string>();
  const notes: string[] = [];
  const mappings = resources
    .filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping')
    .map((resource) => {
      const given = propertiesOf(resource);
      const definition = definitionOf(resource, given, app);
      const { group } = checked(definition, resource.place);
      if (groups.has(group)) given.refuse(GROUP, `another mapping has the group '${group}' already`);
      groups.add(group);
      for (const each of notesOn(definition)) {
        notes.push(`mapping of '${definition.topic}' to '${definition.functionName}': ${each}`);
      }
      return definition;
    });
  return { mappings, notes };
}

function definitionOf(resource: Resource, given: Properties, app: App): MappingDefinition {
  const { definition: target, arn } = functionOf(given, app);
  const eventSourceArn = given.text('EventSourceArn') ?? given.missing('EventSourceArn');
  if (eventSourceArn !== app.cluster.arn) {
    given.refuse('EventSourceArn', `${eventSourceArn} is not the cluster of the app, ${app.cluster.arn}`);
  }
  if (target.timeoutMs > FUNCTION_TIMEOUT_MS) {
    given.refuse(
      'FunctionName',
      `${target.name} may take ${target.timeoutMs / SECOND} s; a Kafka mapping bears 840 s`,
    );
  }
  checkProvisionedOnly(given);
  const window = given.integer('MaximumBatchingWindowInSeconds', 0, 300);
  const answers = given.texts('FunctionResponseTypes') ?? [];
  const other = answers.find((each) => !ANSWERS.some((known) => known === each));
  if (other !== undefined)
    given.refuse('FunctionResponseTypes', `'${other}' is not one of ${ANSWERS.join(', ')}`);
  return {
    uuid: asText(resource.ref) ?? '',
    functionArn: arn,
    functionName: target.name,
    eventSourceArn,
    topic: topicOf(given, app),
    consumerGroupId: given.text(GROUP),
    startingPosition:
      given.oneOf('StartingPosition', STARTING_POSITIONS) ?? given.missing('StartingPosition'),
    batchSize: given.integer('BatchSize', 1, 10_000),
    windowMs: window === undefined ? undefined : window * SECOND,
    provisioned: given.object('ProvisionedPollerConfig') && {
      min: given.integer('ProvisionedPollerConfig.MinimumPollers', 1, 200),
      max: given.integer('ProvisionedPollerConfig.MaximumPollers', 1, 2000),
    },
    reportBatchItemFailures: answers.length > 0,
    bisect: given.flag('BisectBatchOnFunctionError'),
    maximumRetryAttempts: given.integer('MaximumRetryAttempts', -1, 10_000),
    maximumRecordAgeSeconds: given.integer('MaximumRecordAgeInSeconds', -1, 604_800),
    failureDestination: destinationOf(given, app),
    schemaRegistry: schemaRegistryOf(given, app.registries ?? []),
    filters: filtersOf(given),
    enabled: given.flag('Enabled'),
  };
}

function* notesOn(definition: MappingDefinition): Iterable<string> {
  if (definition.failureDestination && (definition.maximumRetryAttempts ?? -1) === -1) {
    yield 'with a failure destination, attempts without end are ten in AWS';
  }
  if (definition.schemaRegistry && !definition.failureDestination) {
    yield 'without a failure destination AWS drops every record that does not fit its schema';
  }
  const filters = definition.filters?.length ?? 0;
  if (filters > FILTERS) yield `${filters} filters; AWS takes ${FILTERS} unless it has been asked for more`;
}

function checked(definition: MappingDefinition, place: Place): MappingRules {
  try {
    return mappingRules(definition);
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string };
    if (code !== 'mapping') throw error;
    return refuse(place, message);
  }
}

function functionOf(given: Properties, { functions }: App): AppModel['functions'][number] {
  const name = given.text('FunctionName') ?? given.missing('FunctionName');
  const found = functions.find(({ arn, definition }) => arn === name || definition.name === name);
  return found ?? given.refuse('FunctionName', `the app has no function '${name}'`);
}

function topicOf(given: Properties, { topics }: App): string {
  const names = given.texts('Topics') ?? given.missing('Topics');
  const [name] = names;
  if (name === undefined || names.length > 1)
    return given.refuse('Topics', `one topic is due; given: ${names.length}`);
  if (!topics.some((each) => each.name === name)) {
    given.refuse(
      'Topics',
      `the app has no AWS::MSK::Topic '${name}'; known: ${topics.map((each) => each.name).join(', ')}`,
    );
  }
  return name;
}

function destinationOf(given: Properties, { buckets }: App): MappingDefinition['failureDestination'] {
  const path = 'DestinationConfig.OnFailure.Destination';
  const arn = given.text(path);
  if (arn === undefined) return undefined;
  const bucket = /^arn:aws:s3:::([^/]+)$/.exec(arn)?.[1];
  if (bucket === undefined)
    return given.refuse(path, `'${arn}' is not implemented here; the ARN of a bucket is`);
  if (!buckets.some(({ name }) => name === bucket)) given.refuse(path, `the app has no bucket '${bucket}'`);
  return { bucket };
}

/** AWS does not say what becomes of them without provisioned mode; a mapping that loses them is not what was meant. */
function checkProvisionedOnly(given: Properties): void {
  if (given.object('ProvisionedPollerConfig')) return;
  const set: readonly (readonly [string, boolean])[] = [
    ['FunctionResponseTypes', (given.list('FunctionResponseTypes') ?? []).length > 0],
    ['BisectBatchOnFunctionError', given.flag('BisectBatchOnFunctionError') === true],
    ['MaximumRetryAttempts', (given.integer('MaximumRetryAttempts', -1, 10_000) ?? -1) !== -1],
    ['MaximumRecordAgeInSeconds', (given.integer('MaximumRecordAgeInSeconds', -1, 604_800) ?? -1) !== -1],
    ['LoggingConfig', given.object('LoggingConfig') !== undefined],
    ['MetricsConfig', given.object('MetricsConfig') !== undefined],
  ];
  const found = set.find(([, isSet]) => isSet)?.[0];
  if (found !== undefined) given.refuse(found, 'only a mapping with a ProvisionedPollerConfig has it');
}
