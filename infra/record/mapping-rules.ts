/** Which topic a mapping reads, in which group and from where is fixed when it is made. */
import { each, fixed, type StatefulType } from './stateful-type.ts';

export const mappingRules: StatefulType = {
  name: 'AmazonManagedKafkaEventSourceConfig.ConsumerGroupId',
  properties: {
    ...each(
      ['EventSourceArn', 'Topics', 'StartingPosition', 'StartingPositionTimestamp'],
      fixed(
        'Lambda fixes it when a mapping is made: CloudFormation would make another while this one holds the consumer ' +
          'group, which Lambda refuses',
        'Take the change back. Another topic is another subscription; where a group begins means nothing once it has ' +
          'read. Or take two deployments: one without the subscription, and one with it, which goes on where it was',
      ),
    ),
    'AmazonManagedKafkaEventSourceConfig.ConsumerGroupId': fixed(
      'Lambda fixes it when a mapping is made: CloudFormation would make another, whose group begins the topic anew, ' +
        'so that the rule sees all of its records again',
      'Take the change back: the names of the subscription and of the topic make the group. If all records are to be ' +
        'handled again, write the new group into the record',
    ),
  },
  gone: 'Its function reads nothing any more; what is written meanwhile waits, and expires',
  moved: {
    why:
      'Its consumer group is under another logical id: CloudFormation would make that mapping while this one still ' +
      'holds the group, which Lambda refuses',
    wayOut:
      'Or take two deployments: one without the subscription, and one with it, which goes on where the group was',
  },
};
