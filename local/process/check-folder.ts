import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import { StartError } from '../start-error.ts';

export interface Room {
  /** As in `the brokers`. */
  readonly who: string;
  readonly bytes: number;
}

/** Makes the folder, and refuses one that cannot be written or has not so much room. */
export function checkFolder(dir: string, needed: Room, freeBytes: (dir: string) => number = freeIn): void {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(`${dir} cannot be written: ${(error as Error).message}`);
  }
  const free = freeBytes(dir);
  if (free >= needed.bytes) return;
  throw new StartError(
    `the disk of ${dir} has ${megabytes(free)} free, ${needed.who} must have ${megabytes(needed.bytes)}: make room, or choose another folder with --data`,
  );
}

function freeIn(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}

const megabytes = (bytes: number): string => `${Math.floor(bytes / 1e6)} MB`;
