/**
 * One platform a data folder. The lock names its holder's process id and start time, so that a lock left by a killed
 * platform is told from one that is held, even if the number is another process's by now.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartError } from '../start-error.ts';

export interface FolderLock {
  release(): void;
}

export function lockFolder(dir: string): FolderLock {
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw unwritable(dir, error);
  }
  const file = path.join(dir, 'lock');
  const mine = `${process.pid} ${startedAt(process.pid)}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(dir, error);
    }
    const [pid = '', ...start] = read(file).split(' ');
    const holder = startedAt(Number(pid));
    if (attempt > 3 || (holder !== '' && holder === start.join(' '))) {
      throw new StartError(
        `the platform already runs on ${dir} (process ${pid}); end it with Ctrl-C there, or give this one another folder (--data) and port (--port)`,
      );
    }
    rmSync(file, { force: true });
  }
  return {
    release() {
      if (read(file) === mine) rmSync(file, { force: true });
    },
  };
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

/** Empty: no such process. */
function startedAt(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 0) return '';
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';
    }
    return execFileSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
