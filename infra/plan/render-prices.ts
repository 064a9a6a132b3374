/** Every price with its source. */
import { price } from './figures.ts';
import { brokerPrice, PRICE_LIST, PRICES, type Price } from './prices.ts';
import { table } from './table.ts';

const BROKERS = ['kafka.t3.small', 'kafka.m5.large', 'kafka.m7g.large', 'express.m7g.large'];

export function renderPrices({ json }: { readonly json: boolean }): string {
  const all: [string, Price][] = [
    ...BROKERS.flatMap((name): [string, Price][] => {
      const found = brokerPrice(name);
      return found === undefined ? [] : [[name, found]];
    }),
    ...Object.entries(PRICES),
  ];
  if (json) return JSON.stringify({ ...PRICE_LIST, prices: Object.fromEntries(all) }, undefined, 2);
  const { currency, region, lookedUp } = PRICE_LIST;
  return [
    `List prices of ${region} in ${currency}, looked up ${lookedUp}. Larger brokers: the large one's times their size.`,
    '',
    table(
      ['price', 'usd', 'per', 'certainty', 'source'],
      all.map(([name, { usd, per, certainty, source }]) => [name, price(usd), per, certainty, source]),
      ['usd'],
    ),
  ].join('\n');
}
