import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const watchdog = fileURLToPath(new URL('../../../local/process/watchdog.ts', import.meta.url));

/** A platform with two children, one of them stopped as a frozen worker is. It prints their process ids. */
const PLATFORM = `
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { startWatchdog } from ${JSON.stringify(watchdog)};
const dog = startWatchdog();
const children = [0, 1].map(() => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
  dog.track(child);
  return child;
});
process.kill(children[1].pid, 'SIGSTOP');
if (process.argv[1] === 'stop') await dog.stop();
console.log(JSON.stringify(children.map(({ pid }) => pid)));
setInterval(() => {}, 1000);
`;

async function platform(...args: string[]) {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', PLATFORM, '--', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line: Buffer = await new Promise((resolve) => child.stdout.once('data', resolve));
  return { child, pids: JSON.parse(line.toString()) as number[] };
}

/** A zombie is dead: whoever adopted it has not looked yet. */
const alive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

async function allGone(pids: number[]): Promise<boolean> {
  for (let tries = 0; tries < 100 && pids.some(alive); tries += 1) await sleep(20);
  return !pids.some(alive);
}

describe('the watchdog', () => {
  it('ends every child of a platform that was killed, frozen ones too', async () => {
    const { child, pids } = await platform();
    expect(pids.every(alive)).toBe(true);
    child.kill('SIGKILL');
    expect(await allGone(pids)).toBe(true);
  });

  it('ends every child when it is stopped', async () => {
    const { child, pids } = await platform('stop');
    expect(await allGone(pids)).toBe(true);
    child.kill('SIGKILL');
  });
});
