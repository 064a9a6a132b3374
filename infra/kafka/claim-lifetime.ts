/**
 * How long the objects of a topic's claim checks are kept: longer than any record that points at them. Each publish
 * starts a retention anew, so the last pointer dies after a whole stay in the topic, in every retry topic on the way
 * and in the dead-letter topic, each longer by a segment's span. One day more: the same bytes of the same day share an
 * object, which may so be a day older than the record.
 */
import { checker } from '../../shared/declare/check.ts';
import { type Duration, days } from '../../shared/declare/duration.ts';
import type { Topic } from '../../shared/declare/topic.ts';
import type { DeployedTopic } from '../all-topics.ts';
import type { Declared } from '../declared.ts';
import type { BrokerKind } from './msk-offer.ts';
import { SEGMENT_SPAN } from './topic-configs.ts';

export interface ClaimLifetimeProps {
  readonly declared: Pick<Declared, 'subscriptions'>;
  readonly brokers: BrokerKind;
}

/** Whole days; undefined: no record of the topic ever points at an object. */
export function claimLifetimeDays(
  topic: Topic,
  { declared, brokers }: ClaimLifetimeProps,
): number | undefined {
  const stay = (each: DeployedTopic): Duration => (retentionTime(each) + SEGMENT_SPAN[brokers]) as Duration;
  // A value too large to park is offloaded under the topic it came from, whether that has claim checks or not.
  const readers = declared.subscriptions.filter((each) => each.topic.name === topic.name);
  if (!topic.claimCheck && readers.length === 0) return undefined;
  const onTheWay = readers.map(({ retryTopics, deadLetterTopic }) =>
    [...retryTopics, deadLetterTopic].reduce((sum, each) => sum + stay(each), 0),
  );
  const lifetime = (topic.claimCheck ? stay(topic) : 0) + Math.max(0, ...onTheWay) + days(1);
  return Math.ceil(lifetime / days(1));
}

function retentionTime({ name, retention: { time } }: DeployedTopic): Duration {
  if (time === undefined) {
    return checker(`topic '${name}'`).refuse(
      'retention time with claimCheck',
      time,
      'a duration (an object must know when it may go, and bytes do not say)',
    );
  }
  return time;
}
