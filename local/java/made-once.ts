/**
 * A folder that is made once and then kept, named for what it is made of. It appears whole: whoever makes it works
 * in a folder of its own and renames that; of two makers at once, in one process or in two, the first wins.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { StartError } from '../start-error.ts';

export async function madeOnce(dir: string, make: (into: string) => Promise<void>): Promise<string> {
  if (existsSync(dir)) return dir;
  const fresh = await freshFolder(dir);
  try {
    await make(fresh);
    await rename(fresh, dir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // another maker was first
    if ((code === 'ENOTEMPTY' || code === 'EEXIST') && existsSync(dir)) return dir;
    throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return dir;
}

async function freshFolder(dir: string): Promise<string> {
  try {
    await mkdir(path.dirname(dir), { recursive: true });
    return await mkdtemp(`${dir}.`);
  } catch (error) {
    throw new StartError(`${path.dirname(dir)} cannot be written: ${(error as Error).message}`);
  }
}
