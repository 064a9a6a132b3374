/**
 * Kafka's own configuration of a topic. What is not said here is the broker's. Express brokers hold three replicas, two
 * of them in sync, and cut segments as they like: those settings are MSK's there, and refused.
 */
import { type Duration, days } from '../../shared/declare/duration.ts';
import type { DeployedTopic } from '../all-topics.ts';
import type { BrokerKind } from './msk-offer.ts';

/** A record goes with the last one of its segment: so much later than its retention says. Express: Kafka's default. */
export const SEGMENT_SPAN: Readonly<Record<BrokerKind, Duration>> = { standard: days(1), express: days(7) };

export function topicConfigs(topic: DeployedTopic, kind: BrokerKind): Record<string, string> {
  const { retention, maxMessageBytes, compacted = false } = topic;
  const { time, bytes } = retention;
  const forgets = time !== undefined || bytes !== undefined;
  return {
    'cleanup.policy': [compacted && 'compact', forgets && 'delete'].filter(Boolean).join(','),
    ...(forgets && { 'retention.ms': String(time ?? -1), 'retention.bytes': String(bytes ?? -1) }),
    'max.message.bytes': String(maxMessageBytes),
    ...(kind === 'standard' && {
      'segment.ms': String(SEGMENT_SPAN.standard),
      'min.insync.replicas': '2',
      'unclean.leader.election.enable': 'false',
    }),
  };
}
