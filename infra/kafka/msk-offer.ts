/**
 * What MSK offers: broker types, Kafka versions, and what goes with what. A new one is a line here.
 *
 *   t3.small   development: no KRaft, no tiered storage, 4 new IAM connections a second
 *   Standard   ZooKeeper up to 3.9, 4.0 and later KRaft alone; EBS volumes
 *   Express    three zones, storage is MSK's own; KRaft from 3.9
 *
 * Partitions count replicas. The recommended number is what a broker serves well; over the other one MSK refuses to
 * change its configuration, its type or its version.
 */

export type BrokerKind = 'standard' | 'express';

export interface BrokerType {
  readonly name: string;
  readonly kind: BrokerKind;
  readonly recommendedPartitions: number;
  readonly mostPartitions: number;
  /** New connections a second with IAM; over it they are refused and counted in IAMTooManyConnections. */
  readonly iamConnectionsPerSecond: number;
}

/** Connections of a broker at one time, with IAM. */
export const IAM_CONNECTIONS = 3_000;
/** Brokers of a cluster without and with KRaft. */
export const MOST_BROKERS = { zookeeper: 30, kraft: 60 } as const;
export const LARGEST_VOLUME_GIB = 16_384;
/** Storage cannot shrink, and grows by no less. */
export const SMALLEST_GROWTH_GIB = 10;

const PARTITIONS: readonly (readonly [BrokerKind, RegExp, recommended: number, most: number])[] = [
  ['standard', /^kafka\.t3\.small$/, 300, 300],
  ['standard', /^kafka\.(m5|m7g)\.x?large$/, 1_000, 1_500],
  ['standard', /^kafka\.(m5|m7g)\.2xlarge$/, 2_000, 3_000],
  ['standard', /^kafka\.((m5|m7g)\.(4|8|12|16)xlarge|m5\.24xlarge)$/, 4_000, 6_000],
  ['express', /^express\.m7g\.large$/, 1_000, 1_500],
  ['express', /^express\.m7g\.xlarge$/, 1_000, 2_000],
  ['express', /^express\.m7g\.2xlarge$/, 2_500, 4_000],
  ['express', /^express\.m7g\.4xlarge$/, 6_000, 8_000],
  ['express', /^express\.m7g\.8xlarge$/, 12_000, 16_000],
  ['express', /^express\.m7g\.12xlarge$/, 16_000, 24_000],
  ['express', /^express\.m7g\.16xlarge$/, 20_000, 32_000],
];

export const BROKER_TYPES =
  'kafka.t3.small, kafka.m5.large to .24xlarge, kafka.m7g.large to .16xlarge, express.m7g.large to .16xlarge';

/** Undefined: MSK has no such broker. */
export function brokerType(name: string): BrokerType | undefined {
  const found = PARTITIONS.find(([, pattern]) => pattern.test(name));
  if (found === undefined) return undefined;
  const [kind, , recommendedPartitions, mostPartitions] = found;
  return {
    name,
    kind,
    recommendedPartitions,
    mostPartitions,
    iamConnectionsPerSecond: isT3(name) ? 4 : 100,
  };
}

export const isT3 = (instanceType: string): boolean => instanceType.startsWith('kafka.t3.');

/** Those whose support has not ended: MSK makes no new clusters of the others, and upgrades old ones unasked. */
export const KAFKA_VERSIONS: Readonly<Record<BrokerKind, readonly string[]>> = {
  standard: ['3.8.x', '3.8.x.kraft', '3.9.x', '3.9.x.kraft', '4.0.x.kraft', '4.1.x.kraft', '4.2.x.kraft'],
  express: ['3.8.x', '3.9.x.kraft', '4.2.x.kraft'],
};

export const isKraft = (kafkaVersion: string): boolean => kafkaVersion.endsWith('.kraft');
