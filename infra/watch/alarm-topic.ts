/**
 * Where every alarm of the stage goes. Encrypted with a key of its own, since CloudWatch cannot use the one that AWS
 * manages for SNS: an alarm would be lost in silence. Only alarms of this account may publish, and only by TLS.
 */
import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface AlarmTopicProps {
  /** Gets every alarm, once the address has confirmed. */
  readonly email: string | undefined;
}

const CLOUDWATCH = 'cloudwatch.amazonaws.com';

export class AlarmTopic extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, { email }: AlarmTopicProps) {
    super(scope, id);
    const key = new Key(this, 'Key', {
      description: 'Alarms on their way',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(CLOUDWATCH)],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        // For whom is the topic's policy to say: what a condition here refused would be lost in silence.
        resources: ['*'],
      }),
    );
    const topic = new Topic(this, 'Topic', {
      topicName: 'kafka-consumers-alarms',
      masterKey: key,
      enforceSSL: true,
    });
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Alarms',
        principals: [new ServicePrincipal(CLOUDWATCH)],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (email !== undefined) {
      new Subscription(this, 'Email', { topic, protocol: SubscriptionProtocol.EMAIL, endpoint: email });
    }
    this.topicArn = topic.topicArn;
  }
}
