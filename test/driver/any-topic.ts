import { days } from '../../shared/declare/duration.ts';
import { plainJson } from '../../shared/declare/plain-json.ts';
import { type Topic, type TopicOptions, topic } from '../../shared/declare/topic.ts';

/** A topic whose values are taken as they are. */
export function anyTopic<V>(
  name: string,
  partitions: number,
  options: Partial<TopicOptions<V>> = {},
): Topic<V> {
  const value = plainJson<V>({
    '~standard': { version: 1, vendor: 'test', validate: (given) => ({ value: given as V }) },
  });
  return topic(name, { partitions, retention: days(1), value, ...options });
}
