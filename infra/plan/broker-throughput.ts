/**
 * What a broker carries for long, in MB/s of clients; replication comes on top and is counted in.
 *
 *   Express    by MSK's best practices, per type. Above, it degrades; half as much again, and it throttles.
 *   Standard   AWS gives one number: 154 MB/s of ingress for m7g.16xlarge, where Express has 500 (the announcement of
 *              Express). The others are that share of the Express broker of the same size. m5 has less by the 29 % that
 *              AWS claims for m7g. t3.small: what its network's baseline of 16 MB/s leaves after two replicas, halved for
 *              its CPU. Estimates: load-test before you rely on them.
 *
 * A Standard broker writes each record it leads and each it follows, to a volume of 250 MiB/s by default (MSK's guide,
 * storage throughput).
 */
export type ThroughputCertainty = 'documented' | 'estimate';

export interface BrokerThroughput {
  readonly ingress: number;
  readonly egress: number;
  readonly certainty: ThroughputCertainty;
  /** MB/s of writes to its volume; undefined on Express. */
  readonly volume: number | undefined;
  /** MB/s of one partition; undefined on Standard. */
  readonly partition: number | undefined;
}

const EXPRESS: Readonly<Record<string, readonly [ingress: number, egress: number]>> = {
  large: [15.6, 31.2],
  xlarge: [31.2, 62.5],
  '2xlarge': [62.5, 125],
  '4xlarge': [124.9, 249.8],
  '8xlarge': [250, 500],
  '12xlarge': [375, 750],
  '16xlarge': [500, 1_000],
  // Standard alone: no more than the next smaller one.
  '24xlarge': [500, 1_000],
};

const STANDARD_SHARE = 154 / 500;
const M5_SHARE = 1 / 1.29;
const VOLUME = (250 * 1_048_576) / 1_000_000;
const EXPRESS_PARTITION = 15;
const T3_SMALL = 16 / 3 / 2;

export function brokerThroughput(instanceType: string): BrokerThroughput | undefined {
  if (instanceType === 'kafka.t3.small') return standard(T3_SMALL, 2 * T3_SMALL);
  const [kind, family, size = ''] = instanceType.split('.');
  const [ingress, egress] = EXPRESS[size] ?? [];
  if (ingress === undefined || egress === undefined) return undefined;
  if (kind === 'express') {
    return { ingress, egress, certainty: 'documented', volume: undefined, partition: EXPRESS_PARTITION };
  }
  const share = STANDARD_SHARE * (family === 'm5' ? M5_SHARE : 1);
  return standard(ingress * share, egress * share);
}

const standard = (ingress: number, egress: number): BrokerThroughput => ({
  ingress,
  egress,
  certainty: 'estimate',
  volume: VOLUME,
  partition: undefined,
});
