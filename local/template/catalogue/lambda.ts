import { arnOf, because, FOR_PEOPLE, nameOf, type ResourceType, textOf, uuidIdOf } from './resource-type.ts';

const lambdaFunction: ResourceType = {
  reads: [
    'FunctionName',
    'Code.S3Key',
    'Handler',
    'Runtime',
    'PackageType',
    'MemorySize',
    'Timeout',
    'Environment.Variables',
    'ReservedConcurrentExecutions',
    'Role',
  ],
  idle: because({
    'the code is taken from the assembly, not from a bucket': 'Code.S3Bucket',
    'the bundle is JavaScript and runs on the processor of this machine': 'Architectures',
    'on this machine there is no network but loopback': 'VpcConfig',
    'every function logs to a file of this machine, as it writes': 'LoggingConfig',
    'nothing here gathers traces': 'TracingConfig',
    '/tmp is that of this machine': 'EphemeralStorage',
    'only asynchronous invocations use it, and there are none here': 'DeadLetterConfig',
    'nothing is encrypted on the disk of this machine': 'KmsKeyArn',
    'the runtime is the Node that runs the platform': 'RuntimeManagementConfig',
    [FOR_PEOPLE]: 'Description Tags',
  }),
  identify(resource) {
    const name = textOf(resource.properties, 'FunctionName') ?? nameOf(resource, 64);
    return { ref: name, attributes: { Arn: arnOf(resource, 'lambda', `function:${name}`) } };
  },
};

const eventSourceMapping: ResourceType = {
  reads: [
    'FunctionName',
    'EventSourceArn',
    'Topics',
    'AmazonManagedKafkaEventSourceConfig.ConsumerGroupId',
    'AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig.SchemaRegistryURI',
    'AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig.EventRecordFormat',
    'AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig.SchemaValidationConfigs.Attribute',
    'AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig.AccessConfigs',
    'FilterCriteria.Filters.Pattern',
    'StartingPosition',
    'BatchSize',
    'MaximumBatchingWindowInSeconds',
    'ProvisionedPollerConfig.MinimumPollers',
    'ProvisionedPollerConfig.MaximumPollers',
    'FunctionResponseTypes',
    'BisectBatchOnFunctionError',
    'MaximumRetryAttempts',
    'MaximumRecordAgeInSeconds',
    'DestinationConfig.OnFailure.Destination',
    'Enabled',
  ],
  idle: because({
    'nothing here gathers the metrics of a mapping': 'MetricsConfig',
    'pollers share a price, not work': 'ProvisionedPollerConfig.PollerGroupName',
    'a mapping logs into the log of the platform': 'LoggingConfig',
    [FOR_PEOPLE]: 'Tags',
  }),
  identify(resource) {
    const uuid = uuidIdOf(resource);
    const arn = arnOf(resource, 'lambda', `event-source-mapping:${uuid}`);
    return { ref: uuid, attributes: { Id: uuid, EventSourceMappingArn: arn } };
  },
};

export const LAMBDA_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::Lambda::EventSourceMapping': eventSourceMapping,
};
