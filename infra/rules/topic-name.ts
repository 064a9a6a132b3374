/** What Kafka takes as the name of a topic. */
export const TOPIC_NAME = '1 to 249 of a-z A-Z 0-9 . _ - and neither . nor ..';

export const isTopicName = (name: string): boolean =>
  /^[a-zA-Z0-9._-]{1,249}$/.test(name) && name !== '.' && name !== '..';
