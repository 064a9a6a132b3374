/**
 * A deployed resource as the API of its service gives it, in the form that a template has. The types here are those that
 * the emulator makes and gives back: the functions stack consists of no others, or its deployment could not be tried.
 */
import type { JsonObject } from '../../local/template/json.ts';
import { type Answer, type AwsClient, AwsError } from './aws-client.ts';
import type { Resource } from './template.ts';

/** Undefined: it is not there. */
type Read = (aws: AwsClient, resource: Resource) => Promise<Answer>;

export async function readBack(aws: AwsClient, resource: Resource): Promise<JsonObject | undefined> {
  const read = READ[resource.type];
  if (read === undefined) throw new Error(`${resource.type} is not read here: add it to read-back.ts`);
  try {
    return await read(aws, resource);
  } catch (error) {
    if (error instanceof AwsError && /NotFound|NoSuchEntity/.test(error.code)) return undefined;
    throw error;
  }
}

const READ: Readonly<Record<string, Read>> = {
  'AWS::ApiGatewayV2::Api': (aws, { physicalId }) =>
    aws.call('apigatewayv2', 'get_api', { ApiId: physicalId }),

  async 'AWS::ApiGatewayV2::Integration'(aws, { physicalId, properties: { ApiId } }) {
    const { Items } = await aws.call('apigatewayv2', 'get_integrations', { ApiId });
    const found = Items.find(({ IntegrationId }: Answer) => IntegrationId === physicalId);
    return found && { ...found, ApiId };
  },

  async 'AWS::ApiGatewayV2::Route'(aws, { properties: { ApiId, RouteKey } }) {
    const { Items } = await aws.call('apigatewayv2', 'get_routes', { ApiId });
    const found = Items.find((each: Answer) => each.RouteKey === RouteKey);
    return found && { ...found, ApiId };
  },

  async 'AWS::ApiGatewayV2::Stage'(aws, { properties: { ApiId, StageName } }) {
    const { Items } = await aws.call('apigatewayv2', 'get_stages', { ApiId });
    const found = Items.find((each: Answer) => each.StageName === StageName);
    return found && { ...found, ApiId };
  },

  async 'AWS::CloudWatch::Alarm'(aws, { physicalId }) {
    const { MetricAlarms } = await aws.call('cloudwatch', 'describe_alarms', { AlarmNames: [physicalId] });
    return MetricAlarms[0];
  },

  'AWS::CloudWatch::Dashboard': (aws, { physicalId }) =>
    aws.call('cloudwatch', 'get_dashboard', { DashboardName: physicalId }),

  async 'AWS::IAM::Role'(aws, { physicalId: RoleName }) {
    const { Role } = await aws.call('iam', 'get_role', { RoleName });
    const { PolicyNames } = await aws.call('iam', 'list_role_policies', { RoleName });
    const { AttachedPolicies } = await aws.call('iam', 'list_attached_role_policies', { RoleName });
    const Policies = [];
    for (const PolicyName of PolicyNames) {
      const { PolicyDocument } = await aws.call('iam', 'get_role_policy', { RoleName, PolicyName });
      Policies.push({ PolicyName, PolicyDocument });
    }
    return {
      ...Role,
      Policies,
      ManagedPolicyArns: AttachedPolicies.map(({ PolicyArn }: Answer) => PolicyArn),
    };
  },

  async 'AWS::Lambda::EventSourceMapping'(aws, { physicalId }) {
    const { FunctionArn, ...rest } = await aws.call('lambda', 'get_event_source_mapping', {
      UUID: physicalId,
    });
    return { ...rest, FunctionName: FunctionArn.split(':').at(-1) };
  },

  'AWS::Lambda::Function': (aws, { physicalId }) =>
    aws.call('lambda', 'get_function_configuration', { FunctionName: physicalId }),

  async 'AWS::Lambda::Permission'(aws, { physicalId, properties: { FunctionName } }) {
    const { Policy } = await aws.call('lambda', 'get_policy', { FunctionName });
    const found = JSON.parse(Policy).Statement.find(({ Sid }: Answer) => Sid === physicalId);
    return (
      found && {
        Action: found.Action,
        FunctionName: found.Resource,
        Principal: found.Principal.Service,
        SourceArn: found.Condition.ArnLike['AWS:SourceArn'],
      }
    );
  },

  async 'AWS::Logs::LogGroup'(aws, { physicalId }) {
    const { logGroups } = await aws.call('logs', 'describe_log_groups', { logGroupNamePrefix: physicalId });
    const found = logGroups.find(({ logGroupName }: Answer) => logGroupName === physicalId);
    return (
      found && {
        LogGroupName: found.logGroupName,
        RetentionInDays: found.retentionInDays,
        KmsKeyId: found.kmsKeyId,
      }
    );
  },
};

export const TYPES_READ_BACK = Object.keys(READ);

/**
 * What the emulator takes and forgets. test/infra/lambda/ asserts each of them on the template. Code is what a function
 * is invoked for.
 */
export const NOT_KEPT: Readonly<Record<string, readonly string[]>> = {
  'AWS::Lambda::EventSourceMapping': [
    'AmazonManagedKafkaEventSourceConfig',
    'MetricsConfig',
    'ProvisionedPollerConfig',
    'Topics',
  ],
  'AWS::Lambda::Function': ['Code', 'VpcConfig'],
};
