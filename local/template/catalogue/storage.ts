import { arnOf, because, FOR_PEOPLE, nameOf, type ResourceType, textOf } from './resource-type.ts';

const bucket: ResourceType = {
  reads: ['BucketName'],
  idle: because({
    'the store of this machine has one key and no guests':
      'AccessControl PublicAccessBlockConfiguration OwnershipControls BucketEncryption',
    'objects stay until they are deleted or the platform starts with --fresh':
      'LifecycleConfiguration IntelligentTieringConfigurations',
    'the store of this machine keeps no versions of an object': 'VersioningConfiguration',
    'no browser asks for objects of this machine': 'CorsConfiguration',
    'nothing here gathers the access log or the metrics of a bucket':
      'LoggingConfiguration MetricsConfigurations InventoryConfigurations AnalyticsConfigurations',
    [FOR_PEOPLE]: 'Tags',
  }),
  identify(resource) {
    const name = textOf(resource.properties, 'BucketName') ?? nameOf(resource, 63).toLowerCase();
    return {
      ref: name,
      attributes: {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${resource.region}.amazonaws.com`,
      },
    };
  },
};

const parameter: ResourceType = {
  reads: ['Name', 'Type', 'Value'],
  idle: because({
    'whoever deploys to AWS has it checked there': 'AllowedPattern DataType',
    [FOR_PEOPLE]: 'Description Tags Tier',
  }),
  identify(resource) {
    const name = textOf(resource.properties, 'Name') ?? nameOf(resource, 1011);
    return {
      ref: name,
      attributes: {
        Arn: arnOf(resource, 'ssm', `parameter${name.startsWith('/') ? '' : '/'}${name}`),
        Type: textOf(resource.properties, 'Type') ?? '',
        Value: textOf(resource.properties, 'Value') ?? '',
      },
    };
  },
};

export const STORAGE_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::S3::Bucket': bucket,
  'AWS::SSM::Parameter': parameter,
};
