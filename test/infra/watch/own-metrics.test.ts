import { Metrics } from '@aws-lambda-powertools/metrics';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { processRuntime } from '../../../shared/consume/process-runtime.ts';
import { permanent, transient } from '../../../shared/consume/verdict.ts';
import { publishFailures } from '../../../shared/produce/publish-failures.ts';
import { Driver } from '../../driver/driver.ts';
import { balancePayments, more } from '../more-declarations.ts';
import { standard } from './stages.ts';
import { alarmsOf, linesOf, metricsOf, type WatchedMetric, widgetsOf } from './watched.ts';

interface Emf {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly [dimension: string]: unknown;
}

/** What CloudWatch makes of the lines that a function has written. */
const published = (lines: readonly string[]): readonly (WatchedMetric & { unit: string })[] =>
  lines
    .map((line): Emf => JSON.parse(line))
    .flatMap((line) =>
      line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics: metrics }) =>
        Dimensions.flatMap((names) =>
          metrics.map(({ Name, Unit }) => ({
            namespace: Namespace,
            name: Name,
            dimensions: Object.fromEntries(names.map((name) => [name, String(line[name])])),
            unit: Unit,
          })),
        ),
      ),
    );

const SERVICE = balancePayments.name;
let written: ReturnType<typeof published>;

beforeAll(async () => {
  const { Environment } = standard.functions.one(
    'AWS::Lambda::Function',
    ({ FunctionName }) => FunctionName === SERVICE,
  ).properties;
  for (const [name, value] of Object.entries<string>(Environment.Variables)) {
    if (name.startsWith('POWERTOOLS_')) vi.stubEnv(name, value);
  }
  // Written with the console of the process, which can be watched.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  const log = vi.spyOn(console, 'log').mockReturnValue();
  try {
    const driver = new Driver(balancePayments as never, (value: { id: string }) => {
      if (value.id === 'dead') throw permanent('bad');
      throw transient('busy');
    });
    driver.runtime.metrics = processRuntime(SERVICE).metrics;
    await driver.pipe([{ value: { id: 'dead' } }, { value: { id: 'waits' }, partition: 1 }]);
    publishFailures(new Metrics({ serviceName: SERVICE }))(1);
    await Promise.resolve();
    written = published(log.mock.calls.map(([line]) => String(line)));
  } finally {
    log.mockRestore();
  }
});

afterAll(() => {
  vi.unstubAllEnvs();
});

const ours = ({ namespace }: WatchedMetric) => !namespace.startsWith('AWS/');
const looked = [
  ...alarmsOf(standard.alarms).flatMap(metricsOf),
  ...widgetsOf(standard.functions).flatMap(linesOf),
].filter(ours);

test('every metric of ours that an alarm or the dashboard looks at is one that the code publishes', () => {
  const names = [...more.subscriptions, ...more.endpoints].map(({ name }) => name);
  const known = new Set(
    written.map(({ namespace, name, dimensions }) => JSON.stringify({ namespace, name, dimensions })),
  );
  expect(looked.length).toBeGreaterThan(0);
  for (const { namespace, name, dimensions } of looked) {
    expect(names).toContain(dimensions.service);
    // The code knows no names: what one service publishes all do.
    const here = { ...dimensions, service: SERVICE };
    expect(known, name).toContain(JSON.stringify({ namespace, name, dimensions: here }));
  }
});

test('a threshold has the unit of its metric', () => {
  const units = new Map(written.map(({ name, unit }) => [name, unit]));
  const watched = alarmsOf(standard.alarms).flatMap(metricsOf).filter(ours);
  expect(watched.length).toBeGreaterThan(0);
  for (const metric of watched) {
    expect(units.get(metric.name)).toBe(metric.name.endsWith('Age') ? 'Milliseconds' : 'Count');
  }
});
