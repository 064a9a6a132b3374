import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FolderLock, lockFolder } from '../../../local/process/folder-lock.ts';
import { startTime } from '../../../local/process/start-time.ts';

const folder = () => mkdtempSync(path.join(tmpdir(), 'lock-'));

describe('the lock of a data folder', () => {
  it('is refused to a second platform, which is told who holds it', () => {
    const dir = folder();
    const lock = lockFolder(dir);
    expect(() => lockFolder(dir)).toThrow(`already runs on ${dir} (process ${process.pid})`);
    lock.release();
    lockFolder(dir).release();
    expect(existsSync(path.join(dir, 'lock'))).toBe(false);
  });

  it('is taken over from a platform that was killed', async () => {
    const dir = folder();
    const dead = spawn(process.execPath, ['-e', '0']);
    await new Promise((resolve) => dead.once('exit', resolve));
    writeFileSync(path.join(dir, 'lock'), `${dead.pid} 12345`);
    lockFolder(dir).release();
  });

  it('is taken over when the number belongs to another process by now', () => {
    const dir = folder();
    writeFileSync(path.join(dir, 'lock'), `${process.pid} 1`);
    lockFolder(dir).release();
  });

  it('left by a killed platform, goes to one of two starts at once', () => {
    const dir = folder();
    const file = path.join(dir, 'lock');
    writeFileSync(file, '4000000 12345');
    // The other start takes the lock over while this one looks at who left it.
    let other: FolderLock | undefined;
    const start = () =>
      lockFolder(dir, (pid) => {
        other ??= lockFolder(dir);
        return startTime(pid);
      });
    expect(start).toThrow(/already runs/);
    expect(readFileSync(file, 'utf8')).toBe(`${process.pid} ${startTime(process.pid)}`);
    other?.release();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('survives an empty or torn lock file', () => {
    const dir = folder();
    writeFileSync(path.join(dir, 'lock'), '');
    lockFolder(dir).release();
  });

  it('refuses in plain words a folder that cannot be made', () => {
    const file = path.join(folder(), 'a-file');
    writeFileSync(file, '');
    for (const dir of [file, path.join(file, 'below')]) {
      expect(() => lockFolder(dir)).toThrow(
        expect.objectContaining({
          code: 'start',
          message: expect.stringMatching(/cannot be written: E.*--data/),
        }),
      );
    }
  });
});
