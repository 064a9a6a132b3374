/** One resource of each type that is recorded. */
import { orders } from '../../../shared/topics.ts';
import { type Pick, propertiesOf } from './templates.ts';

export const ofCluster: Pick = ({ kafka }) => propertiesOf(kafka, 'AWS::MSK::Cluster');
export const ofConfiguration: Pick = ({ kafka }) => propertiesOf(kafka, 'AWS::MSK::Configuration');
export const ofTopic: Pick = ({ kafka }) =>
  propertiesOf(kafka, 'AWS::MSK::Topic', ({ TopicName }) => TopicName === orders.name);
export const ofMapping: Pick = ({ functions }) =>
  propertiesOf(functions, 'AWS::Lambda::EventSourceMapping', ({ Topics }) => Topics[0] === orders.name);
export const ofSchema: Pick = ({ kafka }) =>
  propertiesOf(kafka, 'AWS::Glue::Schema', ({ Name }) => Name === orders.name);
export const ofVersion: Pick = ({ kafka }) => kafka.Resources.Schemasorderseventsv1V27403D8F1.Properties;
export const ofRegistry: Pick = ({ kafka }) => propertiesOf(kafka, 'AWS::Glue::Registry');
export const ofBucket: Pick = ({ kafka }) => kafka.Resources.BucketsData941F65F0.Properties;
export const ofKey: Pick = ({ kafka }) => kafka.Resources.ClusterKeyB247D7DD.Properties;
export const ofVpc: Pick = ({ kafka }) => propertiesOf(kafka, 'AWS::EC2::VPC');
export const ofSubnet: Pick = ({ kafka }) =>
  kafka.Resources.NetworkVpcprivateSubnet1Subnet9EC58498.Properties;
export const ofGroup: Pick = ({ kafka }) => kafka.Resources.NetworkClusterGroupAC2A1336.Properties;

export const CONSUMER_GROUP = 'AmazonManagedKafkaEventSourceConfig.ConsumerGroupId';
export const INSTANCE_TYPE = 'BrokerNodeGroupInfo.InstanceType';
export const VOLUME = 'BrokerNodeGroupInfo.StorageInfo.EBSStorageInfo.VolumeSize';
