/**
 * A function with a role and a log group of its own. Its permissions and its environment come from one list of uses:
 * it never knows a bucket that it may not touch.
 */
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { type Duration, seconds } from '../../shared/declare/duration.ts';
import { lambdaRole, writeLogs } from '../lambda-role.ts';
import { logGroup } from '../log-group.ts';
import { readObjects, writeObjects } from './bucket-access.ts';
import { HANDLER } from './handler-bundle.ts';
import { connect, writeTopics } from './kafka-access.ts';
import { networkInterfaces } from './network-access.ts';
import type { Platform } from './platform.ts';
import { lookUpVersions } from './registry-access.ts';
import { schemaVersions } from './schema-versions.ts';
import type { Uses } from './uses.ts';

export interface KafkaFunctionProps {
  readonly platform: Platform;
  readonly functionName: string;
  /** The declaration's name: in logs and metrics, and the source of what the function publishes. */
  readonly serviceName: string;
  readonly code: Asset;
  readonly timeout: Duration;
  /** MB. */
  readonly memory: number;
  readonly uses: Uses;
  /** What its mappings do in its role. */
  readonly mappingAccess?: readonly PolicyStatement[];
}

export class KafkaFunction extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: KafkaFunctionProps) {
    super(scope, id);
    const { platform, uses, code, mappingAccess = [] } = props;
    const logs = logGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${props.functionName}`,
      encryptionKey: platform.logKey,
    });
    const role = lambdaRole(this, 'Role', [
      writeLogs(logs),
      ...networkInterfaces({ mapped: uses.reads.length > 0 }),
      connect(platform.clusterArn),
      ...mappingAccess,
      ...(uses.looksUp ? [lookUpVersions()] : []),
      ...writeTopics(platform.clusterArn, uses.writes),
      ...readObjects(platform.claimCheck, uses.restores.map(folder)),
      ...writeObjects(platform.claimCheck, uses.offloads.map(folder)),
      ...readObjects(platform.data, uses.objects),
      ...writeObjects(platform.data, uses.objects),
    ]);
    const deployed = new CfnFunction(this, 'Function', {
      functionName: props.functionName,
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: HANDLER,
      code: { s3Bucket: code.s3BucketName, s3Key: code.s3ObjectKey },
      role: role.roleArn,
      timeout: props.timeout / seconds(1),
      memorySize: props.memory,
      vpcConfig: { subnetIds: platform.subnetIds, securityGroupIds: platform.securityGroupIds },
      loggingConfig: { logGroup: logs.logGroupName },
      environment: { variables: environmentOf(props) },
    });
    code.addResourceMetadata(deployed, 'Code');
    this.name = deployed.ref;
    this.arn = deployed.attrArn;
  }
}

const folder = (topic: string): string => `${topic}/`;

function environmentOf(props: KafkaFunctionProps): Record<string, string> {
  const { platform, functionName, uses } = props;
  const versions = schemaVersions({ functionName, uses, idsOf: (schema) => platform.versionIds(schema) });
  return {
    KAFKA_BROKERS: platform.bootstrapBrokers,
    ...(uses.restores.length + uses.offloads.length > 0 && {
      CLAIM_CHECK_BUCKET: platform.claimCheck.bucketName,
    }),
    ...(uses.objects.length > 0 && { DATA_BUCKET: platform.data.bucketName }),
    ...(versions !== undefined && { SCHEMA_VERSIONS: versions }),
    ...(uses.looksUp && { SCHEMA_REGISTRY: platform.schemaRegistry }),
    POWERTOOLS_SERVICE_NAME: props.serviceName,
    POWERTOOLS_METRICS_NAMESPACE: 'KafkaConsumers',
    POWERTOOLS_LOG_LEVEL: 'INFO',
    NODE_OPTIONS: '--enable-source-maps',
  };
}
