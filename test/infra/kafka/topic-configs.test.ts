import { expect, it } from 'vitest';
import { topicConfigs } from '../../../infra/kafka/topic-configs.ts';
import { days } from '../../../shared/declare/duration.ts';

const topic = { name: 't', partitions: 1, maxMessageBytes: 2_000_000, retention: { time: days(1) } };

it('a retention in time is a retention in time alone', () => {
  expect(topicConfigs(topic, 'standard')).toMatchObject({
    'cleanup.policy': 'delete',
    'retention.ms': '86400000',
    'retention.bytes': '-1',
    'max.message.bytes': '2000000',
  });
});

it('a retention in bytes is not also the week that brokers give without being asked', () => {
  expect(topicConfigs({ ...topic, retention: { bytes: 1_000 } }, 'standard')).toMatchObject({
    'retention.ms': '-1',
    'retention.bytes': '1000',
  });
});

it('a compacted topic keeps the last record of each key for good', () => {
  const configs = topicConfigs({ ...topic, retention: {}, compacted: true }, 'standard');
  expect(configs['cleanup.policy']).toBe('compact');
  expect(configs).not.toHaveProperty('retention.ms');
});

it('a compacted topic with a retention forgets old keys too', () => {
  expect(topicConfigs({ ...topic, compacted: true }, 'standard')).toMatchObject({
    'cleanup.policy': 'compact,delete',
    'retention.ms': '86400000',
  });
});

it('two in sync and no unclean leader are said to Standard brokers, and left to Express ones, which refuse them', () => {
  const standard = topicConfigs(topic, 'standard');
  expect(standard).toMatchObject({
    'segment.ms': '86400000',
    'min.insync.replicas': '2',
    'unclean.leader.election.enable': 'false',
  });
  expect(Object.keys(topicConfigs(topic, 'express')).toSorted()).toEqual([
    'cleanup.policy',
    'max.message.bytes',
    'retention.bytes',
    'retention.ms',
  ]);
});
