import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { DEFINITION, OPTIONS, tinyFunction } from './tiny-function.ts';

const stateOf = (pid: number): string =>
  /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('between invocations a worker is stopped, and goes on where it was', async () => {
  const fn = tinyFunction(`let ticks = 0; setInterval(() => { ticks += 1; }, 5);
    export const handler = async ({ ms }) => {
      const before = ticks;
      await new Promise((resolve) => setTimeout(resolve, ms));
      return { before, ticks, pid: process.pid };
    };`);
  const first = (await fn.ask({ ms: 60 })) as { ticks: number; pid: number };
  expect(first.ticks).toBeGreaterThan(3);
  await expect.poll(() => stateOf(first.pid)).toBe('T');
  await pause(300);
  const second = (await fn.ask({ ms: 60 })) as { before: number; ticks: number };
  // unfrozen it would have ticked 60 times in between
  expect(second.before - first.ticks).toBeLessThan(30);
  expect(second.ticks).toBeGreaterThan(second.before);
});

const PARENT = `
  const { createFunction } = await import(process.argv[1]);
  const fn = createFunction(JSON.parse(process.argv[2]), {
    ...JSON.parse(process.argv[3]),
    track: (child) => console.log('pid ' + child.pid),
    onLog: (line) => console.log(line.endsWith('at work') ? 'busy' : 'log'),
  });
  await fn.invoke('{}');
  if (process.argv[4] === 'exit') process.exit(3);
  await fn.invoke('{"slow":true}');
`;

/** The pid of the worker that `PARENT` left behind, once its parent is gone. */
async function orphan(how: 'exit' | 'kill'): Promise<number> {
  const source = `
    export const handler = async ({ slow }) => { 
      if (!slow) return;
      console.log('at work');
      await new Promise((resolve) => setTimeout(resolve, 30000));
    };`;
  const { dir } = tinyFunction(source);
  const url = new URL('../../../local/lambda/create-function.ts', import.meta.url).href;
  const definition = JSON.stringify({ ...DEFINITION, codeDir: dir, timeoutMs: 60_000 });
  const parent = spawn(
    process.execPath,
    ['--input-type=module', '-e', PARENT, url, definition, JSON.stringify(OPTIONS), how],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void parent.kill('SIGKILL'));
  const ended = new Promise((resolve) => parent.once('exit', resolve));
  let pid = 0;
  for await (const line of createInterface({ input: parent.stdout })) {
    if (line.startsWith('pid ')) pid = Number(line.slice(4));
    // Not before: a stop that was sent may not have reached it, and a frozen one is the watchdog's to end.
    if (line === 'busy' && how === 'kill') parent.kill('SIGKILL');
  }
  await ended;
  return pid;
}

/** On a machine whose processors are all busy. */
const SOON = { timeout: 4_000 };

/** An orphan may stay a zombie until the first process of the system gets round to it. */
const gone = (pid: number): boolean =>
  !existsSync(`/proc/${pid}/status`) || ['Z', 'X'].includes(stateOf(pid));

test('a frozen worker ends with a platform that exits', async () => {
  const pid = await orphan('exit');
  expect(pid).toBeGreaterThan(0);
  await expect.poll(() => gone(pid), SOON).toBe(true);
});

test('a busy worker ends with a platform that was killed', async () => {
  const pid = await orphan('kill');
  expect(pid).toBeGreaterThan(0);
  await expect.poll(() => gone(pid), SOON).toBe(true);
});
