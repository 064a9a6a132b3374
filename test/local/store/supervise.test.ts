import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Running, type Supervisor, supervise } from '../../../local/store/supervise.ts';

const START_MS = 500;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** When it resolved, in ms of the test's clock. */
function timed(work: Promise<unknown>): { at?: number } {
  const seen: { at?: number } = {};
  void work.then(() => {
    seen.at = performance.now();
  });
  return seen;
}

/** Processes that live in memory: what was done to them, in order. A stopped one hears SIGTERM when it goes on. */
function processes({ deaf = false, stubborn = false } = {}) {
  const events: string[] = [];
  const failures: Error[] = [];
  const alive = new Map<number, (reason: string) => void>();
  const lines: string[] = [];
  let count = 0;
  const end = (pid: number, reason: string): void => {
    alive.get(pid)?.(reason);
    alive.delete(pid);
  };
  const running = (pid: number): Running => {
    const { promise, resolve } = Promise.withResolvers<string>();
    alive.set(pid, resolve);
    const state = { stopped: false, term: false };
    return {
      pid,
      ended: promise,
      signal(name) {
        events.push(`${name} ${pid}`);
        if (name === 'SIGSTOP') state.stopped = true;
        if (name === 'SIGCONT') state.stopped = false;
        if (name === 'SIGTERM') state.term = !stubborn;
        if (name === 'SIGKILL' || (state.term && !state.stopped)) end(pid, name);
      },
    };
  };
  const start = (signal: AbortSignal): Promise<Running> =>
    new Promise((resolve, reject) => {
      count += 1;
      const pid = count;
      events.push(`start ${pid}`);
      const timer = setTimeout(() => {
        const failure = failures.shift();
        if (failure) reject(failure);
        else resolve(running(pid));
      }, START_MS);
      if (deaf) return;
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    });
  return { start, end, events, failures, alive, lines };
}

/** A process that answers, at 0 of the test's clock. */
async function supervised(options = {}) {
  const made = processes(options);
  const starting = supervise(made.start, (line) => made.lines.push(line));
  await pass(START_MS);
  const supervisor: Supervisor = await starting;
  const zero = performance.now();
  const time = (seen: { at?: number }) => seen.at && Math.round(seen.at - zero);
  return { ...made, supervisor, time };
}

describe('a supervised process', () => {
  test('that ends by itself is started again, and that is said', async () => {
    const { supervisor, end, lines } = await supervised();
    expect(supervisor.pid).toBe(1);
    end(1, 'code 3');
    await pass(START_MS - 1);
    expect(supervisor.pid).toBeUndefined();
    await pass(1);
    expect(supervisor.pid).toBe(2);
    expect(lines).toEqual(['ended (code 3) and is started again']);
  });

  test('that does not start the first time fails whoever wanted it', async () => {
    const made = processes();
    made.failures.push(new Error('no such file'));
    const starting = expect(supervise(made.start, () => {})).rejects.toThrow('no such file');
    await pass(START_MS);
    await starting;
  });

  test('that does not start again is tried again, after longer and longer pauses', async () => {
    const { supervisor, failures, lines } = await supervised();
    failures.push(...Array.from({ length: 7 }, () => new Error('port taken')));
    void supervisor.kill();
    await pass(30_000);
    expect(supervisor.pid).toBe(9);
    expect(lines.slice(1).map((line) => line.replace(/.*; next/, 'next'))).toEqual(
      [0.2, 0.4, 0.8, 1.6, 3.2, 5, 5].map((pause) => `next attempt in ${pause} s`),
    );
    expect(lines[1]).toBe('did not start again: port taken; next attempt in 0.2 s');
  });

  test('is another one after a kill', async () => {
    const { supervisor, time } = await supervised();
    const killed = timed(supervisor.kill());
    await pass(5_000);
    expect(supervisor.pid).toBe(2);
    expect(time(killed)).toBe(START_MS);
  });
});

describe('refuse()', () => {
  test('leaves no process for so long, and resolves when there is one', async () => {
    const { supervisor, alive, lines, events, time } = await supervised();
    const refused = timed(supervisor.refuse(1_000));
    await pass(999);
    expect([alive.size, supervisor.pid]).toEqual([0, undefined]);
    expect(events).toEqual(['start 1', 'SIGKILL 1']);
    await pass(5_000);
    expect(supervisor.pid).toBe(2);
    expect(time(refused)).toBe(1_000 + START_MS);
    expect(lines).toEqual([]);
  });

  test('twice lasts until the later end', async () => {
    const { supervisor, events, time } = await supervised();
    const refused = [timed(supervisor.refuse(1_000)), timed(supervisor.refuse(100))];
    await pass(5_000);
    expect(refused.map(time)).toEqual([1_500, 1_500]);
    expect(events.filter((event) => event.startsWith('start'))).toEqual(['start 1', 'start 2']);
  });

  test('ends a start that is under way', async () => {
    const { supervisor, end, events, time } = await supervised();
    end(1, 'crash');
    await pass(100);
    const refused = timed(supervisor.refuse(200));
    await pass(5_000);
    expect(events).toEqual(['start 1', 'start 2', 'start 3']);
    expect(time(refused)).toBe(300 + START_MS);
  });

  test('kills what had started before it could be stopped', async () => {
    const { supervisor, end, events } = await supervised({ deaf: true });
    end(1, 'crash');
    await pass(100);
    void supervisor.refuse(1_000);
    await pass(5_000);
    expect(events).toEqual(['start 1', 'start 2', 'SIGKILL 2', 'start 3']);
    expect(supervisor.pid).toBe(3);
  });
});

describe('silence()', () => {
  test('stops the process for so long', async () => {
    const { supervisor, events, time } = await supervised();
    const silent = timed(supervisor.silence(1_000));
    await pass(999);
    expect(events).toEqual(['start 1', 'SIGSTOP 1']);
    await pass(1_000);
    expect(events).toEqual(['start 1', 'SIGSTOP 1', 'SIGCONT 1']);
    expect(time(silent)).toBe(1_000);
  });

  test('twice lasts until the later end', async () => {
    const { supervisor, time } = await supervised();
    const silent = [timed(supervisor.silence(1_000)), timed(supervisor.silence(100))];
    await pass(5_000);
    expect(silent.map(time)).toEqual([1_000, 1_000]);
  });

  test('holds for the process that comes back after a kill', async () => {
    const { supervisor, events, time } = await supervised();
    void supervisor.silence(2_000);
    const killed = timed(supervisor.kill());
    await pass(1_999);
    expect(events).toEqual(['start 1', 'SIGSTOP 1', 'SIGKILL 1', 'start 2', 'SIGSTOP 2']);
    await pass(1);
    expect(events.at(-1)).toBe('SIGCONT 2');
    expect(time(killed)).toBe(2_000);
  });

  test('within a refusal begins with what is left of it', async () => {
    const { supervisor, events, time } = await supervised();
    const outages = [timed(supervisor.refuse(1_000)), timed(supervisor.silence(4_000))];
    await pass(2_000);
    expect(events.slice(-2)).toEqual(['start 2', 'SIGSTOP 2']);
    await pass(5_000);
    expect(events.at(-1)).toBe('SIGCONT 2');
    expect(outages.map(time)).toEqual([4_000, 4_000]);
  });
});

describe('stop()', () => {
  test.each<[string, (supervisor: Supervisor) => void]>([
    ['while it answers', () => {}],
    ['while it is silent', (supervisor) => void supervisor.silence(60_000)],
    ['while it refuses', (supervisor) => void supervisor.refuse(60_000)],
  ])('%s leaves nothing, at once', async (_when, before) => {
    const { supervisor, alive, time } = await supervised();
    before(supervisor);
    await pass(10);
    const stopped = timed(supervisor.stop());
    await pass(5_000);
    expect([alive.size, supervisor.pid, time(stopped)]).toEqual([0, undefined, 10]);
  });

  test('during a start ends that', async () => {
    const { supervisor, end, events, time } = await supervised();
    end(1, 'crash');
    await pass(10);
    const stopped = timed(supervisor.stop());
    await pass(5_000);
    expect(events).toEqual(['start 1', 'start 2']);
    expect(time(stopped)).toBe(10);
  });

  test('ends what had started before it could be stopped', async () => {
    const { supervisor, end, events, alive } = await supervised({ deaf: true });
    end(1, 'crash');
    await pass(10);
    void supervisor.stop();
    await pass(5_000);
    expect(events.at(-1)).toBe('SIGTERM 2');
    expect(alive.size).toBe(0);
  });

  test('kills what does not end within half a second', async () => {
    const { supervisor, events, time } = await supervised({ stubborn: true });
    const stopped = timed(supervisor.stop());
    await pass(5_000);
    expect(events.slice(-2)).toEqual(['SIGTERM 1', 'SIGKILL 1']);
    expect(time(stopped)).toBe(500);
  });

  test('lets those go who wait for an answer', async () => {
    const { supervisor, time } = await supervised();
    const waiting = [supervisor.refuse(60_000), supervisor.silence(60_000), supervisor.kill()].map(timed);
    void supervisor.stop();
    await pass(10);
    expect(waiting.map(time)).toEqual([0, 0, 0]);
  });
});
