/**
 * Broker settings: those that differ from what MSK gives (its default elects unclean leaders), and those a promise
 * rests on. Only keys that MSK accepts for brokers of that kind: Express fixes replicas and unclean elections itself and
 * refuses them. The lines end in real line feeds, since MSK takes the two characters `\n` for a part of the first value.
 */
import { days, minutes } from '../../shared/declare/duration.ts';
import type { BrokerKind } from './msk-offer.ts';

const OF_BOTH = {
  'auto.create.topics.enable': 'false',
  'log.retention.ms': String(days(7)),
  // A mapping that is switched off keeps its place for 30 days; then it would begin at TRIM_HORIZON again.
  'offsets.retention.minutes': String(days(30) / minutes(1)),
};

const OF_KIND: Readonly<Record<BrokerKind, Readonly<Record<string, string>>>> = {
  standard: {
    'default.replication.factor': '3',
    'min.insync.replicas': '2',
    'unclean.leader.election.enable': 'false',
    'offsets.topic.replication.factor': '3',
  },
  express: {},
};

export const serverProperties = (kind: BrokerKind): string =>
  Object.entries({ ...OF_KIND[kind], ...OF_BOTH })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
