/**
 * Volumes that grow by themselves when they are 60 % full. They never shrink, and the template never hears of it: the
 * cluster's `storageGib` is what it was created with, and CloudFormation sends it again only when it is changed.
 */
import { Aws, Fn } from 'aws-cdk-lib';
import { CfnScalableTarget, CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Construct } from 'constructs';

export interface StorageAutoscalingProps {
  readonly clusterArn: string;
  /** Of each broker. */
  readonly limitGib: number;
}

const DIMENSION = 'kafka:broker-storage:VolumeSize';
const TARGET_PERCENT = 60;
const SERVICE_ROLE =
  'aws-service-role/kafka.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_KafkaCluster';

export class StorageAutoscaling extends Construct {
  constructor(scope: Construct, id: string, { clusterArn, limitGib }: StorageAutoscalingProps) {
    super(scope, id);
    const target = new CfnScalableTarget(this, 'Target', {
      serviceNamespace: 'kafka',
      resourceId: clusterArn,
      scalableDimension: DIMENSION,
      // No more than a floor that is never reached: storage has one direction.
      minCapacity: 1,
      maxCapacity: limitGib,
      // Made by Application Auto Scaling when it is first used in an account.
      roleArn: Fn.join('', ['arn:', Aws.PARTITION, ':iam::', Aws.ACCOUNT_ID, `:role/${SERVICE_ROLE}`]),
    });
    new CfnScalingPolicy(this, 'Policy', {
      policyName: 'kafka-storage',
      policyType: 'TargetTrackingScaling',
      scalingTargetId: target.ref,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: 'KafkaBrokerStorageUtilization' },
        targetValue: TARGET_PERCENT,
        disableScaleIn: true,
      },
    });
  }
}
