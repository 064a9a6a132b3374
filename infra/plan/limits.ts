/**
 * Which limit a growing load meets first. The factor of a limit is how many times the given rate it bears; below 1 the
 * load is too much already. All of them grow with the rate and nothing else, so the smallest factor is the first met.
 */
import { IAM_CONNECTIONS } from '../kafka/msk-offer.ts';
import { REPLICATION } from '../kafka/topic.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import { brokerThroughput } from './broker-throughput.ts';
import { ACCOUNT_CONCURRENCY } from './concurrency.ts';
import { CONNECTIONS } from './connections.ts';
import type { LoadedMapping, LoadedTopic } from './load.ts';
import { POLLER } from './pollers.ts';
import { sum } from './sum.ts';

export type LimitCode =
  | 'broker-ingress'
  | 'broker-egress'
  | 'volume-throughput'
  | 'storage'
  | 'partition-throughput'
  | 'poller-bytes'
  | 'poller-invocations'
  | 'partition-order'
  | 'account-concurrency'
  | 'broker-connections';

export interface Limit {
  readonly code: LimitCode;
  /** The topic it belongs to; undefined: all share it. */
  readonly topic: string | undefined;
  readonly needed: number;
  readonly allowed: number;
  readonly unit: string;
  readonly factor: number;
  /** Records a second on each topic at which it is met. */
  readonly atRate: number;
  readonly turn: string;
  readonly certainty: 'documented' | 'estimate' | 'inferred';
}

/** From there on a volume is too full (MSK's best practices). */
const FULL = 0.85;
const GIB = 1_073_741_824;

type Found = Omit<Limit, 'factor' | 'atRate' | 'topic'> & { readonly topic?: string };

export interface LimitsProps {
  readonly cluster: ClusterSettings;
  readonly topics: readonly LoadedTopic[];
  readonly mappings: readonly LoadedMapping[];
  readonly rate: number;
}

/** The first met first. */
export const limits = (props: LimitsProps): readonly Limit[] =>
  [...ofBrokers(props), ...ofVolumes(props), ...ofMappings(props), ...ofAll(props)]
    .filter(({ needed }) => needed > 0)
    .map((found) => {
      const factor = found.allowed / found.needed;
      return { topic: undefined, ...found, factor, atRate: props.rate * factor };
    })
    .toSorted((a, b) => a.factor - b.factor);

function ofBrokers({ cluster: { instanceType, brokers }, topics }: LimitsProps): Found[] {
  const throughput = brokerThroughput(instanceType);
  if (throughput === undefined) return [];
  const { ingress, egress, volume, partition, certainty } = throughput;
  const turn = 'more brokers, a larger broker type, or better compression';
  const written = sum(topics.map((each) => each.ingress)) / brokers;
  return [
    { code: 'broker-ingress', needed: written, allowed: ingress, unit: 'MB/s a broker', turn, certainty },
    {
      code: 'broker-egress',
      needed: sum(topics.map((each) => each.egress)) / brokers,
      allowed: egress,
      unit: 'MB/s a broker',
      turn,
      certainty,
    },
    ...(volume === undefined
      ? []
      : [
          {
            code: 'volume-throughput',
            needed: written * REPLICATION,
            allowed: volume,
            unit: 'MB/s a volume',
            turn: 'more brokers, or provisioned storage throughput (from m5.4xlarge and m7g.2xlarge)',
            certainty: 'documented',
          } as const,
        ]),
    ...(partition === undefined
      ? []
      : topics.map(
          (each) =>
            ({
              code: 'partition-throughput',
              topic: each.name,
              needed: each.ingress / each.partitions,
              allowed: partition,
              unit: 'MB/s a partition',
              turn: 'more partitions (a keyed topic: a new topic)',
              certainty: 'documented',
            }) as const,
        )),
  ];
}

function ofVolumes({ cluster, topics }: LimitsProps): Found[] {
  if (cluster.profile !== 'small' && cluster.profile !== 'standard') return [];
  const { storageGib, storageLimitGib, brokers } = cluster;
  const grows = storageLimitGib !== undefined;
  return [
    {
      code: 'storage',
      needed: (sum(topics.map(({ keptGb = 0 }) => keptGb)) * 1e9) / GIB / brokers,
      allowed: (storageLimitGib ?? storageGib) * FULL,
      unit: `GiB a broker, ${grows ? 'grown to its limit' : 'the volume'} 85 % full`,
      turn: `shorter retention, more brokers, or ${grows ? 'a higher storageLimitGib' : 'a larger storageGib'}`,
      certainty: 'documented',
    },
  ];
}

const ofMappings = ({ mappings }: LimitsProps): Found[] =>
  mappings.flatMap(({ mapping, mbPerSecond, inFlightAtLeast }) => {
    const { topic, pollers, partitions, mode } = mapping;
    const faster = 'a larger batch.size, more concurrency, a faster rule';
    const morePollers =
      pollers.max < partitions ? 'pollers.max' : 'more partitions (a keyed topic: a new topic)';
    const byOrder = {
      code: 'partition-order',
      topic,
      needed: inFlightAtLeast,
      allowed: partitions,
      unit: 'invocations at a time, one a partition',
      turn: `${faster}, or more partitions (a keyed topic: a new topic)`,
      certainty: 'inferred',
    } as const;
    if (mode === 'on-demand') return [byOrder];
    return [
      byOrder,
      {
        code: 'poller-bytes',
        topic,
        needed: mbPerSecond,
        allowed: pollers.max * POLLER.mbPerSecond,
        unit: `MB/s of ${pollers.max} pollers`,
        turn: `${morePollers}, or smaller records`,
        certainty: 'documented',
      },
      {
        code: 'poller-invocations',
        topic,
        needed: inFlightAtLeast,
        allowed: pollers.max * POLLER.invocations,
        unit: `invocations at a time of ${pollers.max} pollers`,
        turn: `${morePollers}, or ${faster}`,
        certainty: 'documented',
      },
    ];
  });

function ofAll({ mappings }: LimitsProps): Found[] {
  const inFlight = sum(mappings.map((each) => each.inFlightAtLeast));
  const pollers = sum(
    mappings.map((each) =>
      Math.max(each.mbPerSecond / POLLER.mbPerSecond, each.inFlightAtLeast / POLLER.invocations),
    ),
  );
  return [
    {
      code: 'account-concurrency',
      needed: inFlight,
      allowed: ACCOUNT_CONCURRENCY,
      unit: 'invocations at a time in the account',
      turn: 'a higher quota of concurrent executions, larger batches, more concurrency, a faster rule',
      certainty: 'documented',
    },
    {
      code: 'broker-connections',
      needed: inFlight * CONNECTIONS.environment + pollers * CONNECTIONS.poller,
      allowed: IAM_CONNECTIONS,
      unit: 'connections a broker',
      turn: 'larger batches, more concurrency, a faster rule (more brokers do not help: each client knows all of them)',
      certainty: 'documented',
    },
  ];
}
