import { expect, it, test } from 'vitest';
import { brokerType } from '../../../infra/kafka/msk-offer.ts';
import { brokerPrice, leastCertain, PRICE_LIST, PRICES } from '../../../infra/plan/prices.ts';

const SIZES = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge'];
const OFFERED = [
  'kafka.t3.small',
  ...SIZES.flatMap((size) => [`kafka.m5.${size}`, `kafka.m7g.${size}`, `express.m7g.${size}`]),
].filter((name) => brokerType(name) !== undefined);

it.each(OFFERED)('%s has a price', (name) => {
  expect(brokerPrice(name)?.usd).toBeGreaterThan(0);
});

it.each([
  ['kafka.t3.small', 0.0456],
  ['kafka.m5.large', 0.21],
  ['kafka.m5.xlarge', 0.42],
  ['kafka.m5.24xlarge', 10.08],
  ['kafka.m7g.2xlarge', 0.816],
  ['express.m7g.16xlarge', 13.056],
])('%s costs $%d an hour', (name, usd) => {
  expect(brokerPrice(name)?.usd).toBe(usd);
});

it.each(['kafka.m6i.large', 'm7g.large', 'kafka.m7g', 'kafka.t3.large', ''])('%j has none', (name) => {
  expect(brokerPrice(name)).toBeUndefined();
});

test('every price says where it is from, for what and how certain it is', () => {
  for (const [name, { usd, per, certainty, source }] of Object.entries(PRICES)) {
    expect(usd, name).toBeGreaterThan(0);
    expect(per.length * source.length, name).toBeGreaterThan(0);
    expect(['documented', 'second-hand', 'memory'], name).toContain(certainty);
  }
  expect(PRICE_LIST).toMatchObject({ currency: 'USD', region: 'us-east-1' });
  expect(PRICE_LIST.lookedUp).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test('what is made of several prices is as certain as the least certain', () => {
  const { pollerUnit, alarm, betweenZones } = PRICES;
  expect(leastCertain([pollerUnit])).toBe('documented');
  expect(leastCertain([alarm, pollerUnit])).toBe('second-hand');
  expect(leastCertain([pollerUnit, betweenZones, alarm])).toBe('memory');
});
