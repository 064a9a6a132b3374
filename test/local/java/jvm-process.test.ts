import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startJvm } from '../../../local/java/jvm-process.ts';
import { fakeProgram } from './fake-program.ts';

function jvm(script: string) {
  const root = mkdtempSync(path.join(tmpdir(), 'jvm-'));
  const java = fakeProgram(path.join(root, 'java'), script);
  const logFile = path.join(root, 'logs', 'node.log');
  const tracked: (number | undefined)[] = [];
  const start = () => {
    const started = startJvm({
      java,
      flags: ['-Xmx1m'],
      classPath: ['a.jar', 'b.jar'],
      command: ['Main', 'file'],
      logFile,
      track: ({ pid }) => tracked.push(pid),
    });
    onTestFinished(() => started.signal('SIGKILL'));
    return started;
  };
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return { start, logFile, tracked };
}

describe('a JVM', () => {
  it('is started with its class path and announced, and its output goes to the log', async () => {
    const { start, logFile, tracked } = jvm('echo "$@"; echo wrong >&2; exit 3');
    const started = start();
    expect(await started.exited).toEqual({
      code: 3,
      signal: null,
      tail: '-Xmx1m -cp a.jar:b.jar Main file\nwrong',
    });
    expect(tracked).toEqual([started.pid]);
    expect(readFileSync(logFile, 'utf8')).toContain('wrong');
  });

  it('tells the last lines of its own run, not of one before', async () => {
    const { start } = jvm('if [ -e "$0.ran" ]; then echo second; else touch "$0.ran"; seq 100; fi');
    const { tail } = await start().exited;
    expect(tail.split('\n')).toEqual(Array.from({ length: 15 }, (_, index) => String(86 + index)));
    expect((await start().exited).tail).toBe('second');
  });

  it('is ended with everything it started', async () => {
    const { start } = jvm('sleep 60 & echo $!; wait');
    const started = start();
    while (started.tail() === '') await sleep(10);
    const child = Number(started.tail());
    started.signal('SIGKILL');
    expect((await started.exited).signal).toBe('SIGKILL');
    const state = () => {
      try {
        return /^State:\s+(\S)/m.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1];
      } catch {
        return 'gone';
      }
    };
    for (let tries = 0; tries < 100 && !['gone', 'Z'].includes(state() ?? ''); tries += 1) await sleep(20);
    expect(['gone', 'Z']).toContain(state());
  });

  it('that cannot be started ends with the reason', async () => {
    const started = startJvm({
      java: '/no/such/java',
      flags: [],
      classPath: [],
      command: [],
      logFile: path.join(mkdtempSync(path.join(tmpdir(), 'jvm-')), 'log'),
    });
    expect(started.pid).toBeUndefined();
    expect(await started.exited).toMatchObject({ code: 127, tail: expect.stringContaining('ENOENT') });
    started.signal('SIGTERM');
  });
});
