import { HOST } from './node-definition.ts';

/** Where a broker listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Of a list `host:port,…`. */
export function addressesOf(bootstrap: string): Address[] {
  return bootstrap.split(',').map((each) => {
    const colon = each.lastIndexOf(':');
    return { host: each.slice(0, colon), port: Number(each.slice(colon + 1)) };
  });
}

/** The list of brokers on this machine whose ports follow one another. */
export const bootstrapOf = (port: number, brokers: number): string =>
  Array.from({ length: brokers }, (_, index) => `${HOST}:${port + index}`).join(',');
