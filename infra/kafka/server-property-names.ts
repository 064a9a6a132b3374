/**
 * The lines that MSK takes in a configuration. Others it refuses when the configuration is made; on Express brokers it
 * refuses those that it keeps to itself when the configuration is given to a cluster.
 */
import { anyText, listOf, oneOf, type PropertyValue, ratio, truth, whole } from './property-value.ts';
import { CODECS } from './topic-config-names.ts';

const INT = 2_147_483_647;

/** In both kinds of cluster. */
const SHARED = {
  'allow.everyone.if.no.acl.found': truth,
  'auto.create.topics.enable': truth,
  'compression.type': oneOf(...CODECS),
  'connections.max.idle.ms': whole(-1),
  'delete.topic.enable': truth,
  'group.initial.rebalance.delay.ms': whole(0, INT),
  'group.max.session.timeout.ms': whole(1, INT),
  'leader.imbalance.per.broker.percentage': whole(0, INT),
  'log.cleaner.delete.retention.ms': whole(0),
  'log.cleanup.policy': listOf('delete', 'compact'),
  'log.message.timestamp.after.max.ms': whole(0),
  'log.message.timestamp.before.max.ms': whole(0),
  'log.message.timestamp.type': oneOf('CreateTime', 'LogAppendTime'),
  'log.retention.bytes': whole(-1),
  'log.retention.ms': whole(-1),
  'max.incremental.fetch.session.cache.slots': whole(0, INT),
  'message.max.bytes': whole(0, INT),
  'num.partitions': whole(1, INT),
  'offsets.retention.minutes': whole(1, INT),
  'replica.fetch.max.bytes': whole(0, INT),
  'replica.selector.class': anyText,
  'socket.receive.buffer.bytes': whole(-1, INT),
  'socket.request.max.bytes': whole(1, INT),
  'socket.send.buffer.bytes': whole(-1, INT),
  'transaction.max.timeout.ms': whole(1, INT),
  'transactional.id.expiration.ms': whole(1, INT),
} as const;

export const EXPRESS_SERVER_PROPERTIES: Readonly<Record<string, PropertyValue>> = {
  ...SHARED,
  'advertised.listeners': anyText,
  'leader.imbalance.check.interval.seconds': whole(1),
  'log.cleaner.max.compaction.lag.ms': whole(1),
  'log.cleaner.min.compaction.lag.ms': whole(0),
  'max.connection.creation.rate': whole(0, INT),
  'max.connections': whole(0, INT),
  'max.connections.per.ip': whole(0, INT),
  'producer.id.expiration.ms': whole(1, INT),
};

export const STANDARD_SERVER_PROPERTIES: Readonly<Record<string, PropertyValue>> = {
  ...SHARED,
  'default.replication.factor': whole(1, INT),
  'group.min.session.timeout.ms': whole(1, INT),
  'log.cleaner.min.cleanable.ratio': ratio,
  'log.flush.interval.messages': whole(1),
  'log.flush.interval.ms': whole(0),
  'log.local.retention.bytes': whole(-2),
  'log.local.retention.ms': whole(-2),
  // Gone in Kafka 4.0.
  'log.message.timestamp.difference.max.ms': whole(0),
  'log.retention.hours': whole(-1, INT),
  'log.retention.minutes': whole(-1, INT),
  'log.roll.ms': whole(1),
  'log.segment.bytes': whole(14, INT),
  'min.insync.replicas': whole(1, INT),
  'num.io.threads': whole(1, INT),
  'num.network.threads': whole(1, INT),
  'num.recovery.threads.per.data.dir': whole(1, INT),
  'num.replica.fetchers': whole(1, INT),
  'offsets.topic.replication.factor': whole(1, 32_767),
  'replica.fetch.response.max.bytes': whole(0, INT),
  'replica.lag.time.max.ms': whole(10_000, 30_000),
  'replica.socket.receive.buffer.bytes': whole(-1, INT),
  'transaction.state.log.min.isr': whole(1, INT),
  'transaction.state.log.replication.factor': whole(1, 32_767),
  'unclean.leader.election.enable': truth,
  'zookeeper.connection.timeout.ms': whole(1, INT),
  'zookeeper.session.timeout.ms': whole(6_000, 18_000),
};
