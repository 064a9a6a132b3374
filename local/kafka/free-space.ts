import { statfsSync } from 'node:fs';
import { StartError } from '../start-error.ts';

/** A broker on a full disk takes its data folder offline and ends. */
const LEAST_FREE_BYTES = 1e9;

export function refuseFullDisk(dir: string, least: number = LEAST_FREE_BYTES): void {
  const { bavail, bsize } = statfsSync(dir);
  const free = bavail * bsize;
  if (free >= least) return;
  throw new StartError(
    `the disk of ${dir} is nearly full: ${free} bytes are free, the brokers need ${least}; make room, or choose another folder with --data`,
  );
}
