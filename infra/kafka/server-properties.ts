/**
 * Broker settings: those that differ from what MSK gives (its default elects unclean leaders), and those a promise
 * rests on. Only keys that MSK accepts for Standard brokers; the lines end in real line feeds, since MSK takes the two
 * characters `\n` for a part of the first value.
 */
const SERVER_PROPERTIES = {
  'auto.create.topics.enable': 'false',
  'default.replication.factor': '3',
  'min.insync.replicas': '2',
  'unclean.leader.election.enable': 'false',
  'offsets.topic.replication.factor': '3',
  'log.retention.hours': '168',
  // A mapping that is switched off keeps its place for 30 days; then it would begin at TRIM_HORIZON again.
  'offsets.retention.minutes': '43200',
} as const;

export const serverProperties: string = Object.entries(SERVER_PROPERTIES)
  .map(([key, value]) => `${key}=${value}\n`)
  .join('');
