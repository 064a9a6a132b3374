import { describe, expect, it } from 'vitest';
import { EXISTING } from '../existing-cluster.ts';
import { more } from '../more-declarations.ts';
import { synthesized } from '../synthesized.ts';

const cluster = (value: object) => synthesized(more, { cluster: value });
const ARN = EXISTING.clusterArn;

const [small, express, existing] = await Promise.all([
  cluster({ profile: 'small' }),
  cluster({ profile: 'express', instanceType: 'express.m7g.xlarge', brokers: 6 }),
  cluster(EXISTING),
]);
const standard = await cluster({
  profile: 'standard',
  instanceType: 'kafka.m5.2xlarge',
  brokers: 6,
  storageGib: 500,
  storageLimitGib: 4_000,
});
const configsOf = ({ kafka }: typeof small): Record<string, string>[] =>
  kafka
    .all('AWS::MSK::Topic')
    .map(({ properties }) => JSON.parse(Buffer.from(properties.Configs, 'base64').toString()));
const scaling = /^AWS::ApplicationAutoScaling::/;

describe('a stage whose data need not be kept', async () => {
  const { kafka } = await synthesized(more, {
    cluster: { profile: 'small', zones: [0, 2, 3] },
    keepData: false,
  });

  it('takes all it made with it, so that nothing is paid for afterwards', () => {
    const kept = kafka.resources.filter(({ deletionPolicy, updateReplacePolicy }) =>
      [deletionPolicy, updateReplacePolicy].some((each) => each?.startsWith('Retain')),
    );
    expect(kept).toEqual([]);
  });

  it('is in the zones that it names', () => {
    const zones = kafka.all('AWS::EC2::Subnet').map(({ properties }) => properties.AvailabilityZone);
    expect(zones).toEqual(['a', 'c', 'd']);
  });
});

describe('a standard cluster', () => {
  const { properties } = standard.kafka.one('AWS::MSK::Cluster');

  it('has the brokers, the type and the volume that were given', () => {
    expect(properties.NumberOfBrokerNodes).toBe(6);
    expect(properties.BrokerNodeGroupInfo).toMatchObject({
      InstanceType: 'kafka.m5.2xlarge',
      StorageInfo: { EBSStorageInfo: { VolumeSize: 500 } },
    });
    expect(properties.EnhancedMonitoring).toBe('PER_BROKER');
  });

  it('has volumes that grow to the limit by themselves and never shrink', () => {
    const { id } = standard.kafka.one('AWS::MSK::Cluster');
    const target = standard.kafka.one('AWS::ApplicationAutoScaling::ScalableTarget');
    expect(target.properties).toMatchObject({
      ResourceId: `${id}.Arn`,
      ServiceNamespace: 'kafka',
      ScalableDimension: 'kafka:broker-storage:VolumeSize',
      MinCapacity: 1,
      MaxCapacity: 4_000,
    });
    const policy = standard.kafka.one('AWS::ApplicationAutoScaling::ScalingPolicy').properties;
    expect(policy).toMatchObject({ PolicyType: 'TargetTrackingScaling', ScalingTargetId: target.id });
    expect(policy.TargetTrackingScalingPolicyConfiguration).toEqual({
      PredefinedMetricSpecification: { PredefinedMetricType: 'KafkaBrokerStorageUtilization' },
      TargetValue: 60,
      DisableScaleIn: true,
    });
  });
});

describe('a small cluster', () => {
  it('is three t3 brokers with ZooKeeper, volumes as they are, and no metrics that cost', () => {
    const { properties } = small.kafka.one('AWS::MSK::Cluster');
    expect(properties).toMatchObject({
      KafkaVersion: '3.9.x',
      NumberOfBrokerNodes: 3,
      EnhancedMonitoring: 'DEFAULT',
      BrokerNodeGroupInfo: {
        InstanceType: 'kafka.t3.small',
        StorageInfo: { EBSStorageInfo: { VolumeSize: 20 } },
      },
    });
    expect(small.kafka.resources.filter(({ type }) => scaling.test(type))).toEqual([]);
  });

  it('has its topics as any Standard cluster: three replicas, two in sync', () => {
    for (const configs of configsOf(small)) expect(configs['min.insync.replicas']).toBe('2');
    for (const { properties } of small.kafka.all('AWS::MSK::Topic'))
      expect(properties.ReplicationFactor).toBe(3);
  });
});

describe('an Express cluster', () => {
  it('is said nothing of storage, nor of what MSK fixes there', () => {
    const { properties } = express.kafka.one('AWS::MSK::Cluster');
    expect(properties.NumberOfBrokerNodes).toBe(6);
    expect(properties.BrokerNodeGroupInfo).not.toHaveProperty('StorageInfo');
    expect(express.kafka.resources.filter(({ type }) => scaling.test(type))).toEqual([]);
    const lines = express.kafka.one('AWS::MSK::Configuration').properties.ServerProperties.trim().split('\n');
    expect(lines.map((each: string) => each.split('=')[0])).toEqual([
      'auto.create.topics.enable',
      'log.retention.ms',
      'offsets.retention.minutes',
    ]);
  });

  it('has topics of three replicas, whose other guarantees are MSK’s', () => {
    for (const { properties } of express.kafka.all('AWS::MSK::Topic')) {
      expect(properties.ReplicationFactor).toBe(3);
    }
    for (const configs of configsOf(express)) {
      expect(configs).not.toHaveProperty('min.insync.replicas');
      expect(configs).not.toHaveProperty('unclean.leader.election.enable');
      expect(configs).not.toHaveProperty('segment.ms');
    }
  });
});

describe('an existing cluster', () => {
  const { kafka } = existing;

  it('is left as it is: no cluster, no network and no configuration are made', () => {
    expect(
      kafka.resources.filter(({ type }) => /^AWS::(EC2::|MSK::(Cluster|Configuration))/.test(type)),
    ).toEqual([]);
  });

  it('gets every topic, and is asked for its addresses', () => {
    const topics = kafka.all('AWS::MSK::Topic');
    expect(topics).toHaveLength(standard.kafka.all('AWS::MSK::Topic').length);
    for (const { properties } of topics) expect(properties.ClusterArn).toBe(ARN);
    expect(JSON.parse(kafka.one('Custom::AWS').properties.Create).parameters).toEqual({ ClusterArn: ARN });
  });

  it('is where the functions go, with the group that lets them in', () => {
    const value = (name: string) =>
      kafka.one('AWS::SSM::Parameter', ({ Name }) => Name === `/kafka-consumers/${name}`).properties.Value;
    expect(value('cluster-arn')).toBe(ARN);
    expect(value('subnet-ids')).toBe('subnet-1,subnet-2,subnet-3');
    expect(value('functions-security-group-id')).toBe('sg-0a1b');
  });
});
