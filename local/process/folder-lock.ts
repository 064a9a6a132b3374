/**
 * One platform a data folder. The lock names its holder's process id and start time, so that a lock left by a killed
 * platform is told from one that is held, even if the number is another process's by now.
 *
 * It appears with its content or not at all, and one that was left is moved aside before it is removed: of two starts
 * at once, the slower may have moved the lock that the faster has just taken, and puts it back.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartError } from '../start-error.ts';
import { startTime } from './start-time.ts';

export interface FolderLock {
  release(): void;
}

const TRIES = 4;

export function lockFolder(dir: string, startedAt: (pid: number) => string = startTime): FolderLock {
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw unwritable(dir, error);
  }
  const file = path.join(dir, 'lock');
  const mine = `${process.pid} ${startTime(process.pid)}`;
  for (let left = TRIES; !take(file, mine); left -= 1) {
    const held = read(file);
    const [pid = '', ...start] = held.split(' ');
    const holder = startedAt(Number(pid));
    if (left === 1 || (holder !== '' && holder === start.join(' '))) {
      throw new StartError(
        `the platform already runs on ${dir} (process ${pid}); end it with Ctrl-C there, or give this one another folder (--data) and port (--port)`,
      );
    }
    removeLeft(file, held);
  }
  return {
    release() {
      if (read(file) === mine) rmSync(file, { force: true });
    },
  };
}

/** False: there is a lock. */
function take(file: string, content: string): boolean {
  const own = `${file}.${process.pid}`;
  try {
    writeFileSync(own, content);
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw unwritable(path.dirname(file), error);
  } finally {
    rmSync(own, { force: true });
  }
}

function removeLeft(file: string, content: string): void {
  const aside = `${file}.left.${process.pid}`;
  try {
    renameSync(file, aside);
    if (read(aside) !== content) linkSync(aside, file);
  } catch (error) {
    // Another start was faster; the next try sees its lock.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw unwritable(path.dirname(file), error);
  } finally {
    rmSync(aside, { force: true });
  }
}

const unwritable = (dir: string, error: unknown): StartError =>
  new StartError(`${dir} cannot be written: ${(error as Error).message}; choose another folder with --data`);

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
