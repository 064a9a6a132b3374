/**
 * What the kafka stack would have made, as far as the functions stack asks for it: a value for each parameter of SSM that
 * its template names, and the buckets that they name.
 */
import type { Declared } from '../../infra/declared.ts';
import { registeredContracts } from '../../infra/topic-contracts.ts';
import { schemaName } from '../../shared/schema/contract.ts';
import { ACCOUNT, REGION } from './account.ts';
import type { AwsClient } from './aws-client.ts';
import type { Template } from './template.ts';

const SCHEMA = /\/schemas\/(.+)$/;
const CLUSTER = `arn:aws:kafka:${REGION}:${ACCOUNT}:cluster/kafka-consumers/00000000-0000-4000-8000-000000000000-1`;

export interface SeedOptions {
  readonly template: Template;
  readonly declared: Declared;
}

/** Answers with the values by the names of the parameters. */
export async function seed(
  aws: AwsClient,
  { template, declared }: SeedOptions,
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const { Type, Default } of Object.values(template.Parameters ?? {})) {
    if (!Type.startsWith('AWS::SSM::Parameter::')) continue;
    const Value = await seedOf(Default, aws, declared);
    await aws.call('ssm', 'put_parameter', { Name: Default, Type: 'String', Value });
    values.set(Default, Value);
  }
  return values;
}

async function seedOf(parameter: string, aws: AwsClient, declared: Declared): Promise<string> {
  const last = parameter.slice(parameter.lastIndexOf('/') + 1);
  const [, schema] = SCHEMA.exec(parameter) ?? [];
  if (schema !== undefined) return versionIds(schema, declared);
  if (last === 'cluster-arn') return CLUSTER;
  // Nobody listens there.
  if (last === 'bootstrap-brokers') return '127.0.0.1:1';
  if (last === 'subnet-ids') return 'subnet-00000001,subnet-00000002,subnet-00000003';
  if (/key-arn$/.test(last)) return (await aws.call('kms', 'create_key')).KeyMetadata.Arn;
  if (/topic-arn$/.test(last)) return (await aws.call('sns', 'create_topic', { Name: last })).TopicArn;
  const value = `${last}-of-the-test`;
  if (/-bucket$/.test(last)) {
    const CreateBucketConfiguration = { LocationConstraint: REGION };
    await aws.call('s3', 'create_bucket', { Bucket: value, CreateBucketConfiguration });
  }
  return value;
}

function versionIds(schema: string, { topics }: Declared): string {
  const contract = topics.flatMap(registeredContracts).find((each) => schemaName(each) === schema);
  if (contract === undefined) throw new Error(`the template names a schema '${schema}' that no topic has`);
  return contract.definitions
    .map((_, index) => `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`)
    .join(',');
}
