/** Clusters and their configurations. */
import { linesWith } from '../good-template.ts';
import { type Row, row } from '../row.ts';

const TYPE = 'Cluster.BrokerNodeGroupInfo.InstanceType';
const SUBNETS = 'Cluster.BrokerNodeGroupInfo.ClientSubnets';
const GROUPS = 'Cluster.BrokerNodeGroupInfo.SecurityGroups';
const VOLUME = 'Cluster.BrokerNodeGroupInfo.StorageInfo.EBSStorageInfo.VolumeSize';
const TRANSIT = 'Cluster.EncryptionInfo.EncryptionInTransit';
const PUBLIC = 'Cluster.BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type';
const PROPERTIES = 'Configuration.ServerProperties';

const T3 = {
  [TYPE]: 'kafka.t3.small',
  'Cluster.KafkaVersion': '3.9.x',
  'Configuration.KafkaVersionsList': ['3.9.x'],
};
const EXPRESS = {
  [TYPE]: 'express.m7g.large',
  'Cluster.BrokerNodeGroupInfo.StorageInfo': undefined,
  'Cluster.KafkaVersion': '3.9.x.kraft',
  'Configuration.KafkaVersionsList': ['3.9.x.kraft'],
  [PROPERTIES]: 'log.retention.ms=604800000\n',
  'Topic.Configs': undefined,
};

const line = (
  mistake: string,
  more: string,
  says: readonly [rule: string, given: string, allowed: string],
): Row => row(mistake, { [PROPERTIES]: linesWith(more) }, [says[0], PROPERTIES, says[1], says[2]]);

const onExpress = (given: string, allowed: string): Row =>
  row(`${given} on Express`, { ...EXPRESS, [PROPERTIES]: `${given}\n` }, [
    'configuration-broker-kind',
    PROPERTIES,
    given,
    allowed,
  ]);

export const CLUSTER_ROWS: readonly Row[] = [
  row(
    'Kafka 4 without .kraft',
    { 'Cluster.KafkaVersion': '4.1.x', 'Configuration.KafkaVersionsList': undefined },
    ['cluster-version', 'Cluster.KafkaVersion', "'4.1.x'", '4.1.x.kraft'],
  ),
  row(
    'a version that Express has not',
    { ...EXPRESS, 'Cluster.KafkaVersion': '4.1.x.kraft', 'Cluster.ConfigurationInfo': undefined },
    ['cluster-version', 'Cluster.KafkaVersion', "'4.1.x.kraft'", 'with express.m7g.large'],
  ),
  row('Express brokers in two zones', { ...EXPRESS, [SUBNETS]: ['subnet-1a', 'subnet-1b'] }, [
    'cluster-brokers',
    SUBNETS,
    '2',
    '3 subnets',
  ]),
  row('33 brokers with ZooKeeper', { ...T3, [TYPE]: 'kafka.m5.large', 'Cluster.NumberOfBrokerNodes': 33 }, [
    'cluster-brokers',
    'Cluster.NumberOfBrokerNodes',
    '33',
    'from 3 to 30',
  ]),
  row('a volume of no size', { [VOLUME]: 0 }, ['cluster-storage', VOLUME, '0', 'from 1 to 16384']),
  row('a volume of 20 TiB', { [VOLUME]: 20_480 }, ['cluster-storage', VOLUME, '20480', 'from 1 to 16384']),
  row('tiered storage on t3', { ...T3, 'Cluster.StorageMode': 'TIERED' }, [
    'cluster-tiered-storage',
    'Cluster.StorageMode',
    "'TIERED'",
    'with kafka.t3.small',
  ]),
  row('tiered storage on Express', { ...EXPRESS, 'Cluster.StorageMode': 'TIERED' }, [
    'cluster-tiered-storage',
    'Cluster.StorageMode',
    "'TIERED'",
    'with express.m7g.large',
  ]),
  row('rebalancing of Standard brokers', { 'Cluster.Rebalancing': { Status: 'ACTIVE' } }, [
    'cluster-rebalancing',
    'Cluster.Rebalancing',
    'ACTIVE',
    'it is for Express',
  ]),
  row(
    'a subnet where a security group is due',
    { Subnet: { Type: 'AWS::EC2::Subnet' }, [GROUPS]: [{ Ref: 'Subnet' }] },
    ['cluster-network', `${GROUPS}.0`, '(Subnet.Ref)', 'a security group'],
  ),
  row('a group where a subnet is due', { [SUBNETS]: ['subnet-1a', 'subnet-1b', 'sg-1'] }, [
    'cluster-network',
    `${SUBNETS}.2`,
    "'sg-1'",
    'a subnet',
  ]),
  row('a subnet twice', { [SUBNETS]: ['subnet-1a', 'subnet-1b', 'subnet-1a'] }, [
    'cluster-network',
    `${SUBNETS}.2`,
    "'subnet-1a'",
    'each subnet once',
  ]),
  row('no configuration of its own', { 'Cluster.ConfigurationInfo': undefined }, [
    'cluster-own-configuration',
    'Cluster.ConfigurationInfo',
    'missing',
    'unclean.leader.election.enable=false',
  ]),
  row(
    'a subnet twice, by reference',
    {
      Subnet: { Type: 'AWS::EC2::Subnet' },
      [SUBNETS]: ['subnet-1a', { Ref: 'Subnet' }, { 'Fn::GetAtt': ['Subnet', 'SubnetId'] }],
    },
    ['cluster-network', `${SUBNETS}.2`, '(Subnet.SubnetId)', 'each subnet once'],
  ),
  row('a configuration of another version', { 'Configuration.KafkaVersionsList': ['4.0.x.kraft'] }, [
    'cluster-configuration',
    'Cluster.KafkaVersion',
    "'4.1.x.kraft'",
    '4.0.x.kraft: KafkaVersionsList of its configuration Configuration',
  ]),
  row('clients in plain text', { [`${TRANSIT}.ClientBroker`]: 'PLAINTEXT' }, [
    'cluster-client-access',
    `${TRANSIT}.ClientBroker`,
    "'PLAINTEXT'",
    'TLS',
  ]),
  row('clients in plain text too', { [`${TRANSIT}.ClientBroker`]: 'TLS_PLAINTEXT' }, [
    'cluster-client-access',
    `${TRANSIT}.ClientBroker`,
    "'TLS_PLAINTEXT'",
    'TLS',
  ]),
  row('brokers in plain text', { [`${TRANSIT}.InCluster`]: false }, [
    'cluster-client-access',
    `${TRANSIT}.InCluster`,
    'false',
    'true',
  ]),
  row('clients without a name', { 'Cluster.ClientAuthentication.Unauthenticated.Enabled': true }, [
    'cluster-authentication',
    'Cluster.ClientAuthentication.Unauthenticated.Enabled',
    'true',
    'false',
  ]),
  row('no authentication', { 'Cluster.ClientAuthentication': undefined }, [
    'cluster-authentication',
    'Cluster.ClientAuthentication',
    'missing',
    'Sasl.Iam.Enabled',
  ]),
  row('brokers on the internet', { [PUBLIC]: 'SERVICE_PROVIDED_EIPS' }, [
    'cluster-public-access',
    PUBLIC,
    "'SERVICE_PROVIDED_EIPS'",
    'DISABLED',
  ]),

  row('lines with the characters \\n between', { [PROPERTIES]: linesWith().replaceAll('\n', '\\n') }, [
    'configuration-lines',
    PROPERTIES,
    '\\nmin.insync',
    'line feeds',
  ]),
  line('a line that says nothing', 'num.partitions', [
    'configuration-lines',
    "'num.partitions'",
    'key=value',
  ]),
  line('a property twice', 'min.insync.replicas=2', ['configuration-lines', 'min.insync.replicas=2', 'once']),
  line('a setting of topics', 'max.message.bytes=1000', [
    'configuration-properties',
    'max.message.bytes=1000',
    'message.max.bytes',
  ]),
  line('a property that is MSK’s own', 'broker.rack=a', [
    'configuration-properties',
    'broker.rack=a',
    'MSK takes',
  ]),
  line('a property of no value', 'num.partitions=', [
    'configuration-properties',
    'num.partitions=',
    'from 1',
  ]),
  line('a property out of its range', 'replica.lag.time.max.ms=60000', [
    'configuration-properties',
    'replica.lag.time.max.ms=60000',
    'from 10000 to 30000',
  ]),
  line('records kept without end', 'log.retention.hours=-1', [
    'configuration-retention',
    'log.retention.hours=-1',
    'log.retention.bytes',
  ]),
  line('topics by chance', 'auto.create.topics.enable=true', [
    'configuration-topic-creation',
    'auto.create.topics.enable=true',
    'false',
  ]),
  line('a property of Express brokers alone', 'max.connections=1000', [
    'configuration-broker-kind',
    'max.connections=1000',
    'absent with Standard',
  ]),
  onExpress('min.insync.replicas=2', 'theirs to choose'),
  onExpress('unclean.leader.election.enable=false', 'theirs to choose'),
  onExpress('log.retention.hours=168', 'log.retention.ms instead'),
  row('unclean elections', { [PROPERTIES]: 'unclean.leader.election.enable=true\n' }, [
    'configuration-unclean-election',
    PROPERTIES,
    'unclean.leader.election.enable=true',
    '=false',
  ]),
  row('unclean elections by default', { [PROPERTIES]: 'num.partitions=1\n' }, [
    'configuration-unclean-election',
    PROPERTIES,
    'which is true in MSK',
    '=false',
  ]),
  row(
    'as many in sync as there are replicas',
    { [PROPERTIES]: linesWith().replace('min.insync.replicas=2', 'min.insync.replicas=3') },
    ['configuration-in-sync', PROPERTIES, 'min.insync.replicas=3', 'less than default.replication.factor, 3'],
  ),
  row('more replicas than brokers', { [PROPERTIES]: linesWith().replace('factor=3', 'factor=4') }, [
    'configuration-in-sync',
    PROPERTIES,
    'default.replication.factor=4',
    'at most 3',
  ]),
  row(
    'a version of Kafka that there is not',
    { 'Configuration.KafkaVersionsList': ['4.1.x.kraft', '9.9.9'] },
    ['configuration-versions', 'Configuration.KafkaVersionsList.1', "'9.9.9'", '4.1.x.kraft'],
  ),
];
