/** The bill of a month, at rest or under a load. */
import type { Declared } from '../declared.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import type { Concurrency } from './concurrency.ts';
import { type CostLine, costLine, free, total } from './cost-line.ts';
import { costOfCluster } from './cost-of-cluster.ts';
import { costOfEndpoints, costOfFunctions, costOfWaiting } from './cost-of-functions.ts';
import { costOfPollers, endpointsMonthly, type PollerCosts, pollerCosts } from './cost-of-pollers.ts';
import { costOfWatching } from './cost-of-watching.ts';
import { price } from './figures.ts';
import type { Inventory } from './inventory.ts';
import type { Load, LoadedMapping, LoadedTopic } from './load.ts';
import type { PlannedMapping } from './mappings.ts';
import { HOURS, PRICES } from './prices.ts';

const SECONDS = HOURS * 3_600;
/** Two of three leaders, and two of three readers of a partition, are in another zone. */
const ELSEWHERE = 2 / 3;

export interface Cost {
  readonly lines: readonly CostLine[];
  readonly monthly: number;
  readonly pollers: PollerCosts;
  /** Not in the sum. */
  readonly beside: readonly CostLine[];
}

export interface CostProps {
  readonly declared: Declared;
  readonly cluster: ClusterSettings;
  readonly mappings: readonly PlannedMapping[];
  readonly concurrency: Concurrency;
  readonly pieces: Inventory;
  readonly loaded?: Loaded;
}

export interface Loaded {
  readonly load: Load;
  readonly topics: readonly LoadedTopic[];
  readonly mappings: readonly LoadedMapping[];
}

export function cost(props: CostProps): Cost {
  const { declared, cluster, mappings, pieces, loaded } = props;
  const pollers = pollerCosts(mappings, loaded?.mappings);
  const lines = [
    ...costOfCluster(cluster, loaded?.topics),
    costOfPollers(pollers),
    ...costOfFunctions(loaded?.mappings),
    ofNetwork(pieces, cluster),
    ...betweenZones(loaded?.topics),
    costLine('KMS keys', pieces.kmsKeys * PRICES.kmsKey.usd, {
      basis: `${pieces.kmsKeys} at ${price(PRICES.kmsKey.usd)}, as much again for each of the first two yearly rotations`,
      prices: [PRICES.kmsKey],
    }),
    ...costOfWatching({
      pieces,
      brokers: cluster.profile === 'existing' ? 0 : cluster.brokers,
      loaded: loaded?.mappings ?? [],
    }),
    free(
      'objects',
      `by use: ${price(PRICES.s3Storage.usd)} a GB-month, ${price(PRICES.s3Writes.usd)} a million writes`,
    ),
    free('HTTP API', `by use: ${price(PRICES.httpApiRequests.usd)} a million requests`),
    free('SSM parameters, schema registry', 'free'),
    free('NAT gateways', 'none'),
  ];
  return {
    lines,
    monthly: total(lines),
    pollers,
    beside: [
      ...(loaded === undefined ? [] : costOfEndpoints(declared, loaded.load)),
      ...costOfWaiting(props.concurrency.functions),
    ],
  };
}

function ofNetwork({ interfaceEndpoints, zones }: Inventory, { profile }: ClusterSettings): CostLine {
  if (profile === 'existing')
    return free('interface endpoints', "those of the VPC's owner: not in this bill");
  if (interfaceEndpoints.length === 0) return free('interface endpoints', 'none needed');
  return costLine('interface endpoints', endpointsMonthly(interfaceEndpoints.length * zones), {
    basis: `${interfaceEndpoints.join(', ')} in ${zones} zones, at ${price(PRICES.interfaceEndpoint.usd)} an hour each`,
    prices: [PRICES.interfaceEndpoint],
  });
}

/** Replication between brokers is free; what clients write and read is not. */
function betweenZones(topics: readonly LoadedTopic[] | undefined): readonly CostLine[] {
  if (topics === undefined) return [];
  const mbPerSecond = topics.reduce((sum, each) => sum + each.ingress + each.egress, 0);
  const gb = (mbPerSecond * SECONDS * ELSEWHERE) / 1_000;
  return [
    costLine('traffic between zones', gb * PRICES.betweenZones.usd, {
      basis: `${Math.round(gb)} GB, two thirds of what is written and read, at ${price(PRICES.betweenZones.usd)}`,
      prices: [PRICES.betweenZones],
    }),
  ];
}
