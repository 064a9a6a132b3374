import { describe, expect, it } from 'vitest';
import { allTopics } from '../../../infra/all-topics.ts';
import { days } from '../../../shared/declare/duration.ts';
import { subscription } from '../../../shared/declare/subscription.ts';
import { topic } from '../../../shared/declare/topic.ts';
import { avro } from '../../../shared/schema/avro/avro.ts';
import { more, payments, versions } from '../more-declarations.ts';
import { synthesized } from '../synthesized.ts';

const { kafka } = await synthesized(more);
const { kafka: withoutOnDemand } = await synthesized(
  { ...more, subscriptions: more.subscriptions.filter(({ mode }) => mode === 'provisioned') },
  { schemaRegistry: 'ours' },
);
const { kafka: withoutLookUps } = await synthesized({
  ...more,
  subscriptions: more.subscriptions.filter(({ newVersions }) => newVersions === 'wait'),
});
const one = (type: string) => kafka.one(type).properties;

const configsOf = (topic: (typeof kafka.resources)[number]): Record<string, string> =>
  JSON.parse(Buffer.from(topic.properties.Configs, 'base64').toString());
const topics = new Map(kafka.all('AWS::MSK::Topic').map((each) => [each.properties.TopicName, each]));

describe('topics', () => {
  it('every declared and every derived topic is in the template exactly once, and no other', () => {
    const names = kafka.all('AWS::MSK::Topic').map((each) => each.properties.TopicName);
    expect(names.toSorted()).toEqual(
      allTopics(more)
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  it.each(allTopics(more))('$name has the declared partitions, size and retention', (topic) => {
    const deployed = topics.get(topic.name)!;
    expect(deployed.properties.PartitionCount).toBe(topic.partitions);
    const configs = configsOf(deployed);
    expect(configs['max.message.bytes']).toBe(String(topic.maxMessageBytes));
    if (topic.retention.time) expect(configs['retention.ms']).toBe(String(topic.retention.time));
    if (topic.retention.bytes) expect(configs['retention.bytes']).toBe(String(topic.retention.bytes));
  });

  it('every topic is replicated three times, two in sync, and never elects an unclean leader', () => {
    for (const topic of topics.values()) {
      expect(topic.properties.ReplicationFactor).toBe(3);
      expect(configsOf(topic)).toMatchObject({
        'min.insync.replicas': '2',
        'unclean.leader.election.enable': 'false',
      });
    }
  });

  it('every topic forgets after some time or some bytes, unless it is compacted', () => {
    for (const topic of topics.values()) {
      const configs = configsOf(topic);
      const finite = Number(configs['retention.ms']) > 0 || Number(configs['retention.bytes']) > 0;
      expect(finite || configs['cleanup.policy'] === 'compact', topic.properties.TopicName).toBe(true);
    }
  });

  it('a configuration is flat JSON of text, as the topic API takes it', () => {
    for (const topic of topics.values()) {
      expect(Object.values(configsOf(topic)).every((value) => typeof value === 'string')).toBe(true);
    }
  });

  it('a retry topic has room for our headers beside the largest record of its source', () => {
    for (const { topic, retryTopics, deadLetterTopic } of more.subscriptions) {
      for (const { name } of [...retryTopics, deadLetterTopic]) {
        const room = Number(configsOf(topics.get(name)!)['max.message.bytes']) - topic.maxMessageBytes;
        expect(room, name).toBeGreaterThanOrEqual(64 * 1024);
      }
    }
  });
});

describe('the cluster', () => {
  it('has three brokers in three zones', () => {
    const { NumberOfBrokerNodes, BrokerNodeGroupInfo } = one('AWS::MSK::Cluster');
    expect(NumberOfBrokerNodes).toBe(3);
    const subnets = kafka.all('AWS::EC2::Subnet');
    expect(BrokerNodeGroupInfo.ClientSubnets).toEqual(subnets.map(({ id }) => id));
    expect(new Set(subnets.map(({ properties }) => properties.AvailabilityZone)).size).toBe(3);
  });

  it('lets in IAM over TLS and nothing else', () => {
    const { ClientAuthentication, EncryptionInfo } = one('AWS::MSK::Cluster');
    expect(ClientAuthentication).toEqual({
      Sasl: { Iam: { Enabled: true } },
      Unauthenticated: { Enabled: false },
    });
    expect(EncryptionInfo.EncryptionInTransit).toEqual({ ClientBroker: 'TLS', InCluster: true });
  });

  it('encrypts at rest with a key of the account that rotates', () => {
    const key = kafka.one('AWS::KMS::Key', ({ Description }) => Description.includes('at rest'));
    expect(key.properties.EnableKeyRotation).toBe(true);
    expect(one('AWS::MSK::Cluster').EncryptionInfo.EncryptionAtRest).toEqual({
      DataVolumeKMSKeyId: `${key.id}.Arn`,
    });
  });

  it('its configuration is one setting a line and keeps a mapping’s place for 30 days', () => {
    const lines: string[] = one('AWS::MSK::Configuration').ServerProperties.trimEnd().split('\n');
    const settings = Object.fromEntries(lines.map((line) => line.split('=')));
    expect(settings).toMatchObject({
      'auto.create.topics.enable': 'false',
      'default.replication.factor': '3',
      'min.insync.replicas': '2',
      'unclean.leader.election.enable': 'false',
      'offsets.retention.minutes': String(days(30) / 60_000),
    });
    // Those that MSK takes for Standard brokers, of the ones we would use.
    for (const key of Object.keys(settings)) {
      expect(key).toMatch(
        /^(auto\.create\.topics\.enable|default\.replication\.factor|min\.insync\.replicas|unclean\.leader\.election\.enable|log\.retention\.(bytes|hours|minutes|ms)|offsets\.(retention\.minutes|topic\.replication\.factor)|message\.max\.bytes|num\.partitions|transaction.*)$/,
      );
    }
  });

  it('version and configuration change together', () => {
    const { Name, KafkaVersionsList } = one('AWS::MSK::Configuration');
    const { KafkaVersion, ConfigurationInfo } = one('AWS::MSK::Cluster');
    expect(KafkaVersionsList).toEqual([KafkaVersion]);
    expect(Name).toContain(KafkaVersion.replaceAll('.', '-'));
    expect(ConfigurationInfo.Arn).toBe(`${kafka.one('AWS::MSK::Configuration').id}.Arn`);
  });
});

describe('the network', () => {
  it('has no way to the internet', () => {
    const ways = /InternetGateway|NatGateway|VPCPeering|TransitGateway/;
    expect(kafka.resources.filter(({ type }) => ways.test(type))).toEqual([]);
  });

  it('writes down every connection, refused ones too, in a role that can do nothing else', () => {
    const { ResourceId, TrafficType, LogGroupName, DeliverLogsPermissionArn } = one('AWS::EC2::FlowLog');
    expect([ResourceId, TrafficType]).toEqual([kafka.one('AWS::EC2::VPC').id, 'ALL']);
    const role = kafka.one('AWS::IAM::Role', ({ AssumeRolePolicyDocument }) =>
      JSON.stringify(AssumeRolePolicyDocument).includes('vpc-flow-logs'),
    );
    expect(DeliverLogsPermissionArn).toBe(`${role.id}.Arn`);
    const [{ PolicyDocument }, ...others] = role.properties.Policies;
    expect(others).toEqual([]);
    expect(PolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: `${LogGroupName}.Arn`,
      },
    ]);
  });

  it('lets nothing in but Kafka with IAM, from brokers, pollers and functions', () => {
    const rules = kafka.all('AWS::EC2::SecurityGroupIngress').map(({ properties }) => properties);
    const kafkaRules = rules.filter(({ FromPort }) => FromPort === 9098);
    expect(kafkaRules).toHaveLength(2);
    for (const { FromPort, ToPort, IpProtocol, SourceSecurityGroupId, CidrIp } of rules) {
      expect([FromPort, IpProtocol]).toEqual([ToPort, 'tcp']);
      expect(SourceSecurityGroupId).toMatch(/GroupId$/);
      expect(CidrIp).toBeUndefined();
    }
    for (const { properties } of kafka.all('AWS::EC2::SecurityGroup')) {
      expect(properties.SecurityGroupIngress).toBeUndefined();
    }
  });

  it('pollers in on-demand mode reach Lambda and STS; without any there is no such endpoint to pay for', () => {
    const endpoints = (of: typeof kafka) =>
      of.all('AWS::EC2::VPCEndpoint').map(({ properties }) => properties.ServiceName.split('.').at(-1));
    expect(endpoints(kafka)).toEqual(['s3', 'lambda', 'sts', 'glue']);
    expect(endpoints(withoutOnDemand)).toEqual(['s3', 'glue']);
    expect(endpoints(withoutLookUps)).toEqual(['s3', 'lambda', 'sts']);
  });

  it('functions that look versions up, and pollers, reach Glue by its usual name', () => {
    const { PrivateDnsEnabled, SecurityGroupIds } = kafka.one('AWS::EC2::VPCEndpoint', ({ ServiceName }) =>
      ServiceName.endsWith('.glue'),
    ).properties;
    expect(PrivateDnsEnabled).toBe(true);
    const from = kafka
      .all('AWS::EC2::SecurityGroupIngress')
      .filter(({ properties }) => SecurityGroupIds.includes(properties.GroupId))
      .map(({ properties }) => [properties.FromPort, properties.SourceSecurityGroupId]);
    expect(from).toEqual([
      [443, expect.stringMatching(/FunctionsGroup/)],
      [443, expect.stringMatching(/ClusterGroup/)],
    ]);
  });
});

describe('schemas', () => {
  const registry = kafka.one('AWS::Glue::Registry');
  const schema = (name: string) => kafka.one('AWS::Glue::Schema', ({ Name }) => Name === name);
  const versionsOf = (name: string) =>
    kafka
      .all('AWS::Glue::SchemaVersion')
      .filter(({ properties }) => properties.Schema.SchemaArn === `${schema(name).id}.Arn`);

  it('every contract of Glue’s frame is a schema named as its topic, keys with a suffix; there are no others', () => {
    const names = kafka.all('AWS::Glue::Schema').map(({ properties }) => properties.Name);
    expect(names).toEqual(['orders.events.v1', 'transactions.v1', 'parcels.v1', 'parcels.v1-key', 'idle.v1']);
    for (const { properties } of kafka.all('AWS::Glue::Schema')) {
      expect(properties.Registry).toEqual({ Arn: `${registry.id}.Arn` });
      expect(properties.DataFormat).toBe('AVRO');
    }
    expect(registry.properties).toEqual({ Name: 'kafka-consumers' });
  });

  it('a schema has the mode of its contract, which can change since it has a checkpoint, and the first definition', () => {
    expect(schema('parcels.v1').properties).toMatchObject({
      Compatibility: 'FULL_ALL',
      SchemaDefinition: versions(1)[0],
      CheckpointVersion: { VersionNumber: 1 },
    });
  });

  it('later versions are registered in their order: each waits for the one before it', () => {
    const later = versionsOf('parcels.v1');
    expect(later.map(({ properties }) => properties.SchemaDefinition)).toEqual(versions(2, 3));
    const before = [schema('parcels.v1'), ...later].map(({ id }) => id);
    expect(later.map(({ id }) => kafka.raw.Resources[id].DependsOn)).toEqual([[before[0]], [before[1]]]);
  });

  it('a further version leaves the resources of the earlier ones as they are, whatever else is declared', async () => {
    const contract = { topic: 'parcels.v1', attribute: 'value', compatibility: 'FULL_ALL' } as const;
    const grown = topic('parcels.v1', {
      partitions: 3,
      retention: days(2),
      value: avro({ ...contract, definitions: versions(1, 2, 3, 4) }),
    });
    const { kafka: after } = await synthesized({
      topics: [grown],
      subscriptions: [subscription('open-parcels', { topic: grown, objects: ['parcels/'] })],
      endpoints: [],
    });
    for (const { id } of [schema('parcels.v1'), ...versionsOf('parcels.v1')]) {
      expect(after.raw.Resources[id]).toEqual(kafka.raw.Resources[id]);
    }
    expect(after.all('AWS::Glue::SchemaVersion')).toHaveLength(3);
  });

  it('the ids of the versions are published in one parameter a schema, version 1 first', () => {
    const [second, third] = versionsOf('parcels.v1').map(({ id }) => `${id}.VersionId`);
    const value = (name: string) =>
      kafka.one('AWS::SSM::Parameter', ({ Name }) => Name === `/kafka-consumers/schemas/${name}`).properties
        .Value;
    const first = `${schema('parcels.v1').id}.InitialSchemaVersionId`;
    expect(value('parcels.v1')).toBe([first, second, third].join(','));
    expect(value('parcels.v1-key')).toBe(`${schema('parcels.v1-key').id}.InitialSchemaVersionId`);
  });

  it('a deployment may name its registry', () => {
    expect(withoutOnDemand.one('AWS::Glue::Registry').properties.Name).toBe('ours');
    const parameter = withoutOnDemand.one('AWS::SSM::Parameter', ({ Name }) =>
      Name.endsWith('/schema-registry'),
    );
    expect(parameter.properties.Value).toBe('ours');
  });

  it('there is no registry without a contract', async () => {
    const { kafka: plain } = await synthesized({
      topics: more.topics.filter(({ value }) => value.kind === 'plain-json'),
      subscriptions: [subscription('list-payments', { topic: payments, objects: ['payments/'] })],
      endpoints: [],
    });
    expect(plain.resources.filter(({ type }) => type.startsWith('AWS::Glue::'))).toEqual([]);
    expect(JSON.stringify(plain.raw)).not.toContain('schema');
  });
});

describe('buckets', () => {
  const buckets = kafka.all('AWS::S3::Bucket');

  it('every bucket is closed to the public, encrypted, and refuses plain HTTP', () => {
    expect(buckets).toHaveLength(4);
    for (const { id, properties } of buckets) {
      expect(properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(properties.BucketEncryption.ServerSideEncryptionConfiguration).toHaveLength(1);
      const policy = kafka.one('AWS::S3::BucketPolicy', ({ Bucket }) => Bucket === id).properties;
      expect(policy.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: 's3:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    }
  });

  it('every bucket forgets unfinished uploads after a day', () => {
    for (const { properties } of buckets) {
      expect(properties.LifecycleConfiguration.Rules).toContainEqual(
        expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
      );
    }
  });

  it('every request to a bucket is counted, and written down in the one for access logs', () => {
    const [logs, ...others] = buckets;
    expect(logs?.properties.LoggingConfiguration).toBeUndefined();
    for (const { properties } of others) {
      expect(properties.LoggingConfiguration.DestinationBucketName).toBe(logs?.id);
    }
    for (const { properties } of buckets) expect(properties.MetricsConfigurations).toEqual([{ Id: 'all' }]);
  });

  it('only claims and access logs expire: what rules wrote and what Lambda gave up does not', () => {
    const expiring = buckets.filter(({ properties }) =>
      properties.LifecycleConfiguration.Rules.some(
        (rule: { ExpirationInDays?: number }) => rule.ExpirationInDays !== undefined,
      ),
    );
    expect(expiring.map(({ id }) => id)).toEqual([
      expect.stringMatching(/AccessLogs/),
      expect.stringMatching(/ClaimCheck/),
    ]);
  });
});

describe('what a stack must never take away', () => {
  const STATEFUL = /^AWS::(MSK::.*|KMS::Key|S3::Bucket|Glue::.*)$/;

  it('every topic, schema, version, bucket, key, configuration and the cluster stay when they leave the template', () => {
    const stateful = kafka.resources.filter(({ type }) => STATEFUL.test(type));
    expect(new Set(stateful.map(({ type }) => type)).size).toBe(8);
    for (const { id, deletionPolicy, updateReplacePolicy } of stateful) {
      expect([deletionPolicy, updateReplacePolicy], id).toEqual(['RetainExceptOnCreate', 'Retain']);
    }
  });
});

describe('log groups', () => {
  it('are kept for a month and encrypted with the one key that CloudWatch Logs may use', () => {
    const key = kafka.one('AWS::KMS::Key', ({ Description }) => Description === 'Log groups');
    for (const { properties } of kafka.all('AWS::Logs::LogGroup')) {
      expect(properties).toMatchObject({ RetentionInDays: 30, KmsKeyId: `${key.id}.Arn` });
    }
    expect(kafka.all('AWS::Logs::LogGroup')).toHaveLength(3);
    expect(key.properties.KeyPolicy.Statement).toContainEqual(
      expect.objectContaining({
        Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-west-1:111122223333:log-group:*',
          },
        },
      }),
    );
  });
});

describe('the addresses of the brokers', () => {
  it('are asked of MSK for the listeners with IAM, and published as a parameter', () => {
    const call = kafka.one('Custom::AWS');
    expect(JSON.parse(call.properties.Create)).toMatchObject({
      service: 'Kafka',
      action: 'getBootstrapBrokers',
      parameters: { ClusterArn: `${kafka.one('AWS::MSK::Cluster').id}.Arn` },
    });
    expect(JSON.parse(call.properties.Update)).toEqual(JSON.parse(call.properties.Create));
    const parameter = kafka.one('AWS::SSM::Parameter', ({ Name }) => Name.endsWith('/bootstrap-brokers'));
    expect(parameter.properties.Value).toBe(`${call.id}.BootstrapBrokerStringSaslIam`);
  });
});
