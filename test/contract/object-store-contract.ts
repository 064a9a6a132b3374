/** What every ObjectStore promises: run on the one in memory and on S3. */
import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ObjectStore } from '../../shared/object-store/object-store.ts';

const NO_LIMIT = { maxBytes: 64 * 1024 * 1024 };
const sha256 = (bytes: Buffer | undefined): string | undefined =>
  bytes && createHash('sha256').update(bytes).digest('hex');

/** `make` gives a store in which no key was used. */
export function objectStoreContract(make: () => ObjectStore | Promise<ObjectStore>): void {
  describe('an object store', () => {
    test('has nothing under a key that was never written', async () => {
      expect(await (await make()).read('orders/2026-01-01/none', NO_LIMIT)).toBeUndefined();
    });

    test.each([0, 1, 900_001, 5 * 1024 * 1024, 5 * 1024 * 1024 + 1])(
      'gives back %i bytes as they were',
      async (size) => {
        const store = await make();
        const body = randomBytes(size);
        expect(await store.create('orders/2026-01-01/a', body)).toBe('created');
        const back = await store.read('orders/2026-01-01/a', { maxBytes: size });
        expect(sha256(back)).toBe(sha256(body));
      },
    );

    test.each([10, 6 * 1024 * 1024])('never changes an object of %i bytes', async (size) => {
      const store = await make();
      const first = randomBytes(size);
      await store.create('k', first);
      expect(await store.create('k', randomBytes(size))).toBe('exists');
      expect(sha256(await store.read('k', NO_LIMIT))).toBe(sha256(first));
    });

    test.each([
      [16, 1_000],
      [4, 6 * 1024 * 1024],
    ])('of %i writers of %i bytes side by side exactly one creates', async (writers, size) => {
      const store = await make();
      const bodies = Array.from({ length: writers }, () => randomBytes(size));
      const answers = await Promise.all(bodies.map((body) => store.create('raced', body)));
      expect(answers.filter((answer) => answer === 'created')).toHaveLength(1);
      const winner = bodies[answers.indexOf('created')];
      expect(sha256(await store.read('raced', NO_LIMIT))).toBe(sha256(winner));
    });

    test('refuses to read more than it is allowed, and gives exactly as much', async () => {
      const store = await make();
      await store.create('k', randomBytes(300_000));
      await expect(store.read('k', { maxBytes: 299_999 })).rejects.toMatchObject({
        code: 'object-too-large',
        retriable: false,
      });
      expect(await store.read('k', { maxBytes: 300_000 })).toHaveLength(300_000);
    });

    test('does nothing for a signal that is aborted', async () => {
      const store = await make();
      const signal = AbortSignal.abort(new Error('the time is over'));
      await expect(store.create('k', Buffer.from('x'), { signal })).rejects.toThrow('the time is over');
      await expect(store.read('k', { ...NO_LIMIT, signal })).rejects.toThrow('the time is over');
      expect(await store.read('k', NO_LIMIT)).toBeUndefined();
    });
  });
}
