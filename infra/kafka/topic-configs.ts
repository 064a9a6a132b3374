/** Kafka's own configuration of a topic. What is not said here is the broker's. */
import { days } from '../../shared/declare/duration.ts';
import type { DeployedTopic } from '../all-topics.ts';

/** A record goes with the last one of its segment: so much later than its retention says. */
export const SEGMENT_SPAN = days(1);

export function topicConfigs({
  retention,
  maxMessageBytes,
  compacted = false,
}: DeployedTopic): Record<string, string> {
  const { time, bytes } = retention;
  const forgets = time !== undefined || bytes !== undefined;
  return {
    'cleanup.policy': [compacted && 'compact', forgets && 'delete'].filter(Boolean).join(','),
    ...(forgets && { 'retention.ms': String(time ?? -1), 'retention.bytes': String(bytes ?? -1) }),
    'segment.ms': String(SEGMENT_SPAN),
    'max.message.bytes': String(maxMessageBytes),
    'min.insync.replicas': '2',
    'unclean.leader.election.enable': 'false',
  };
}
