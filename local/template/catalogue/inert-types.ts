/**
 * Types of which nothing runs here, with the attributes that others may ask for. `*` in a value stands for the
 * resource's hexadecimal id.
 */
import {
  arnOf,
  hexIdOf,
  type Identity,
  nameOf,
  type ResourceType,
  textOf,
  type Unidentified,
  uuidIdOf,
} from './resource-type.ts';

const NETWORK = 'on this machine there is no network but loopback';
const WATCHING = 'nothing here gathers metrics or sends alarms; the numbers are in the log of the platform';
const DEPLOY_ONLY = 'it acts only when a stack is deployed or deleted';

const DISK = 'the brokers share the disk of this machine, which does not grow';

const inert = (reason: string, identify: ResourceType['identify']): ResourceType => ({
  inert: reason,
  reads: [],
  idle: {},
  identify,
});

/** An id such as vpc-0123456789abcdef0, and attributes that repeat it or are made alike. */
const withId =
  (prefix: string, attributes: Readonly<Record<string, string>> = {}) =>
  (resource: Unidentified): Identity => {
    const hex = hexIdOf(resource, 17);
    return {
      ref: `${prefix}-${hex}`,
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, value.replace('*', hex)]),
      ),
    };
  };

const named =
  (property: string, arn: (resource: Unidentified, name: string) => string) =>
  (resource: Unidentified): Identity => {
    const name = textOf(resource.properties, property) ?? nameOf(resource, 128);
    return { ref: name, attributes: { Arn: arn(resource, name) } };
  };

const vpc = (resource: Unidentified): Identity => {
  const { ref, attributes } = withId('vpc', {
    VpcId: 'vpc-*',
    DefaultSecurityGroup: 'sg-*',
    DefaultNetworkAcl: 'acl-*',
  })(resource);
  return {
    ref,
    attributes: { ...attributes, CidrBlock: resource.properties.CidrBlock ?? '', Ipv6CidrBlocks: [] },
  };
};

const subnet = (resource: Unidentified): Identity => {
  const { ref, attributes } = withId('subnet', { SubnetId: 'subnet-*' })(resource);
  const { AvailabilityZone = '', CidrBlock = '', VpcId = '' } = resource.properties;
  return { ref, attributes: { ...attributes, AvailabilityZone, CidrBlock, VpcId, Ipv6CidrBlocks: [] } };
};

const key = (resource: Unidentified): Identity => {
  const id = uuidIdOf(resource);
  return { ref: id, attributes: { KeyId: id, Arn: arnOf(resource, 'kms', `key/${id}`) } };
};

const snsTopic = (resource: Unidentified): Identity => {
  const name = textOf(resource.properties, 'TopicName') ?? nameOf(resource, 256);
  const arn = arnOf(resource, 'sns', name);
  return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
};

export const INERT_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::EC2::VPC': inert(NETWORK, vpc),
  'AWS::EC2::Subnet': inert(NETWORK, subnet),
  'AWS::EC2::RouteTable': inert(NETWORK, withId('rtb', { RouteTableId: 'rtb-*' })),
  'AWS::EC2::Route': inert(NETWORK, withId('route')),
  'AWS::EC2::SubnetRouteTableAssociation': inert(NETWORK, withId('rtbassoc', { Id: 'rtbassoc-*' })),
  'AWS::EC2::InternetGateway': inert(NETWORK, withId('igw', { InternetGatewayId: 'igw-*' })),
  'AWS::EC2::VPCGatewayAttachment': inert(NETWORK, withId('attachment')),
  'AWS::EC2::EIP': inert(NETWORK, withId('eipalloc', { AllocationId: 'eipalloc-*' })),
  'AWS::EC2::NatGateway': inert(NETWORK, withId('nat', { NatGatewayId: 'nat-*' })),
  'AWS::EC2::VPCEndpoint': inert(NETWORK, withId('vpce', { Id: 'vpce-*' })),
  'AWS::EC2::SecurityGroup': inert(NETWORK, withId('sg', { GroupId: 'sg-*', Id: 'sg-*' })),
  'AWS::EC2::SecurityGroupIngress': inert(NETWORK, withId('sgr', { Id: 'sgr-*' })),
  'AWS::EC2::SecurityGroupEgress': inert(NETWORK, withId('sgr', { Id: 'sgr-*' })),
  'AWS::EC2::FlowLog': inert(NETWORK, withId('fl', { Id: 'fl-*' })),
  'AWS::KMS::Key': inert('nothing is encrypted on the disk of this machine', key),
  'AWS::KMS::Alias': inert(
    'nothing is encrypted on the disk of this machine',
    named('AliasName', (resource, name) => arnOf(resource, 'kms', name)),
  ),
  'AWS::Logs::LogGroup': inert(
    'functions and brokers log to files of this machine',
    named('LogGroupName', (resource, name) => arnOf(resource, 'logs', `log-group:${name}:*`)),
  ),
  'AWS::Logs::MetricFilter': inert(WATCHING, withId('filter')),
  'AWS::CloudWatch::Alarm': inert(
    WATCHING,
    named('AlarmName', (resource, name) => arnOf(resource, 'cloudwatch', `alarm:${name}`)),
  ),
  'AWS::CloudWatch::CompositeAlarm': inert(
    WATCHING,
    named('AlarmName', (resource, name) => arnOf(resource, 'cloudwatch', `alarm:${name}`)),
  ),
  'AWS::CloudWatch::Dashboard': inert(WATCHING, withId('dashboard')),
  'AWS::SNS::Topic': inert(WATCHING, snsTopic),
  'AWS::SNS::TopicPolicy': inert(WATCHING, withId('policy')),
  'AWS::SNS::Subscription': inert(WATCHING, withId('subscription')),
  'AWS::S3::BucketPolicy': inert('the store of this machine has one key and no guests', withId('policy')),
  'AWS::Lambda::Permission': inert(
    'the HTTP API of this machine may invoke every function that a route names',
    withId('permission', { Id: 'permission-*' }),
  ),
  'AWS::ApplicationAutoScaling::ScalableTarget': inert(DISK, (resource) => {
    const { ResourceId = '', ScalableDimension = '', ServiceNamespace = '' } = resource.properties;
    const id = [ResourceId, ScalableDimension, ServiceNamespace].join('|');
    return { ref: id, attributes: { Id: id } };
  }),
  'AWS::ApplicationAutoScaling::ScalingPolicy': inert(DISK, (resource) => {
    const name = textOf(resource.properties, 'PolicyName') ?? nameOf(resource, 256);
    const arn = arnOf(resource, 'autoscaling', `scalingPolicy:${uuidIdOf(resource)}:policyName/${name}`);
    return { ref: arn, attributes: { Arn: arn } };
  }),
  'AWS::CDK::Metadata': inert('it counts the users of CDK constructs', withId('metadata')),
  'Custom::S3AutoDeleteObjects': inert(DEPLOY_ONLY, withId('custom')),
  'Custom::LogRetention': inert(DEPLOY_ONLY, withId('custom')),
  'Custom::VpcRestrictDefaultSG': inert(DEPLOY_ONLY, withId('custom')),
};
