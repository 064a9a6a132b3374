import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ByteBudget } from '../../../shared/claim-check/byte-budget.ts';

/** Work that goes on until it is let go. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>();
  let started = false;
  const work = () => {
    started = true;
    return promise;
  };
  return { work, release: resolve, started: () => started };
}

describe('a byte budget', () => {
  test('starts work only when its bytes are free', async () => {
    const budget = new ByteBudget(10);
    const [a, b, c] = [held(), held(), held()];
    const first = budget.use(6, a.work);
    void budget.use(4, b.work);
    const third = budget.use(1, c.work);
    await setImmediate();
    expect([a.started(), b.started(), c.started()]).toEqual([true, true, false]);
    a.release();
    await first;
    await setImmediate();
    expect(c.started()).toBe(true);
    c.release();
    await third;
  });

  test('counts what was made of the bytes until it is let go', async () => {
    const budget = new ByteBudget(10);
    const inUse = Promise.withResolvers<void>();
    await budget.use(6, async () => 'made', { until: inUse.promise });
    const next = held();
    const second = budget.use(5, next.work);
    await setImmediate();
    expect(next.started()).toBe(false);
    inUse.resolve();
    await setImmediate();
    expect(next.started()).toBe(true);
    next.release();
    await second;
  });

  test('has its bytes back at once from work that failed', async () => {
    const budget = new ByteBudget(10);
    const never = new Promise<void>(() => {});
    const failing = budget.use(10, () => Promise.reject(new Error('no')), { until: never });
    await expect(failing).rejects.toThrow('no');
    await expect(budget.use(10, async () => 'made')).resolves.toBe('made');
  });

  test('lets no small request overtake a large one for ever', async () => {
    const budget = new ByteBudget(10);
    const [a, large, small] = [held(), held(), held()];
    const first = budget.use(6, a.work);
    void budget.use(10, large.work);
    void budget.use(1, small.work);
    await setImmediate();
    expect(small.started()).toBe(false);
    a.release();
    await first;
    await setImmediate();
    expect([large.started(), small.started()]).toEqual([true, false]);
  });

  test('gets its bytes back from work that fails, as the error of that work', async () => {
    const budget = new ByteBudget(10);
    await expect(budget.use(10, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await budget.use(10, async () => 'yes')).toBe('yes');
  });

  test('forgets a request whose signal is aborted while it waits, and those behind it move up', async () => {
    const budget = new ByteBudget(10);
    const [a, b, c] = [held(), held(), held()];
    const stop = new AbortController();
    void budget.use(6, a.work);
    const waiting = budget.use(10, b.work, { signal: stop.signal });
    void budget.use(4, c.work);
    stop.abort(new Error('too late'));
    await expect(waiting).rejects.toThrow('too late');
    await setImmediate();
    expect([b.started(), c.started()]).toEqual([false, true]);
  });

  test('lets a request for more than all of it in alone', async () => {
    const budget = new ByteBudget(10);
    const [small, huge, next] = [held(), held(), held()];
    const first = budget.use(1, small.work);
    const second = budget.use(11, huge.work);
    const third = budget.use(1, next.work);
    await setImmediate();
    expect([huge.started(), next.started()]).toEqual([false, false]);
    small.release();
    await first;
    await setImmediate();
    expect([huge.started(), next.started()]).toEqual([true, false]);
    huge.release();
    await second;
    await setImmediate();
    expect(next.started()).toBe(true);
    next.release();
    await third;
  });

  test('refuses a signal that is aborted already', async () => {
    const budget = new ByteBudget(10);
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(budget.use(1, async () => {}, { signal })).rejects.toThrow('too late');
  });
});
