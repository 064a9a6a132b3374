import { describe, expect, it } from 'vitest';
import { allTopics } from '../../../infra/all-topics.ts';
import { days } from '../../../shared/declare/duration.ts';
import { more } from '../more-declarations.ts';
import { synthesized } from '../synthesized.ts';

const { kafka, findings } = synthesized(more);
const { kafka: withoutOnDemand } = synthesized({
  ...more,
  subscriptions: more.subscriptions.filter(({ mode }) => mode === 'provisioned'),
});
const one = (type: string) => kafka.one(type).properties;

const configsOf = (topic: (typeof kafka.resources)[number]): Record<string, string> =>
  JSON.parse(Buffer.from(topic.properties.Configs, 'base64').toString());
const topics = new Map(kafka.all('AWS::MSK::Topic').map((each) => [each.properties.TopicName, each]));

it('CloudFormation’s own rules find nothing, not even a warning', () => {
  expect(findings).toEqual([]);
});

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
    const key = kafka.one('AWS::KMS::Key');
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
    expect(endpoints(kafka)).toEqual(['s3', 'lambda', 'sts']);
    expect(endpoints(withoutOnDemand)).toEqual(['s3']);
  });
});

describe('buckets', () => {
  const buckets = kafka.all('AWS::S3::Bucket');

  it('every bucket is closed to the public, encrypted, and refuses plain HTTP', () => {
    expect(buckets).toHaveLength(3);
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

  it('only claims expire: what rules wrote and what Lambda gave up does not', () => {
    const expiring = buckets.filter(({ properties }) =>
      properties.LifecycleConfiguration.Rules.some(
        (rule: { ExpirationInDays?: number }) => rule.ExpirationInDays !== undefined,
      ),
    );
    expect(expiring.map(({ id }) => id)).toEqual([expect.stringMatching(/ClaimCheck/)]);
  });
});

describe('what a stack must never take away', () => {
  const STATEFUL = /^AWS::(MSK::.*|KMS::Key|S3::Bucket)$/;

  it('every topic, bucket, key, configuration and the cluster stay when they leave the template', () => {
    const stateful = kafka.resources.filter(({ type }) => STATEFUL.test(type));
    expect(new Set(stateful.map(({ type }) => type)).size).toBe(5);
    for (const { id, deletionPolicy, updateReplacePolicy } of stateful) {
      expect([deletionPolicy, updateReplacePolicy], id).toEqual(['RetainExceptOnCreate', 'Retain']);
    }
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
