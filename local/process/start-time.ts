/**
 * A process is known by its number and the time it started: a number alone may be another process's by now. Only
 * compared with one another, the times are left in the system's own form.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Empty: no such process, or a system that does not tell. */
export function startTime(pid: number, proc = '/proc'): string {
  if (!Number.isInteger(pid) || pid <= 0) return '';
  try {
    // Field 22, counted from behind the name, which may hold anything.
    if (existsSync(`${proc}/self/stat`)) {
      return readFileSync(`${proc}/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';
    }
    return execFileSync('ps', ['-p', String(pid), '-o', 'lstart='], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}
