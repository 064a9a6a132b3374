import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Call } from '../../../shared/produce/call.ts';
import { Room } from '../../../shared/produce/room.ts';

const until = (deadline: number) => new Call(['t'], { deadline });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('who comes first goes first, though a later one would fit', async () => {
  const room = new Room(100);
  const order: string[] = [];
  expect(room.take(80)).toBe(true);
  const large = room.wait(50, until(1e6)).then(() => order.push('large'));
  expect(room.take(10)).toBe(false);
  const small = room.wait(10, until(1e6)).then(() => order.push('small'));
  room.release(80);
  await Promise.all([large, small]);
  expect(order).toEqual(['large', 'small']);
});

test('a deadline ends the wait and lets the next one in', async () => {
  const room = new Room(100);
  room.take(80);
  const large = room.wait(50, until(performance.now() + 10));
  const small = room.wait(10, until(1e6));
  vi.advanceTimersByTime(10);
  expect(await Promise.all([large, small])).toEqual([false, true]);
});

test('a call that ends leaves, takes nothing, and lets the next one in', async () => {
  const room = new Room(100);
  room.take(80);
  const controller = new AbortController();
  const aborted = new Call(['t'], { deadline: 1e6, signal: controller.signal });
  const large = room.wait(50, aborted);
  const small = room.wait(20, until(1e6));
  controller.abort();
  expect(await Promise.all([large, small])).toEqual([false, true]);
  await expect(aborted.outcome).rejects.toMatchObject({ refused: [{ code: 'ABORTED' }] });
});

test('more than all of it goes when nothing else is there', () => {
  const room = new Room(100);
  expect(room.take(1_000)).toBe(true);
  expect(room.take(1)).toBe(false);
  room.release(1_000);
  expect(room.take(1)).toBe(true);
});
