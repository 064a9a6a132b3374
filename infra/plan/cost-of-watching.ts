/**
 * Logs, metrics, alarms and the dashboard. How much is logged is a guess, of brokers in peace and of one line a batch.
 * MSK's metrics beyond the level DEFAULT are paid for as any metric (MSK's guide, metrics); so, we take it, are a mapping's.
 */
import { type CostLine, costLine, free } from './cost-line.ts';
import { price } from './figures.ts';
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
  const { mappingMetrics, functionMetrics, bucketMetrics } = pieces;
  return [
    costLine('logs', logsGb * (logIngestion.usd + logStorage.usd), {
      basis: `about ${logsGb.toFixed(1)} GB of brokers, the network and functions, kept for a month`,
      prices: [],
      guess: true,
    }),
    ofBrokers(pieces.brokerMetrics, brokers),
    costLine('other metrics', (mappingMetrics + functionMetrics + bucketMetrics) * metric.usd, {
      basis:
        `${mappingMetrics} of mappings, ${functionMetrics} of functions, about ${bucketMetrics} of buckets, ` +
        `at ${price(metric.usd)}`,
      prices: [],
      guess: true,
    }),
    costLine('alarms', pieces.alarmMetrics * alarm.usd, {
      basis: `${pieces.alarms} of ${pieces.alarmMetrics} metrics at ${price(alarm.usd)}`,
      prices: [alarm],
    }),
    costLine('dashboard', pieces.dashboards * dashboard.usd, {
      basis: `${pieces.dashboards} at ${price(dashboard.usd)}`,
      prices: [dashboard],
    }),
  ];
}

function ofBrokers(metrics: number, brokers: number): CostLine {
  const part = 'broker monitoring';
  if (brokers === 0) return free(part, 'as the owner of the cluster has it');
  if (metrics === 0) return free(part, 'level DEFAULT, free');
  return costLine(part, metrics * PRICES.metric.usd, {
    basis: `level PER_BROKER: at most ${metrics} metrics at ${price(PRICES.metric.usd)}`,
    prices: [PRICES.metric],
  });
}
