/**
 * What a load means: bytes on brokers, records kept, invocations. The same number of records a second arrives on each
 * topic that is named, all of `bytes` before compression; nothing fails, so nothing is parked; what rules publish is not
 * derived. The topic's producers and its functions are alone on the cluster.
 */
import type { Declared } from '../declared.ts';
import { REPLICATION } from '../kafka/topic.ts';
import { SEGMENT_SPAN } from '../kafka/topic-configs.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import { durationMs, ratePerInvocation, usualBatch, type Work } from './invocation.ts';
import type { PlannedMapping } from './mappings.ts';
import { POLLER } from './pollers.ts';
import type { PlannedTopic } from './topics.ts';

export interface Load {
  /** Records a second, on each topic. */
  readonly rate: number;
  /** Of a record, before compression. */
  readonly bytes: number;
  /** Bytes before to bytes after; 1: as if nothing were compressed. */
  readonly compression: number;
  readonly ruleMs: number;
  readonly topics: readonly string[];
}

export interface LoadedTopic {
  readonly name: string;
  readonly partitions: number;
  readonly consumers: number;
  /** MB/s, compressed. */
  readonly ingress: number;
  readonly egress: number;
  /** GB on all brokers, replicas included; undefined: compacted, by its number of keys. */
  readonly keptGb: number | undefined;
}

export interface LoadedMapping {
  readonly mapping: PlannedMapping;
  readonly work: Work;
  /** MB/s as a poller counts, uncompressed. */
  readonly mbPerSecond: number;
  readonly recordsPerInvocation: number;
  readonly durationMs: number;
  readonly invocationsPerSecond: number;
  /** At a time. */
  readonly inFlight: number;
  /** With batches as large as they may be: the least that keeps up. */
  readonly inFlightAtLeast: number;
  /** That keep up; may be more than there can be. */
  readonly pollersNeeded: number;
  readonly pollersUsed: number;
}

const MB = 1_000_000;
const GB = 1_000_000_000;

export const loadedTopics = (
  topics: readonly PlannedTopic[],
  { subscriptions }: Declared,
  { load, cluster }: { readonly load: Load; readonly cluster: Pick<ClusterSettings, 'instanceType'> },
): readonly LoadedTopic[] =>
  topics
    .filter(({ name }) => load.topics.includes(name))
    .map((topic) => {
      const ingress = (load.rate * load.bytes) / load.compression / MB;
      const consumers = subscriptions.filter((each) => each.topic.name === topic.name).length;
      const segmentMs = SEGMENT_SPAN[cluster.instanceType.startsWith('express.') ? 'express' : 'standard'];
      return {
        name: topic.name,
        partitions: topic.partitions,
        consumers,
        ingress,
        egress: ingress * consumers,
        keptGb: keptGb(topic, { ingress, segmentMs }),
      };
    });

/** A record goes with its segment, a whole segment's time later than it might. */
function keptGb(
  { retentionMs, retentionBytes, partitions }: PlannedTopic,
  { ingress, segmentMs }: { readonly ingress: number; readonly segmentMs: number },
): number | undefined {
  const byTime =
    retentionMs === undefined ? undefined : (ingress * MB * (retentionMs + segmentMs)) / 1_000 / GB;
  const byBytes = retentionBytes === undefined ? undefined : (retentionBytes * partitions) / GB;
  const kept = [byTime, byBytes].filter((each) => each !== undefined);
  return kept.length === 0 ? undefined : Math.min(...kept) * REPLICATION;
}

export const loadedMappings = (mappings: readonly PlannedMapping[], load: Load): readonly LoadedMapping[] =>
  mappings.filter(({ topic }) => load.topics.includes(topic)).map((mapping) => loaded(mapping, load));

function loaded(mapping: PlannedMapping, { rate, bytes, ruleMs }: Load): LoadedMapping {
  const { batchSize, concurrency, pollers, windowMs } = mapping;
  const work: Work = { recordBytes: bytes, ruleMs, batchSize, concurrency };
  const mbPerSecond = (rate * bytes) / MB;
  const inFlightAtLeast = rate / ratePerInvocation(work);
  const pollersNeeded = Math.max(
    1,
    Math.ceil(mbPerSecond / POLLER.mbPerSecond),
    Math.ceil(inFlightAtLeast / POLLER.invocations),
  );
  const pollersUsed = Math.min(pollers.max, Math.max(pollers.min, pollersNeeded));
  const recordsPerInvocation = usualBatch(work, { rate, pollers: pollersUsed, windowMs });
  const invocationsPerSecond = rate / recordsPerInvocation;
  const duration = durationMs(recordsPerInvocation, work);
  return {
    mapping,
    work,
    mbPerSecond,
    recordsPerInvocation,
    durationMs: duration,
    invocationsPerSecond,
    inFlight: (invocationsPerSecond * duration) / 1_000,
    inFlightAtLeast,
    pollersNeeded,
    pollersUsed,
  };
}
