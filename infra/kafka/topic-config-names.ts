/**
 * The settings that a topic can have in Kafka 3.7 to 4.2, and which of them MSK lets be changed on Express brokers:
 * storage, segments, replicas in sync and elections are its own there.
 */
import { anyText, listOf, oneOf, type PropertyValue, ratio, truth, whole } from './property-value.ts';

const INT = 2_147_483_647;

export const CODECS = ['uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer'] as const;

/** Settings of topics on Express brokers; Standard ones take them too. */
export const EXPRESS_TOPIC_CONFIGS: Readonly<Record<string, PropertyValue>> = {
  'cleanup.policy': listOf('delete', 'compact'),
  'compression.type': oneOf(...CODECS),
  'delete.retention.ms': whole(0),
  'max.compaction.lag.ms': whole(1),
  'max.message.bytes': whole(0, INT),
  'message.timestamp.after.max.ms': whole(0),
  'message.timestamp.before.max.ms': whole(0),
  // Gone in Kafka 4.0.
  'message.timestamp.difference.max.ms': whole(0),
  'message.timestamp.type': oneOf('CreateTime', 'LogAppendTime'),
  'min.compaction.lag.ms': whole(0),
  'retention.bytes': whole(-1),
  'retention.ms': whole(-1),
};

export const STANDARD_TOPIC_CONFIGS: Readonly<Record<string, PropertyValue>> = {
  ...EXPRESS_TOPIC_CONFIGS,
  'compression.gzip.level': whole(-1, 9),
  'compression.lz4.level': whole(1, 17),
  'compression.zstd.level': whole(-131_072, 22),
  'file.delete.delay.ms': whole(0),
  'flush.messages': whole(1),
  'flush.ms': whole(0),
  'follower.replication.throttled.replicas': anyText,
  'index.interval.bytes': whole(0, INT),
  'leader.replication.throttled.replicas': anyText,
  'local.retention.bytes': whole(-2),
  'local.retention.ms': whole(-2),
  'message.downconversion.enable': truth,
  'message.format.version': anyText,
  'min.cleanable.dirty.ratio': ratio,
  'min.insync.replicas': whole(1, INT),
  preallocate: truth,
  'remote.log.copy.disable': truth,
  'remote.log.delete.on.disable': truth,
  'remote.log.msk.disable.policy': oneOf('Delete'),
  'remote.storage.enable': truth,
  'segment.bytes': whole(14, INT),
  'segment.index.bytes': whole(4, INT),
  'segment.jitter.ms': whole(0),
  'segment.ms': whole(1),
  'unclean.leader.election.enable': truth,
};

/** The shortest that Express takes as `max.compaction.lag.ms`: a day. */
export const EXPRESS_SHORTEST_COMPACTION_LAG_MS = 86_400_000;
