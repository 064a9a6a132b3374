import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Accumulator } from '../../../shared/produce/accumulator.ts';
import type { Batch, Entry } from '../../../shared/produce/batch.ts';
import { Packing } from '../../../shared/produce/packing.ts';

const A = { topic: 't', partition: 0 };
const B = { topic: 't', partition: 1 };
const FAR = 1e9;

let sealed: { readonly at: number; readonly batch: Batch }[];
let full: boolean;
beforeEach(() => {
  vi.useFakeTimers();
  sealed = [];
  full = false;
});
afterEach(() => vi.useRealTimers());

const accumulatorOf = (packing = new Packing(1_000)) =>
  new Accumulator({
    packing,
    lingerMs: 5,
    full: () => full,
    sealed: (batch) => sealed.push({ at: performance.now(), batch }),
    settled: () => {},
  });
const entry = (size: number, index = 0): Entry => ({
  record: { key: null, value: Buffer.alloc(size), headers: [] },
  size,
  recipient: { acknowledged: () => {}, failed: () => {} },
  index,
});
const sizes = () => sealed.map(({ batch }) => batch.entries.map(({ size }) => size));

describe('a batch', () => {
  test('goes out when it is 5 ms old, each partition by its own age', () => {
    const accumulator = accumulatorOf();
    const start = performance.now();
    accumulator.add(A, entry(10), FAR);
    vi.advanceTimersByTime(3);
    accumulator.add(B, entry(20), FAR);
    accumulator.add(A, entry(30), FAR);
    vi.advanceTimersByTime(20);
    expect(sizes()).toEqual([[10, 30], [20]]);
    expect(sealed.map(({ at }) => Math.round(at - start))).toEqual([5, 8]);
  });

  test('goes out at once when it is full, and a record that does not fit begins the next', () => {
    const accumulator = accumulatorOf();
    for (const size of [400, 400, 400, 600]) accumulator.add(A, entry(size), FAR);
    expect(sizes()).toEqual([
      [400, 400],
      [400, 600],
    ]);
  });

  test('of one record may be larger than a batch', () => {
    const accumulator = accumulatorOf();
    for (const size of [10, 5_000, 10]) accumulator.add(A, entry(size), FAR);
    expect(sizes()).toEqual([[10], [5_000]]);
  });

  test('stays open behind a partition that is busy, until it is full or its time is over', () => {
    const accumulator = accumulatorOf();
    full = true;
    accumulator.add(A, entry(10), FAR);
    accumulator.add(B, entry(10), performance.now() + 30);
    vi.advanceTimersByTime(20);
    expect(sealed).toEqual([]);
    vi.advanceTimersByTime(20);
    expect(sealed.map(({ batch }) => batch.partition)).toEqual([1]);
    accumulator.add(A, entry(990), FAR);
    expect(sizes()).toEqual([[10], [10, 990]]);
    full = false;
  });

  test('has the earliest deadline of its records; one that is more than a second apart travels apart', () => {
    const accumulator = accumulatorOf();
    for (const deadline of [9_500, 9_000, 20_000]) accumulator.add(A, entry(10), deadline);
    accumulator.flush();
    expect(sealed.map(({ batch }) => batch.options.deadline)).toEqual([9_000, 20_000]);
  });

  test('holds more of records that compress well, once batches have shown it', () => {
    const packing = new Packing(1_000);
    for (let round = 0; round < 100; round += 1) packing.learn('t', 1_000, 250);
    expect(packing.limit('t')).toBeGreaterThan(3_900);
    packing.learn('t', 1_000, 900);
    expect(packing.limit('t')).toBeLessThan(1_200);
    packing.cap('t', 500);
    expect(packing.limit('t')).toBeLessThan(500);
    expect(packing.limit('other')).toBe(1_000);
  });
});

test('no timer is left when nothing is open', () => {
  const accumulator = accumulatorOf();
  accumulator.add(A, entry(10), FAR);
  vi.advanceTimersByTime(10);
  accumulator.add(A, entry(10), FAR);
  accumulator.flush();
  vi.advanceTimersByTime(10);
  expect(vi.getTimerCount()).toBe(0);
});
