/** Where everything listens, on 127.0.0.1, counted from one number. The IAM listeners end like MSK's own (9098). */
import type { KafkaPorts } from './kafka/node-definition.ts';
import { StartError } from './start-error.ts';

export const DEFAULT_PORT_BASE = 19_090;

export interface Ports extends KafkaPorts {
  readonly http: number;
  readonly store: number;
  readonly registry: number;
}

export function portsFrom(base: number): Ports {
  if (!Number.isInteger(base) || base < 1024 || base > 65_500) {
    throw new StartError(`the first port is ${base}; allowed: a whole number from 1024 to 65500`);
  }
  return {
    http: base,
    controller: base + 1,
    plaintext: base + 2,
    store: base + 6,
    registry: base + 7,
    iam: base + 8,
  };
}
