/**
 * Brokers, what they keep, and what is written to them. Standard brokers pay for their volumes, full or not; Express for
 * what it keeps and what is written (MSK's pricing; that Express counts a record once, not each replica, is unconfirmed).
 */

import { REPLICATION } from '../kafka/topic.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import { type CostLine, costLine, free } from './cost-line.ts';
import { price } from './figures.ts';
import type { LoadedTopic } from './load.ts';
import { brokerPrice, HOURS, PRICES } from './prices.ts';
import { sum } from './sum.ts';

const SECONDS = HOURS * 3_600;

export function costOfCluster(
  cluster: ClusterSettings,
  loaded: readonly LoadedTopic[] | undefined,
): readonly CostLine[] {
  if (cluster.profile === 'existing') {
    return [free('brokers and storage', "somebody else's cluster: not in this bill")];
  }
  const { brokers, instanceType } = cluster;
  const hourly = brokerPrice(instanceType);
  const ofBrokers =
    hourly === undefined
      ? free('brokers', `no price is known of ${instanceType}: add it`)
      : costLine('brokers', brokers * hourly.usd * HOURS, {
          basis: `${brokers} × ${instanceType} at ${price(hourly.usd)} an hour`,
          prices: [hourly],
        });
  return [
    ofBrokers,
    ...(cluster.profile === 'express' ? ofExpress(loaded) : [ofVolumes(cluster, loaded ?? [])]),
  ];
}

/** A volume that grows does so when it is 60 % full (`infra/kafka/storage-autoscaling.ts`). */
const GROWS_AT = 0.6;
const GIB = 1_073_741_824;

type Volumes = Extract<ClusterSettings, { profile: 'small' | 'standard' }>;

function ofVolumes(cluster: Volumes, loaded: readonly LoadedTopic[]): CostLine {
  const { brokers, storageGib, storageLimitGib } = cluster;
  const { usd } = PRICES.standardStorage;
  const keptGib = (sum(loaded.map(({ keptGb = 0 }) => keptGb)) * 1e9) / GIB / brokers;
  const grown = Math.min(storageLimitGib ?? storageGib, Math.max(storageGib, Math.ceil(keptGib / GROWS_AT)));
  const limit =
    storageLimitGib === undefined
      ? ''
      : `; grown to its limit of ${storageLimitGib}: ${price(brokers * storageLimitGib * usd)}`;
  return costLine('storage', brokers * grown * usd, {
    basis: `${brokers} × ${grown} GiB at ${price(usd)}${grown > storageGib ? `, grown from ${storageGib}` : limit}`,
    prices: [PRICES.standardStorage],
  });
}

function ofExpress(loaded: readonly LoadedTopic[] | undefined): readonly CostLine[] {
  const { expressStorage, expressIngress } = PRICES;
  const perUse = (usd: number, what: string) => `${price(usd)} a ${what}: see with --rate`;
  if (loaded === undefined) {
    return [
      free('storage', perUse(expressStorage.usd, 'GB-month')),
      free('data written', perUse(expressIngress.usd, 'GB')),
    ];
  }
  const keptGb = sum(loaded.map((each) => (each.keptGb ?? 0) / REPLICATION));
  const writtenGb = (sum(loaded.map(({ ingress }) => ingress)) * SECONDS) / 1_000;
  return [
    costLine('storage', keptGb * expressStorage.usd, {
      basis: `${Math.round(keptGb)} GB, each record once, at ${price(expressStorage.usd)}`,
      prices: [],
      guess: true,
    }),
    costLine('data written', writtenGb * expressIngress.usd, {
      basis: `${Math.round(writtenGb)} GB at ${price(expressIngress.usd)}`,
      prices: [expressIngress],
    }),
  ];
}
