/** How often a batch is tried, how old a record may be, and where it goes then. */
import { whole } from './judge.ts';
import { DESTINATION, destinationTopic } from './kafka-mapping.ts';
import { type Check, type Finding, refused } from './rule.ts';
import { isTopicName, TOPIC_NAME } from './topic-name.ts';
import { numberOf, Reference, textOf } from './value.ts';

const ATTEMPTS = 'MaximumRetryAttempts';
const ENDLESS = -1;

export const attempts: Check = (mapping) => {
  const given = mapping.at(ATTEMPTS);
  const outside = whole(mapping, ATTEMPTS, { min: 0, max: 10_000, or: ENDLESS });
  if (outside.length > 0 || numberOf(given) !== ENDLESS || mapping.at(DESTINATION) === undefined)
    return outside;
  const allowed = 'a number of attempts with a failure destination (Lambda would silently make it 10)';
  return [refused(ATTEMPTS, given, allowed)];
};

export const recordAge: Check = (mapping) =>
  whole(mapping, 'MaximumRecordAgeInSeconds', { min: 60, max: 604_800, or: ENDLESS });

const TAKES_FAILURES = /^arn:[^:]*:(sqs|sns|s3):/;
const TYPES = ['AWS::SQS::Queue', 'AWS::SNS::Topic', 'AWS::S3::Bucket'];
const DESTINATIONS = 'the ARN of a queue, an SNS topic or a bucket, or kafka://<topic>';

export const destination: Check = (mapping) => {
  const given = mapping.at(DESTINATION);
  const refuse = (allowed: string): readonly Finding[] => [refused(DESTINATION, given, allowed)];
  const topic = destinationTopic(mapping);
  if (topic !== undefined) {
    if (!isTopicName(topic)) return refuse(`kafka:// and ${TOPIC_NAME}`);
    const sources = mapping.listAt('Topics').map(textOf);
    return sources.includes(topic)
      ? refuse('another topic than the one that is read (it would go round)')
      : [];
  }
  if (given instanceof Reference) {
    return TYPES.includes(given.resource.type) || !given.resource.type.startsWith('AWS::')
      ? []
      : refuse(`${DESTINATIONS} (this is one of ${given.resource.type})`);
  }
  const text = textOf(given);
  return text === undefined || TAKES_FAILURES.test(text) ? [] : refuse(DESTINATIONS);
};
