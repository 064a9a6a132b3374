/**
 * Event poller units: what pollers are paid by. By Lambda's guide (Kafka scaling modes, cost optimization) a unit holds
 * 10 pollers and 20 MB/s; mappings of one group share units, alone each has at least one. AWS's example: 10 mappings of
 * one poller each are 10 units alone and 1 in a group.
 *
 * Pollers that carry much may lie less densely on a unit than 10: then both limits are counted and the greater taken.
 */
export const UNIT = { pollers: 10, mbPerSecond: 20 } as const;

export interface PollerDemand {
  readonly pollers: number;
  readonly mbPerSecond: number;
}

/** Of mappings that share a group. */
export function sharedUnits(demands: readonly PollerDemand[]): number {
  if (demands.length === 0) return 0;
  const pollers = demands.reduce((sum, each) => sum + each.pollers, 0);
  const mbPerSecond = demands.reduce((sum, each) => sum + each.mbPerSecond, 0);
  return Math.max(1, Math.ceil(pollers / UNIT.pollers), Math.ceil(mbPerSecond / UNIT.mbPerSecond));
}

export const unitsAlone = (demands: readonly PollerDemand[]): number =>
  demands.reduce((sum, each) => sum + sharedUnits([each]), 0);
