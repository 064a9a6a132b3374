/** One at a time, in this process and in others that share the folder; the rest wait. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FolderLock, lockFolder } from '../process/folder-lock.ts';
import { StartError } from '../start-error.ts';

/** After it the one whose turn it is is taken to hang. */
const LONGEST_WAIT_MS = 600_000;
const POLL_MS = 200;

export async function ownTurn(dir: string): Promise<FolderLock> {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK);
  } catch (error) {
    throw new StartError(`${dir} cannot be written: ${(error as Error).message}`);
  }
  const start = performance.now();
  for (;;) {
    try {
      return lockFolder(dir);
    } catch (error) {
      if (performance.now() - start > LONGEST_WAIT_MS) throw error;
      await sleep(POLL_MS);
    }
  }
}
