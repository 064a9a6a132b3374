import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Running, supervise } from '../../../local/store/supervise.ts';

/** Processes that live in memory: what was done to them, in order. */
function processes({ startMs = 5 } = {}) {
  const events: string[] = [];
  const failures: Error[] = [];
  const alive = new Map<number, (reason: string) => void>();
  let count = 0;
  const start = async (signal: AbortSignal): Promise<Running> => {
    count += 1;
    const pid = count;
    events.push(`start ${pid}`);
    await sleep(startMs, undefined, { signal });
    const failure = failures.shift();
    if (failure) throw failure;
    const { promise, resolve } = Promise.withResolvers<string>();
    alive.set(pid, resolve);
    return {
      pid,
      ended: promise,
      signal(name) {
        events.push(`${name} ${pid}`);
        if (name === 'SIGKILL' || name === 'SIGTERM') end(pid, name);
      },
    };
  };
  const end = (pid: number, reason: string): void => {
    alive.get(pid)?.(reason);
    alive.delete(pid);
  };
  const lines: string[] = [];
  return { start, end, events, failures, alive, lines, log: (line: string) => lines.push(line) };
}

const ms = async (work: Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work;
  return performance.now() - started;
};

describe('a supervised process', () => {
  test('that ends by itself is started again, and that is said', async () => {
    const made = processes();
    const supervisor = await supervise(made.start, made.log);
    expect(supervisor.pid).toBe(1);
    made.end(1, 'code 3');
    await sleep(20);
    expect(supervisor.pid).toBe(2);
    expect(made.lines).toEqual(['ended (code 3) and is started again']);
    await supervisor.stop();
  });

  test('that does not start the first time fails whoever wanted it', async () => {
    const made = processes();
    made.failures.push(new Error('no such file'));
    await expect(supervise(made.start, made.log)).rejects.toThrow('no such file');
  });

  test('that does not start again is tried again', async () => {
    const made = processes();
    const supervisor = await supervise(made.start, made.log);
    made.failures.push(new Error('port taken'));
    await supervisor.kill();
    expect(supervisor.pid).toBe(3);
    expect(made.lines.at(-1)).toBe('did not start again: port taken; next attempt in 0.2 s');
    await supervisor.stop();
  });

  test('is another one after a kill', async () => {
    const made = processes();
    const supervisor = await supervise(made.start, made.log);
    await supervisor.kill();
    expect(supervisor.pid).toBe(2);
    await supervisor.stop();
  });
});

describe('refuse()', () => {
  test('leaves no process for so long, and resolves when there is one', async () => {
    const made = processes();
    const supervisor = await supervise(made.start, made.log);
    const refused = supervisor.refuse(60);
    await sleep(30);
    expect([made.alive.size, supervisor.pid]).toEqual([0, undefined]);
    await refused;
    expect(supervisor.pid).toBe(2);
    expect(made.lines).toEqual([]);
    await supervisor.stop();
  });

  test('twice lasts until the later end', async () => {
    const made = processes();
    const supervisor = await supervise(made.start, made.log);
    const long = supervisor.refuse(80);
    expect(await ms(supervisor.refuse(10))).toBeGreaterThan(60);
    await long;
    expect(made.events.filter((event) => event.startsWith('start'))).toHaveLength(2);
    await supervisor.stop();
  });

  test('ends a start that is under way', async () => {
    const made = processes({ startMs: 30 });
    const supervisor = await supervise(made.start, made.log);
    made.end(1, 'crash');
    await sleep(5);
    expect(await ms(supervisor.refuse(50))).toBeGreaterThan(75);
    expect(made.events.filter((event) => event.startsWith('start'))).toHaveLength(3);
    expect(supervisor.pid).toBe(3);
    await supervisor.stop();
  });
});

describe('silence()', () => {
  test('stops the process for so long', async () => {
    const made = processes();
    const supervisor = await supervise(made.start, made.log);
    expect(await ms(supervisor.silence(40))).toBeGreaterThan(38);
    expect(made.events).toEqual(['start 1', 'SIGSTOP 1', 'SIGCONT 1']);
    await supervisor.stop();
  });

  test('twice lasts until the later end', async () => {
    const made = processes();
    const supervisor = await supervise(made.start, made.log);
    const long = supervisor.silence(80);
    await sleep(5);
    expect(await ms(supervisor.silence(10))).toBeGreaterThan(60);
    await long;
    await supervisor.stop();
  });

  test('holds for the process that comes back after a kill', async () => {
    const made = processes();
    const supervisor = await supervise(made.start, made.log);
    const silent = supervisor.silence(60);
    expect(await ms(supervisor.kill())).toBeGreaterThan(50);
    await silent;
    expect(made.events).toEqual(['start 1', 'SIGSTOP 1', 'SIGKILL 1', 'start 2', 'SIGSTOP 2', 'SIGCONT 2']);
    await supervisor.stop();
  });

  test('within a refusal begins with what is left of it', async () => {
    const made = processes();
    const supervisor = await supervise(made.start, made.log);
    const refused = supervisor.refuse(40);
    const silent = supervisor.silence(90);
    await sleep(60);
    expect(made.events.slice(-2)).toEqual(['start 2', 'SIGSTOP 2']);
    expect(await ms(Promise.all([refused, silent]))).toBeGreaterThan(20);
    expect(made.events.at(-1)).toBe('SIGCONT 2');
    await supervisor.stop();
  });
});

describe('stop()', () => {
  test.each([
    ['while it answers', async () => {}],
    ['while it is silent', async (it: { silence(ms: number): Promise<void> }) => void it.silence(5_000)],
    ['while it refuses', async (it: { refuse(ms: number): Promise<void> }) => void it.refuse(5_000)],
  ])('%s leaves nothing, at once', async (_when, before) => {
    const made = processes();
    const supervisor = await supervise(made.start, made.log);
    await before(supervisor);
    await sleep(5);
    expect(await ms(supervisor.stop())).toBeLessThan(500);
    await sleep(20);
    expect([made.alive.size, supervisor.pid]).toEqual([0, undefined]);
  });

  test('during a start ends that', async () => {
    const made = processes({ startMs: 50 });
    const supervisor = await supervise(made.start, made.log);
    made.end(1, 'crash');
    await sleep(5);
    expect(await ms(supervisor.stop())).toBeLessThan(40);
    await sleep(60);
    expect(made.alive.size).toBe(0);
  });

  test('lets those go who wait for an answer', async () => {
    const made = processes();
    const supervisor = await supervise(made.start, made.log);
    const waiting = [supervisor.refuse(5_000), supervisor.silence(5_000), supervisor.kill()];
    await supervisor.stop();
    expect(await ms(Promise.all(waiting))).toBeLessThan(500);
  });
});
