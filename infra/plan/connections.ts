/**
 * Connections of one broker at a time, and what a cold start of everything does to it. Limits: MSK's quotas (3,000 a
 * broker with IAM; 100 new ones a second, 4 on t3; `infra/kafka/msk-offer.ts`).
 *
 *   an environment of a function   one connection to every broker: its process keeps one producer
 *   a poller                       one to every broker and one to its group's coordinator, which may be any (a consumer's
 *                                  habit; Lambda does not say)
 *
 * There are as many environments as invocations at a time; those that have ended stay for minutes, with their connections.
 */
import { brokerType, IAM_CONNECTIONS } from '../kafka/msk-offer.ts';
import type { Concurrency } from './concurrency.ts';
import type { PlannedMapping } from './mappings.ts';

export const CONNECTIONS = { environment: 1, poller: 2 } as const;

export interface Connections {
  readonly pollers: number;
  readonly environments: { readonly expected: number; readonly most: number };
  /** On one broker. */
  readonly perBroker: { readonly expected: number; readonly most: number };
  readonly limit: number;
  readonly newPerSecond: number;
  /** Until a broker has let in everything that starts at once. */
  readonly stormSeconds: { readonly expected: number; readonly most: number };
}

export function connections(
  mappings: readonly PlannedMapping[],
  { most, expected }: Concurrency,
  instanceType: string,
): Connections {
  const newPerSecond = brokerType(instanceType)?.iamConnectionsPerSecond ?? 0;
  const pollers = mappings.reduce((sum, each) => sum + each.pollers.max, 0);
  const perBroker = (environments: number) =>
    pollers * CONNECTIONS.poller + environments * CONNECTIONS.environment;
  return {
    pollers,
    environments: { expected, most },
    perBroker: { expected: perBroker(expected), most: perBroker(most) },
    limit: IAM_CONNECTIONS,
    newPerSecond,
    stormSeconds: { expected: perBroker(expected) / newPerSecond, most: perBroker(most) / newPerSecond },
  };
}
