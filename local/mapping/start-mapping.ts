/**
 * An event source mapping on real brokers. It reads through the plaintext listener as the platform's own client: whether
 * the function's role may read topic and group is looked at before, in the template.
 */
import { type Clock, systemClock } from './clock.ts';
import type { Isolation } from './kafka/fetch.ts';
import { KafkaLog } from './kafka/kafka-log.ts';
import { type Mapping, type MappingPorts, runMapping } from './mapping.ts';
import { type MappingDefinition, mappingRules } from './mapping-definition.ts';

export interface StartPorts extends Omit<MappingPorts, 'clock' | 'maxConcurrency'> {
  /** host:port list of the plaintext listeners. */
  readonly bootstrap: string;
  /** Concurrent invocations of one poller. Default 5, as in AWS. */
  readonly maxConcurrency?: number;
  /** Default `read_uncommitted`. */
  readonly isolation?: Isolation;
  readonly clock?: Clock;
}

const POLLER_CONCURRENCY = 5;

/** Resolves when the group has given this member its share, or after 3 s; it joins then as soon as it can. */
export function startMapping(definition: MappingDefinition, ports: StartPorts): Promise<Mapping> {
  const rules = mappingRules(definition);
  const source = new KafkaLog({
    bootstrap: ports.bootstrap,
    topic: rules.topic,
    group: rules.group,
    clientId: `${rules.uuid}-0`,
    from: rules.from,
    isolation: ports.isolation ?? 'read_uncommitted',
    log: ports.log,
  });
  return runMapping(rules, source, {
    bootstrapServers: ports.bootstrapServers,
    clock: ports.clock ?? systemClock,
    maxConcurrency: ports.maxConcurrency ?? POLLER_CONCURRENCY,
    invoke: ports.invoke,
    putObject: ports.putObject,
    ...(ports.schemaVersion && { schemaVersion: ports.schemaVersion }),
    log: ports.log,
  });
}
