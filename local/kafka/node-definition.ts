/**
 * The processes of the cluster: a controller of its own, as MSK has, so that two of three brokers may be down and the
 * third still answers NOT_ENOUGH_REPLICAS; and one or three brokers, ids from 1.
 */
import type { Listener } from '../process/free-ports.ts';

export const CONTROLLER_ID = 100;
export const HOST = '127.0.0.1';

export interface KafkaPorts {
  /** The first broker's; broker n has n-1 more. */
  readonly plaintext: number;
  /** The first broker's; broker n has n-1 more. */
  readonly iam: number;
  readonly controller: number;
}

export interface NodeDefinition {
  readonly id: number;
  readonly role: 'controller' | 'broker';
  /** As in `broker 2`. */
  readonly name: string;
  readonly listeners: readonly Listener[];
}

export function controllerNode(ports: KafkaPorts): NodeDefinition {
  const name = 'the controller';
  return {
    id: CONTROLLER_ID,
    role: 'controller',
    name,
    listeners: [{ port: ports.controller, what: name }],
  };
}

export function brokerNodes(count: number, ports: KafkaPorts): NodeDefinition[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    role: 'broker' as const,
    name: `broker ${index + 1}`,
    listeners: [
      { port: ports.plaintext + index, what: `broker ${index + 1}, plaintext` },
      { port: ports.iam + index, what: `broker ${index + 1}, IAM` },
    ],
  }));
}
