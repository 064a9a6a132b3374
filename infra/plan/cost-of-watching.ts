/** Logs, metrics, alarms and the dashboard. How much is logged is a guess, of brokers in peace and of one line a batch. */
import { type CostLine, costLine } from './cost-line.ts';
import type { Inventory } from './inventory.ts';
import type { LoadedMapping } from './load.ts';
import { HOURS, PRICES } from './prices.ts';

const SECONDS = HOURS * 3_600;
const IDLE_GB = { broker: 0.5, flowLog: 1 } as const;
/** Its metrics in one line, and Lambda's START, END and REPORT. */
const GB_AN_INVOCATION = 1_200 / 1e9;

export interface Watched {
  readonly pieces: Inventory;
  /** 0: not ours. */
  readonly brokers: number;
  readonly loaded: readonly LoadedMapping[];
}

export function costOfWatching({ pieces, brokers, loaded }: Watched): readonly CostLine[] {
  const { logIngestion, logStorage, metric, alarm, dashboard } = PRICES;
  const invocations = loaded.reduce((sum, each) => sum + each.invocationsPerSecond, 0) * SECONDS;
  const idleGb = brokers === 0 ? 0 : brokers * IDLE_GB.broker + IDLE_GB.flowLog;
  const logsGb = idleGb + invocations * GB_AN_INVOCATION;
  const metrics =
    pieces.brokerMetrics + pieces.mappingMetrics + pieces.functionMetrics + pieces.bucketMetrics;
  return [
    costLine('logs', logsGb * (logIngestion.usd + logStorage.usd), {
      basis: `about ${logsGb.toFixed(1)} GB of brokers, the network and functions, kept for a month`,
      prices: [],
      guess: true,
    }),
    costLine('metrics', metrics * metric.usd, {
      basis:
        `at most ${pieces.brokerMetrics} of brokers, ${pieces.mappingMetrics} of mappings, ` +
        `${pieces.functionMetrics} of functions, about ${pieces.bucketMetrics} of buckets, at $${metric.usd}`,
      prices: [],
      guess: true,
    }),
    costLine('alarms', pieces.alarms * alarm.usd, {
      basis: `about ${pieces.alarms} at $${alarm.usd}`,
      prices: [],
      guess: true,
    }),
    costLine('dashboard', pieces.dashboards * dashboard.usd, {
      basis: `${pieces.dashboards} at $${dashboard.usd}`,
      prices: [dashboard],
    }),
  ];
}
