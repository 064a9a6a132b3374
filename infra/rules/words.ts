/** Properties that are one of a few words, which CloudFormation's own validation only warns of. */
import { MODES } from '../../compatibility/modes.ts';
import { oneOf } from './judge.ts';
import { CLUSTER } from './kafka-cluster.ts';
import { MAPPING } from './kafka-mapping.ts';
import type { Rule } from './rule.ts';

type Words = Readonly<Record<string, readonly string[]>>;

const registry = (config: string): Words => {
  const at = `${config}.SchemaRegistryConfig`;
  return {
    [`${at}.EventRecordFormat`]: ['JSON', 'SOURCE'],
    [`${at}.SchemaValidationConfigs.*.Attribute`]: ['KEY', 'VALUE'],
    [`${at}.AccessConfigs.*.Type`]: [
      'BASIC_AUTH',
      'CLIENT_CERTIFICATE_TLS_AUTH',
      'SERVER_ROOT_CA_CERTIFICATE',
      'OAUTHBEARER_AUTH',
    ],
  };
};

export const WORDS: Readonly<Record<string, Words>> = {
  [MAPPING]: {
    ...registry('AmazonManagedKafkaEventSourceConfig'),
    ...registry('SelfManagedKafkaEventSourceConfig'),
    'FunctionResponseTypes.*': ['ReportBatchItemFailures'],
    'LoggingConfig.SystemLogLevel': ['DEBUG', 'INFO', 'WARN'],
    'MetricsConfig.Metrics.*': ['EventCount', 'ErrorCount', 'KafkaMetrics'],
    'SourceAccessConfigurations.*.Type': [
      'BASIC_AUTH',
      'CLIENT_CERTIFICATE_TLS_AUTH',
      'SASL_SCRAM_256_AUTH',
      'SASL_SCRAM_512_AUTH',
      'SERVER_ROOT_CA_CERTIFICATE',
      'VIRTUAL_HOST',
      'VPC_SECURITY_GROUP',
      'VPC_SUBNET',
    ],
  },
  'AWS::Lambda::Function': {
    'Architectures.*': ['arm64', 'x86_64'],
    'LoggingConfig.LogFormat': ['JSON', 'Text'],
    'LoggingConfig.ApplicationLogLevel': ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'],
    'LoggingConfig.SystemLogLevel': ['DEBUG', 'INFO', 'WARN'],
    'TracingConfig.Mode': ['Active', 'PassThrough'],
  },
  [CLUSTER]: {
    'BrokerNodeGroupInfo.BrokerAZDistribution': ['DEFAULT'],
    EnhancedMonitoring: ['DEFAULT', 'PER_BROKER', 'PER_TOPIC_PER_BROKER', 'PER_TOPIC_PER_PARTITION'],
    'Rebalancing.Status': ['ACTIVE', 'PAUSED'],
    StorageMode: ['LOCAL', 'TIERED'],
  },
  'AWS::Glue::Schema': {
    Compatibility: MODES,
    DataFormat: ['AVRO', 'JSON', 'PROTOBUF'],
  },
  'AWS::S3::Bucket': {
    'LifecycleConfiguration.Rules.*.Status': ['Enabled', 'Disabled'],
    'OwnershipControls.Rules.*.ObjectOwnership': [
      'BucketOwnerEnforced',
      'BucketOwnerPreferred',
      'ObjectWriter',
    ],
    'VersioningConfiguration.Status': ['Enabled', 'Suspended'],
  },
  'AWS::CloudWatch::Alarm': {
    ComparisonOperator: [
      'GreaterThanOrEqualToThreshold',
      'GreaterThanThreshold',
      'LessThanThreshold',
      'LessThanOrEqualToThreshold',
      'LessThanLowerOrGreaterThanUpperThreshold',
      'LessThanLowerThreshold',
      'GreaterThanUpperThreshold',
    ],
    TreatMissingData: ['breaching', 'notBreaching', 'ignore', 'missing'],
  },
};

export const wordRules: readonly Rule[] = Object.entries(WORDS).map(([type, words]) => ({
  id: 'one-of',
  type,
  check: (resource) =>
    Object.entries(words).flatMap(([property, allowed]) => oneOf(resource, property, allowed)),
}));
