import { createHash, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isClaim } from '../../../shared/claim-check/claim-check.ts';
import { LARGEST_CLAIM_BYTES, s3ClaimCheck } from '../../../shared/claim-check/s3-claim-check.ts';
import type { Header } from '../../../shared/produce/record.ts';
import { MemoryObjectStore } from '../../driver/memory-object-store.ts';

const DAY = Date.UTC(2026, 0, 31, 23, 59);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function made(now = DAY) {
  const store = new MemoryObjectStore();
  return { store, claimCheck: s3ClaimCheck({ bucket: 'claims', store, now: () => now }) };
}

/** A claim on `body` that says of itself what the test wants. */
function claimOn(
  store: MemoryObjectStore,
  body: Buffer,
  says: { bytes?: Buffer; compression?: number; size?: number } = {},
) {
  const { bytes = body, compression = 0, size = bytes.length } = says;
  const key = `orders/2026-01-31/${sha256(bytes)}`;
  store.objects.set(key, body);
  const headers: Header[] = [
    ['__large.message.backed.value', Buffer.of(1)],
    ['__large.message.backed.compression', Buffer.of(compression)],
    ['x-claim-check-size', Buffer.from(String(size))],
  ];
  return { value: Buffer.from(`s3://claims/${key}`), headers };
}

describe('what is stored', () => {
  test.each([
    ['text', Buffer.from('{"gift":"socks"}'.repeat(100_000))],
    ['random bytes', randomBytes(2_000_000)],
    ['nothing', Buffer.alloc(0)],
  ])('comes back: %s', async (_what, bytes) => {
    const { claimCheck } = made();
    const { value, headers } = await claimCheck.store('orders', bytes);
    expect(isClaim(headers)).toBe(true);
    expect(sha256(await claimCheck.restore(value, headers))).toBe(sha256(bytes));
  });

  test('lies under its topic, the day of the upload and its hash', async () => {
    const { claimCheck, store } = made();
    const bytes = randomBytes(1_000);
    await claimCheck.store('orders', bytes);
    expect([...store.objects.keys()]).toEqual([`orders/2026-01-31/${sha256(bytes)}`]);
  });

  test('is stored once a day, and again on the next: its object must not expire before the record', async () => {
    const { claimCheck, store } = made();
    const bytes = randomBytes(1_000);
    const [a, b] = await Promise.all([claimCheck.store('orders', bytes), claimCheck.store('orders', bytes)]);
    expect(a).toEqual(b);
    expect(store.objects.size).toBe(1);
    await s3ClaimCheck({ bucket: 'claims', store, now: () => DAY + 60_000 }).store('orders', bytes);
    expect([...store.objects.keys()].map((key) => key.split('/')[1])).toEqual(['2026-01-31', '2026-02-01']);
  });

  test('is compressed, and never much longer than before', async () => {
    const { claimCheck, store } = made();
    await claimCheck.store('orders', Buffer.alloc(1_000_000, 'socks'));
    await claimCheck.store('orders', randomBytes(1_000_000));
    const [text, random] = [...store.objects.values()];
    expect(text?.length).toBeLessThan(1_000);
    expect(random?.length).toBeLessThan(1_000_100);
  });

  test('is refused over 64 MB, before anything is sent', async () => {
    const { claimCheck, store } = made();
    const failure = claimCheck.store('orders', Buffer.allocUnsafe(LARGEST_CLAIM_BYTES + 1));
    await expect(failure).rejects.toMatchObject({ code: 'claim-too-large', retriable: false });
    expect(store.objects.size).toBe(0);
  });

  test("fails with the store's own error", async () => {
    const { claimCheck, store } = made();
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    store.next = () => Promise.reject(refused);
    await expect(claimCheck.store('orders', randomBytes(10))).rejects.toBe(refused);
  });
});

describe('a claim written by another client', () => {
  test.each([
    ['without compression', 0, (bytes: Buffer) => bytes],
    ['with gzip', 1, (bytes: Buffer) => gzipSync(bytes)],
    ['with gzip that makes it longer', 1, (bytes: Buffer) => gzipSync(bytes, { level: 0 })],
  ])('is restored: %s', async (_what, compression, stored) => {
    const { claimCheck, store } = made();
    const bytes = randomBytes(100_000);
    const { value, headers } = claimOn(store, stored(bytes), { bytes, compression });
    expect(await claimCheck.restore(value, headers)).toEqual(bytes);
  });
});

describe('a claim is refused for good', () => {
  const bytes = randomBytes(1_000);
  const bomb = gzipSync(Buffer.alloc(50_000_000));

  test.each([
    ['whose object holds other bytes', randomBytes(1_000), { bytes }, 'claim-hash'],
    ['whose object is shorter than declared', bytes.subarray(1), { bytes }, 'claim-hash'],
    [
      'whose object is a little longer',
      Buffer.concat([bytes, bytes.subarray(0, 9)]),
      { bytes },
      'claim-hash',
    ],
    ['whose object is longer than it can be', randomBytes(10_000), { bytes }, 'claim-too-large'],
    ['that is not compressed as it says', bytes, { compression: 4 }, 'claim-hash'],
    ['that unfolds to more than it says', bomb, { bytes, compression: 1, size: 100_000 }, 'claim-hash'],
    ['that says it has less', bytes, { size: 10 }, 'claim-hash'],
    ['that says it is empty', bytes, { size: 0 }, 'claim-hash'],
  ])('%s', async (_what, body, says, code) => {
    const { claimCheck, store } = made();
    const { value, headers } = claimOn(store, body, says);
    await expect(claimCheck.restore(value, headers)).rejects.toMatchObject({ code, retriable: false });
  });

  test.each([LARGEST_CLAIM_BYTES + 1, 999_999_999_999_999])(
    'that declares %i bytes, and nothing is fetched',
    async (size) => {
      const { claimCheck, store } = made();
      const { value, headers } = claimOn(store, bytes, { size });
      store.next = () => Promise.reject(new Error('a request'));
      await expect(claimCheck.restore(value, headers)).rejects.toMatchObject({
        code: 'claim-too-large',
        message: `a claim of ${size} bytes; allowed: 67108864`,
      });
    },
  );

  test('whose object is not there', async () => {
    const { claimCheck, store } = made();
    const { value, headers } = claimOn(store, bytes);
    store.objects.clear();
    await expect(claimCheck.restore(value, headers)).rejects.toMatchObject({
      code: 'claim-missing',
      retriable: false,
    });
  });
});

describe('restoring', () => {
  test("fails with the store's own error", async () => {
    const { claimCheck, store } = made();
    const { value, headers } = claimOn(store, randomBytes(10));
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    store.next = () => Promise.reject(refused);
    await expect(claimCheck.restore(value, headers)).rejects.toBe(refused);
  });

  test.each([
    ['64 MB when it is given nothing', {}, 3],
    ['as many bytes as it is given', { bytesAtATime: 50_000_000 }, 2],
    ['one claim that is larger, alone', { bytesAtATime: 10_000_000 }, 1],
  ])('keeps at most under way: %s', async (_what, options, together) => {
    const store = new MemoryObjectStore();
    const claimCheck = s3ClaimCheck({ bucket: 'claims', store, ...options });
    // Declared sizes alone count: 20 MB each.
    const claims = Array.from({ length: 5 }, () => claimOn(store, randomBytes(10), { size: 20_000_000 }));
    const open = Promise.withResolvers<void>();
    let requests = 0;
    store.next = () => {
      requests += 1;
      return open.promise;
    };
    const restored = Promise.allSettled(
      claims.map(({ value, headers }) => claimCheck.restore(value, headers)),
    );
    await setImmediate();
    expect(requests).toBe(together);
    open.resolve();
    await restored;
    expect(requests).toBe(5);
  });

  test("ends with the rule's time while it waits for its turn", async () => {
    const { claimCheck, store } = made();
    const large = claimOn(store, randomBytes(10), { size: LARGEST_CLAIM_BYTES });
    const small = claimOn(store, randomBytes(10));
    const open = Promise.withResolvers<void>();
    store.next = () => open.promise;
    const first = claimCheck.restore(large.value, large.headers);
    const stop = new AbortController();
    const second = claimCheck.restore(small.value, small.headers, { signal: stop.signal });
    stop.abort(new Error('the rule may run no longer'));
    await expect(second).rejects.toThrow('the rule may run no longer');
    open.resolve();
    await expect(first).rejects.toMatchObject({ code: 'claim-hash' });
  });
});
