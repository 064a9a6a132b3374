import { arnOf, because, FOR_PEOPLE, nameOf, type ResourceType, textOf, uuidIdOf } from './resource-type.ts';

const cluster: ResourceType = {
  reads: [
    'ClusterName',
    'KafkaVersion',
    'NumberOfBrokerNodes',
    'ConfigurationInfo.Arn',
    'ConfigurationInfo.Revision',
    'ClientAuthentication.Sasl.Iam.Enabled',
    'ClientAuthentication.Unauthenticated.Enabled',
    'EncryptionInfo.EncryptionInTransit.ClientBroker',
    'EncryptionInfo.EncryptionInTransit.InCluster',
    'BrokerNodeGroupInfo.ClientSubnets',
    'BrokerNodeGroupInfo.InstanceType',
  ],
  idle: because({
    'the brokers are processes of this machine, and its disk is theirs':
      'BrokerNodeGroupInfo.StorageInfo BrokerNodeGroupInfo.BrokerAZDistribution StorageMode Rebalancing',
    'on this machine there is no network but loopback':
      'BrokerNodeGroupInfo.SecurityGroups BrokerNodeGroupInfo.ConnectivityInfo ZookeeperAccess',
    'nothing is encrypted on the disk of this machine': 'EncryptionInfo.EncryptionAtRest',
    'the brokers log to files, and nothing here gathers their metrics':
      'LoggingInfo EnhancedMonitoring OpenMonitoring',
    [FOR_PEOPLE]: 'Tags',
  }),
  identify(resource) {
    const name = textOf(resource.properties, 'ClusterName') ?? nameOf(resource, 64);
    const arn = arnOf(resource, 'kafka', `cluster/${name}/${uuidIdOf(resource)}-1`);
    return { ref: arn, attributes: { Arn: arn, CurrentVersion: 'K1' } };
  },
};

const configuration: ResourceType = {
  reads: ['ServerProperties', 'KafkaVersionsList'],
  idle: because({ 'a configuration is found by its ARN': 'Name', [FOR_PEOPLE]: 'Description' }),
  identify(resource) {
    const name = textOf(resource.properties, 'Name') ?? nameOf(resource, 64);
    const arn = arnOf(resource, 'kafka', `configuration/${name}/${uuidIdOf(resource)}-1`);
    return {
      ref: arn,
      attributes: {
        Arn: arn,
        'LatestRevision.Revision': 1,
        'LatestRevision.CreationTime': '',
        'LatestRevision.Description': '',
      },
    };
  },
};

const topic: ResourceType = {
  reads: ['ClusterArn', 'TopicName', 'PartitionCount', 'ReplicationFactor', 'Configs'],
  idle: {},
  identify(resource) {
    const cluster = textOf(resource.properties, 'ClusterArn') ?? '';
    const arn = `${cluster.replace(':cluster/', ':topic/')}/${textOf(resource.properties, 'TopicName') ?? ''}`;
    return { ref: arn, attributes: { TopicArn: arn } };
  },
};

export const MSK_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::MSK::Cluster': cluster,
  'AWS::MSK::Configuration': configuration,
  'AWS::MSK::Topic': topic,
};
