/** Where in the app something is: `stack 'kafka', resource Cluster (AWS::MSK::Cluster), Properties.Name`. */
import { StartError } from '../start-error.ts';

export type Place = string;

export const placeOf = (stack: string, section: string): Place => `stack '${stack}', ${section}`;

export const below = (place: Place, key: string | number): Place =>
  typeof key === 'number' ? `${place}[${key}]` : `${place}.${key}`;

export function refuse(place: Place, why: string): never {
  throw new StartError(`${place}: ${why}`);
}
