/**
 * How many there are of what is paid by the piece. Held against the synthesized templates by its test, save what is marked
 * as a guess: a number of metrics depends on what happens.
 */
import type { Declared } from '../declared.ts';
import { ZONES } from '../kafka/check-cluster.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import type { AlarmCount } from './alarms.ts';
import type { PlannedMapping } from './mappings.ts';

export interface Inventory {
  readonly functions: number;
  readonly mappings: number;
  readonly kmsKeys: number;
  /** Each in every zone. */
  readonly interfaceEndpoints: readonly string[];
  readonly zones: number;
  readonly natGateways: 0;
  readonly alarms: number;
  /** What alarms are paid by. */
  readonly alarmMetrics: number;
  readonly dashboards: number;
  /** Beyond MSK's free level, at most; the list of the level PER_BROKER in MSK's guide. */
  readonly brokerMetrics: number;
  /** EventCount and KafkaMetrics of Lambda's guide; ErrorCount comes on top while there are errors. */
  readonly mappingMetrics: number;
  /** Those of `shared/consume/report.ts` in peace; each code of a dead letter is one more. */
  readonly functionMetrics: number;
  /** A guess: request metrics of the buckets that are in use. */
  readonly bucketMetrics: number;
}

const ON_DEMAND_ENDPOINTS = ['lambda', 'sts'];
const BROKER_METRICS = { small: 0, standard: 49, express: 34, existing: 0 } as const;
const MAPPING_METRICS = 7 + 2;
const FUNCTION_METRICS = 6;
const BUCKET_METRICS = 2 * 12;

export interface InventoryProps {
  readonly declared: Declared;
  readonly cluster: ClusterSettings;
  readonly mappings: readonly PlannedMapping[];
  readonly alarms: AlarmCount;
}

export function inventory({ declared, cluster, mappings, alarms }: InventoryProps): Inventory {
  const { subscriptions, endpoints } = declared;
  const functions = new Set([
    ...mappings.map(({ functionName }) => functionName),
    ...endpoints.map(({ name }) => name),
  ]).size;
  const provisioned = mappings.filter(({ mode }) => mode === 'provisioned').length;
  return {
    functions,
    mappings: mappings.length,
    // Of logs and of alarms, and of the data at rest.
    kmsKeys: cluster.profile === 'existing' ? 2 : 3,
    interfaceEndpoints: cluster.profile === 'existing' ? [] : endpointsOf(declared),
    zones: ZONES,
    natGateways: 0,
    alarms: alarms.alarms,
    alarmMetrics: alarms.metrics,
    dashboards: alarms.dashboards,
    brokerMetrics: BROKER_METRICS[cluster.profile] * cluster.brokers,
    mappingMetrics: MAPPING_METRICS * provisioned,
    functionMetrics: subscriptions.reduce(
      (sum, { order }) => sum + FUNCTION_METRICS + (order === 'partition' ? 1 : 0),
      0,
    ),
    bucketMetrics: BUCKET_METRICS,
  };
}

const endpointsOf = ({ subscriptions }: Declared): string[] => [
  ...(subscriptions.some(({ mode }) => mode === 'on-demand') ? ON_DEMAND_ENDPOINTS : []),
  ...(subscriptions.some(({ newVersions }) => newVersions === 'look-up') ? ['glue'] : []),
];
