import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sideBySide } from '../../samples/side-by-side.ts';

test('works on every item, at most so many at a time', async () => {
  const done: number[] = [];
  let running = 0;
  let most = 0;
  await sideBySide([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    running += 1;
    most = Math.max(most, running);
    await setImmediate();
    running -= 1;
    done.push(item);
  });
  expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
});

test('the first failure ends it, and nothing is begun after it', async () => {
  const begun: number[] = [];
  const work = sideBySide([1, 2, 3, 4], 2, async (item) => {
    begun.push(item);
    await setImmediate();
    if (item === 1) throw new Error('one');
    await setImmediate();
  });
  await expect(work).rejects.toThrow('one');
  await setImmediate();
  await setImmediate();
  expect(begun).toEqual([1, 2]);
});
