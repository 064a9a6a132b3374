/**
 * Requests and duration of functions, arm64, without the free tier. A retry function is paid for while it waits, too:
 * nothing is parked in the bill, but what it would cost if records waited everywhere all the time is told.
 */
import type { Declared } from '../declared.ts';
import type { FunctionConcurrency } from './concurrency.ts';
import { type CostLine, costLine, free } from './cost-line.ts';
import { price, whole } from './figures.ts';
import { SETTLING_MS } from './invocation.ts';
import type { Load, LoadedMapping } from './load.ts';
import { HOURS, PRICES } from './prices.ts';
import { sum } from './sum.ts';

const SECONDS = HOURS * 3_600;
const MILLION = 1_000_000;
const { lambdaRequests, lambdaGbSecond, httpApiRequests } = PRICES;

export function costOfFunctions(loaded: readonly LoadedMapping[] | undefined): readonly CostLine[] {
  if (loaded === undefined) return [free('functions', 'nothing while nothing arrives: see with --rate')];
  const requests = sum(loaded.map((each) => each.invocationsPerSecond)) * SECONDS;
  const gbSeconds = sum(loaded.map((each) => each.inFlight * gb(each.mapping.memoryMb))) * SECONDS;
  return [
    costLine('function requests', (requests / MILLION) * lambdaRequests.usd, {
      basis: `${whole(requests)} a month at ${price(lambdaRequests.usd)} a million`,
      prices: [lambdaRequests],
    }),
    costLine('function duration', gbSeconds * lambdaGbSecond.usd, {
      basis: `${whole(gbSeconds)} GB-seconds at ${price(lambdaGbSecond.usd)}`,
      prices: [lambdaGbSecond],
    }),
  ];
}

/** While something waits in every retry partition. */
export function costOfWaiting(functions: readonly FunctionConcurrency[]): readonly CostLine[] {
  const waiting = functions.filter((each) => each.waiting > 0);
  if (waiting.length === 0) return [];
  const gbs = sum(waiting.map((each) => each.waiting * gb(each.memoryMb)));
  return [
    costLine('retry functions, waiting', gbs * SECONDS * lambdaGbSecond.usd, {
      basis: `if records were parked in all ${sum(waiting.map((each) => each.waiting))} retry partitions all the time`,
      prices: [lambdaGbSecond],
    }),
  ];
}

/** If every record of a loaded topic came through an endpoint that publishes it. */
export const costOfEndpoints = ({ endpoints }: Declared, { rate, topics }: Load): readonly CostLine[] =>
  endpoints
    .filter(({ publishes }) => publishes.some(({ name }) => topics.includes(name)))
    .map(({ name, method, path, memory }) => {
      const requests = rate * SECONDS;
      const perMillion = httpApiRequests.usd + lambdaRequests.usd;
      const duration = requests * (SETTLING_MS / 1_000) * gb(memory) * lambdaGbSecond.usd;
      return costLine(`HTTP API and ${name}`, (requests / MILLION) * perMillion + duration, {
        basis: `if every record came through ${method} ${path}, one a request`,
        prices: [],
        guess: true,
      });
    });

const gb = (memoryMb: number): number => memoryMb / 1_024;
