/**
 * An event source mapping as the template declares it, checked before anything is polled.
 *
 * What AWS refuses is refused; what this machine does not do is refused by its property's name, never ignored.
 * Without provisioned mode Lambda has no partial answers, attempts, age or bisect: they are ignored here, as the
 * mapping's answer is in AWS. A schema registry is refused without it, as AWS does.
 */
import { type RecordFilter, recordFilter } from './filter/record-filter.ts';
import type { SchemaAttribute, SchemaRules } from './schema/attribute-decoder.ts';

export interface MappingDefinition {
  readonly uuid: string;
  readonly functionArn: string;
  readonly functionName: string;
  readonly eventSourceArn: string;
  readonly topic: string;
  /** Default: the uuid, as in AWS. */
  readonly consumerGroupId?: string | undefined;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST' | 'AT_TIMESTAMP';
  /** 1 to 10,000; default 100. */
  readonly batchSize?: number | undefined;
  /** Ms; default 500. */
  readonly windowMs?: number | undefined;
  readonly provisioned?: { readonly min?: number | undefined; readonly max?: number | undefined } | undefined;
  readonly reportBatchItemFailures?: boolean | undefined;
  readonly bisect?: boolean | undefined;
  /** Tries after the first one; -1 (default) is without end. */
  readonly maximumRetryAttempts?: number | undefined;
  readonly maximumRecordAgeSeconds?: number | undefined;
  readonly failureDestination?: { readonly bucket: string } | undefined;
  readonly schemaRegistry?: SchemaRegistryDefinition | undefined;
  /** Patterns, as JSON text. */
  readonly filters?: readonly string[] | undefined;
  readonly enabled?: boolean | undefined;
}

interface SchemaRegistryDefinition {
  /** `SchemaRegistryURI`: the ARN of a Glue registry. */
  readonly uri: string;
  readonly format: 'JSON' | 'SOURCE';
  /** What is decoded and validated. */
  readonly attributes: readonly SchemaAttribute[];
}

export interface MappingRules {
  readonly uuid: string;
  readonly functionArn: string;
  readonly functionName: string;
  readonly eventSourceArn: string;
  readonly topic: string;
  readonly group: string;
  readonly from: 'earliest' | 'latest';
  readonly batchSize: number;
  readonly windowMs: number;
  /** No more of them work than the topic has partitions. */
  readonly pollers: number;
  readonly partialAnswers: boolean;
  readonly bisect: boolean;
  /** Tries in all. */
  readonly tries: number;
  readonly bucket: string | undefined;
  readonly schemas: SchemaRules | undefined;
  /** Without one every record is for the function. */
  readonly filter: RecordFilter | undefined;
  readonly enabled: boolean;
}

class MappingError extends Error {
  override readonly name = 'MappingError';
  readonly code = 'mapping';
  readonly retriable = false;
}

const KEYS: Readonly<Record<keyof MappingDefinition, true>> = {
  uuid: true,
  functionArn: true,
  functionName: true,
  eventSourceArn: true,
  topic: true,
  consumerGroupId: true,
  startingPosition: true,
  batchSize: true,
  windowMs: true,
  provisioned: true,
  reportBatchItemFailures: true,
  bisect: true,
  maximumRetryAttempts: true,
  maximumRecordAgeSeconds: true,
  failureDestination: true,
  schemaRegistry: true,
  filters: true,
  enabled: true,
};

/** Infinite attempts with a destination are ten in AWS. */
const RETRIES_WITH_DESTINATION = 10;
/** Five, or ten when AWS has been asked. */
const MOST_FILTERS = 10;
const GLUE_REGISTRY = /^arn:[^:]+:glue:[^:]+:[^:]+:registry\/([^/]+)$/;

export function mappingRules(definition: MappingDefinition): MappingRules {
  const refuse = (message: string): never => {
    throw new MappingError(`mapping of '${definition.topic}' to '${definition.functionName}': ${message}`);
  };
  const whole = (name: string, value: number, min: number, max: number): number =>
    Number.isInteger(value) && value >= min && value <= max
      ? value
      : refuse(`${name} is ${value}; allowed: whole numbers from ${min} to ${max}`);

  for (const key of Object.keys(definition)) {
    if (!(key in KEYS)) refuse(`unknown key '${key}'; known: ${Object.keys(KEYS).join(', ')}`);
  }
  if (definition.startingPosition === 'AT_TIMESTAMP') {
    refuse('StartingPosition AT_TIMESTAMP is not implemented here; use TRIM_HORIZON or LATEST');
  }
  if (definition.startingPosition !== 'TRIM_HORIZON' && definition.startingPosition !== 'LATEST') {
    refuse(`StartingPosition is ${definition.startingPosition}; allowed: TRIM_HORIZON, LATEST`);
  }
  const age = definition.maximumRecordAgeSeconds ?? -1;
  if (age !== -1) refuse(`MaximumRecordAgeInSeconds ${age} is not implemented here; leave it out or -1`);
  const group = definition.consumerGroupId ?? definition.uuid;
  if (!/^[a-zA-Z0-9\-/*:_+=.@]{1,200}$/.test(group)) {
    refuse(`ConsumerGroupId is '${group}'; allowed: 1 to 200 of a-z A-Z 0-9 - / * : _ + = . @`);
  }
  const { provisioned } = definition;
  const min = whole('MinimumPollers', provisioned?.min ?? 1, 1, 200);
  const max = whole('MaximumPollers', provisioned?.max ?? 200, 1, 2000);
  if (max < min) refuse(`MaximumPollers ${max} is below MinimumPollers ${min}`);
  const retries = whole('MaximumRetryAttempts', definition.maximumRetryAttempts ?? -1, -1, 10_000);
  const asked = provisioned ? retries : -1;
  const bucket = definition.failureDestination?.bucket;
  const limited = asked === -1 && bucket !== undefined ? RETRIES_WITH_DESTINATION : asked;

  return {
    uuid: definition.uuid,
    functionArn: definition.functionArn,
    functionName: definition.functionName,
    eventSourceArn: definition.eventSourceArn,
    topic: definition.topic,
    group,
    from: definition.startingPosition === 'LATEST' ? 'latest' : 'earliest',
    batchSize: whole('BatchSize', definition.batchSize ?? 100, 1, 10_000),
    windowMs: whole('MaximumBatchingWindow in ms', definition.windowMs ?? 500, 0, 300_000),
    pollers: min,
    partialAnswers: provisioned !== undefined && definition.reportBatchItemFailures === true,
    bisect: provisioned !== undefined && definition.bisect === true,
    tries: limited === -1 ? Number.POSITIVE_INFINITY : limited + 1,
    bucket,
    schemas: definition.schemaRegistry && schemaRules(definition.schemaRegistry, provisioned, refuse),
    filter: filterOf(definition.filters ?? [], refuse),
    enabled: definition.enabled ?? true,
  };
}

function schemaRules(
  { uri, format, attributes }: SchemaRegistryDefinition,
  provisioned: MappingDefinition['provisioned'],
  refuse: (message: string) => never,
): SchemaRules {
  if (!provisioned) refuse('SchemaRegistryConfig: only a mapping with a ProvisionedPollerConfig has it');
  const registryName = GLUE_REGISTRY.exec(uri)?.[1];
  if (registryName === undefined) {
    return /^https?:/.test(uri)
      ? refuse(
          `SchemaRegistryURI '${uri}': a Confluent registry is not implemented here; a Glue registry's ARN is`,
        )
      : refuse(`SchemaRegistryURI is '${uri}'; the ARN of a Glue registry is due`);
  }
  const selected = new Set(attributes);
  if (selected.size === 0 || selected.size !== attributes.length) {
    refuse(
      `SchemaValidationConfigs selects [${attributes.join(', ')}]; allowed: KEY, VALUE or both, once each`,
    );
  }
  return { registryArn: uri, registryName, format, attributes: selected };
}

function filterOf(patterns: readonly string[], refuse: (message: string) => never): RecordFilter | undefined {
  if (patterns.length > MOST_FILTERS) {
    refuse(`FilterCriteria has ${patterns.length} filters; allowed: ${MOST_FILTERS}`);
  }
  return patterns.length === 0 ? undefined : recordFilter(patterns, refuse);
}
