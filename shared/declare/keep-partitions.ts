/**
 * A keyed topic keeps its number of partitions. With more of them a key goes to another partition than before: its new
 * records are read while its old ones wait elsewhere, and a compacted topic has the key twice. Nothing at run time
 * would notice, so the declaration refuses it: against a history that says with how many a topic was ever deployed.
 *
 * The way to more is a new topic (`orders.events.v2`). Who has drained the consumers, or does not care for the order of
 * keys, appends the new number to the topic's history and so says it in the diff.
 */
import { checker } from './check.ts';
import type { Topic } from './topic.ts';

/** Topic name → its numbers of partitions, the first deployed one first. */
export type PartitionHistory = Readonly<Record<string, readonly number[]>>;

/** Throws a DeclarationError unless every keyed one of `topics` has the number its history ends with. */
export function keepPartitions(history: PartitionHistory, topics: readonly Topic[]): void {
  for (const { name, key, keyContract, partitions } of topics) {
    const check = checker(`topic '${name}'`);
    const past = Object.hasOwn(history, name) ? history[name] : undefined;
    if (past === undefined) {
      if (key === undefined && keyContract === undefined) continue;
      check.refuse('its history of partitions', undefined, `[${partitions}], for a topic with a key`);
    }
    past?.forEach((count, index) => {
      // Kafka has no way to fewer.
      check.integer(`history[${index}]`, count, (past[index - 1] ?? 0) + 1, 10_000);
    });
    const last = past?.at(-1);
    if (last !== partitions) {
      check.refuse(
        'partitions',
        partitions,
        `${last}, as deployed: another number moves its keys to other partitions, behind which their older records wait. ` +
          'Declare a new topic, or append the number to its history once no consumer depends on the order of a key',
      );
    }
  }
}
