import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { startTime } from '../../../local/process/start-time.ts';

describe.each([
  ['of /proc', '/proc'],
  ['of ps, where there is no /proc', '/nowhere'],
])('the start time %s', (_, proc) => {
  it('is the same at every look', () => {
    expect(startTime(process.pid, proc)).not.toBe('');
    expect(startTime(process.pid, proc)).toBe(startTime(process.pid, proc));
  });

  it('tells processes apart, and is empty of one that is gone', async () => {
    expect(startTime(process.ppid, proc)).not.toBe('');
    const gone = spawn(process.execPath, ['-e', '0']);
    await new Promise((resolve) => gone.once('exit', resolve));
    expect(startTime(gone.pid!, proc)).toBe('');
    for (const pid of [0, -1, Number.NaN]) expect(startTime(pid, proc)).toBe('');
  });
});
