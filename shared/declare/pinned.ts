/**
 * A topic that is published to in an older version than the last: while consumers that do not know the last one yet are
 * still deployed (a forward-incompatible change), or to go back without changing code. Fields that came later are left out.
 *
 *   publishes: [pinned(orders, 2)]
 */
import { checker } from './check.ts';
import type { Topic } from './topic.ts';

export interface Pinned<V = unknown> {
  readonly kind: 'pinned';
  readonly topic: Topic<V>;
  /** Of its value's schema, 1 for the first. */
  readonly version: number;
}

export function pinned<V>(topic: Topic<V>, version: number): Pinned<V> {
  const check = checker(`pinned('${topic?.name}')`);
  if (topic?.kind !== 'topic' || topic.value.kind !== 'contract') {
    return check.refuse('topic', topic?.name, 'a declared topic() whose values have a contract');
  }
  check.integer('version', version, 1, topic.value.definitions.length);
  return Object.freeze({ kind: 'pinned', topic, version });
}
