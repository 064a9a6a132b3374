/** Pollers as they are declared, and what the other ways would cost. */
import { ZONES } from '../kafka/check-cluster.ts';
import { type CostLine, costLine } from './cost-line.ts';
import { price } from './figures.ts';
import type { LoadedMapping } from './load.ts';
import type { PlannedMapping } from './mappings.ts';
import { type PollerDemand, sharedUnits, unitsAlone } from './poller-units.ts';
import { HOURS, PRICES } from './prices.ts';

export interface PollerCost {
  readonly units: number;
  readonly monthly: number;
}

export interface PollerCosts {
  /** Of the mappings in provisioned mode, in one group: what is deployed. */
  readonly shared: PollerCost;
  readonly alone: PollerCost;
  /** All of them on demand: no unit, but endpoints for Lambda and STS. */
  readonly onDemand: { readonly endpoints: number; readonly monthly: number };
}

/** With a load the pollers it needs, else the least there are. */
export function pollerCosts(
  mappings: readonly PlannedMapping[],
  loaded: readonly LoadedMapping[] = [],
): PollerCosts {
  const demands = mappings
    .filter(({ mode }) => mode === 'provisioned')
    .map((mapping): PollerDemand => {
      const load = loaded.find((each) => each.mapping === mapping);
      return { pollers: load?.pollersUsed ?? mapping.pollers.min, mbPerSecond: load?.mbPerSecond ?? 0 };
    });
  const costOf = (units: number): PollerCost => ({ units, monthly: units * PRICES.pollerUnit.usd * HOURS });
  const endpoints = 2 * ZONES;
  return {
    shared: costOf(sharedUnits(demands)),
    alone: costOf(unitsAlone(demands)),
    onDemand: { endpoints, monthly: endpointsMonthly(endpoints) },
  };
}

/** `count`: endpoints times zones. */
export const endpointsMonthly = (count: number): number => count * PRICES.interfaceEndpoint.usd * HOURS;

export const costOfPollers = ({ shared }: PollerCosts): CostLine =>
  costLine('event pollers', shared.monthly, {
    basis: `${shared.units} ${shared.units === 1 ? 'unit' : 'units'} for all mappings, at ${price(PRICES.pollerUnit.usd)} an hour`,
    prices: [PRICES.pollerUnit],
  });
