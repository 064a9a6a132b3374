/**
 * The only place a price stands: list prices on demand, without free tiers, discounts, taxes and support.
 *
 *   documented    read in AWS's own documentation
 *   second-hand   read where others wrote down what AWS's price list answered
 *   memory        not confirmed: look it up before you rely on it
 *
 * Another region has other prices: the ratios hold better than the sums.
 */
export type Certainty = 'documented' | 'second-hand' | 'memory';

export interface Price {
  readonly usd: number;
  readonly per: string;
  readonly certainty: Certainty;
  readonly source: string;
}

export const PRICE_LIST = { currency: 'USD', region: 'us-east-1', lookedUp: '2026-11-25' } as const;
/** AWS's own examples of poller units use 720, its calculators 730. */
export const HOURS = 730;

const INFRACOST = "the expected costs in infracost's tests, made from AWS's price list";
const PUBLIC_TABLES =
  "price tables in public repositories that agree with each other and with m5's price list";
const LAMBDA_LIST = "notes on AWS Lambda's price list of 2026-09-19";

const price = (usd: number, per: string, from: readonly [Certainty, string]): Price => ({
  usd,
  per,
  certainty: from[0],
  source: from[1],
});

export const PRICES = {
  pollerUnit: price(0.185, 'event poller unit and hour', [
    'documented',
    'Lambda developer guide, Kafka scaling modes, cost optimization',
  ]),
  lambdaRequests: price(0.2, '1,000,000 requests', ['second-hand', LAMBDA_LIST]),
  lambdaGbSecond: price(0.0000133334, 'GB-second on arm64', ['second-hand', LAMBDA_LIST]),
  httpApiRequests: price(1, '1,000,000 requests', ['second-hand', INFRACOST]),
  standardStorage: price(0.1, 'GB-month of a broker volume', ['second-hand', INFRACOST]),
  expressStorage: price(0.1, 'GB-month that is kept', ['second-hand', PUBLIC_TABLES]),
  expressIngress: price(0.01, 'GB that is written', ['second-hand', 'a price table in a public repository']),
  interfaceEndpoint: price(0.01, 'interface endpoint, zone and hour', ['second-hand', INFRACOST]),
  kmsKey: price(1, 'key and month, as much again for each of the first two rotations', [
    'second-hand',
    INFRACOST,
  ]),
  logIngestion: price(0.5, 'GB of logs that is written', ['second-hand', INFRACOST]),
  logStorage: price(0.03, 'GB-month of logs', ['second-hand', INFRACOST]),
  metric: price(0.3, 'metric and month, of the first 10,000', [
    'second-hand',
    'a price table in a public repository',
  ]),
  alarm: price(0.1, 'metric of an alarm and month', ['second-hand', INFRACOST]),
  dashboard: price(3, 'dashboard and month', ['second-hand', INFRACOST]),
  s3Storage: price(0.023, 'GB-month of objects', ['second-hand', INFRACOST]),
  s3Writes: price(5, '1,000,000 writes', ['second-hand', INFRACOST]),
  s3Reads: price(0.4, '1,000,000 reads', ['second-hand', INFRACOST]),
  betweenZones: price(0.02, 'GB between zones, $0.01 on either side', ['memory', 'EC2 on-demand pricing']),
} as const satisfies Readonly<Record<string, Price>>;

const T3_SMALL: Price = price(0.0456, 'broker and hour', ['second-hand', INFRACOST]);
/** Prices of a family are those of its large broker times its size: so it is for all of m5, which the list has whole. */
const LARGE: Readonly<Record<string, Price>> = {
  'kafka.m5': price(0.21, 'broker and hour', ['second-hand', INFRACOST]),
  'kafka.m7g': price(0.204, 'broker and hour', ['second-hand', `${PUBLIC_TABLES}; a third has 0.196`]),
  'express.m7g': price(0.408, 'broker and hour', ['second-hand', PUBLIC_TABLES]),
};
const SIZE = /^(?<family>[a-z]+\.[a-z0-9]+)\.(?:(?<large>large)|(?<times>\d*)xlarge)$/;

/** Undefined: no price is known. */
export function brokerPrice(instanceType: string): Price | undefined {
  if (instanceType === 'kafka.t3.small') return T3_SMALL;
  const { family = '', large, times = '' } = SIZE.exec(instanceType)?.groups ?? {};
  const ofLarge = LARGE[family];
  if (ofLarge === undefined) return undefined;
  const size = large === undefined ? 2 * Number(times || 1) : 1;
  return { ...ofLarge, usd: Math.round(ofLarge.usd * size * 10_000) / 10_000 };
}

const ORDER: readonly Certainty[] = ['documented', 'second-hand', 'memory'];

/** What is made of several prices is as certain as the least certain. */
export const leastCertain = (prices: readonly Price[]): Certainty =>
  ORDER[Math.max(0, ...prices.map(({ certainty }) => ORDER.indexOf(certainty)))] ?? 'memory';
