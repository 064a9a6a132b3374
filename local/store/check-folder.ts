import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import { StartError } from '../start-error.ts';

const LEAST_FREE_BYTES = 500e6;

/** Makes the folder, and refuses one that cannot be written or has no room. */
export function checkFolder(dir: string, freeBytes: (dir: string) => number = freeIn): void {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(`${dir} cannot be written: ${(error as Error).message}`);
  }
  const free = freeBytes(dir);
  if (free < LEAST_FREE_BYTES) {
    throw new StartError(
      `the disk of ${dir} has ${megabytes(free)} free; the object store needs ${megabytes(LEAST_FREE_BYTES)}`,
    );
  }
}

function freeIn(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}

const megabytes = (bytes: number): string => `${Math.floor(bytes / 1e6)} MB`;
