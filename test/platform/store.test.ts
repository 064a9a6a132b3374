/** The object store of the platform, seen through the functions' own client. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type JavaTools, javaTools } from '../../local/java/java-tools.ts';
import { type Store, startStore } from '../../local/store/store.ts';
import { s3ClaimCheck } from '../../shared/claim-check/s3-claim-check.ts';
import { classify } from '../../shared/consume/classify.ts';
import type { ObjectStore } from '../../shared/object-store/object-store.ts';
import { s3ObjectStore } from '../../shared/object-store/s3-object-store.ts';
import { objectStoreContract } from '../contract/object-store-contract.ts';
import { s3To } from '../driver/s3-to.ts';

const PORT = 21_250;
const IDENTITY = { accessKeyId: 'local', secretAccessKey: 'local-secret' };
const NO_LIMIT = { maxBytes: 64 * 1024 * 1024 };

const cacheDir = fileURLToPath(new URL('../../.local/cache', import.meta.url));
const dir = mkdtempSync(path.join(tmpdir(), 'a störe-'));
const lines: string[] = [];
let tools: JavaTools;
let store: Store;

const start = (): Promise<Store> =>
  startStore({
    dir,
    cacheDir,
    tools,
    port: PORT,
    identity: IDENTITY,
    progress: (line) => lines.push(line),
    log: (line) => lines.push(line),
  });

beforeAll(async () => {
  tools = await javaTools({ cacheDir });
  store = await start();
  await store.createBucket('tests');
});

afterAll(async () => {
  await store?.stop();
  rmSync(dir, { recursive: true });
});

/** As the function of a role sees the bucket. */
const seenBy = (role: string, bucket = 'tests', secretAccessKey = IDENTITY.secretAccessKey): ObjectStore =>
  s3ObjectStore(bucket, s3To(store.endpoint, { ...IDENTITY, secretAccessKey, sessionToken: `role-${role}` }));

const sha256 = (bytes: Buffer | undefined): string | undefined =>
  bytes && createHash('sha256').update(bytes).digest('hex');

/** Every file below the bucket's folder: what is left behind under whatever name. */
const filesOf = (bucket: string): string[] =>
  readdirSync(path.join(dir, 'buckets', bucket), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

async function failure(work: Promise<unknown>) {
  const started = performance.now();
  const { verdict, code } = await work.then(
    () => expect.unreachable('it succeeded'),
    (error) => classify(error),
  );
  return { verdict, code, seconds: (performance.now() - started) / 1_000 };
}

let buckets = 0;
objectStoreContract(async () => {
  buckets += 1;
  await store.createBucket(`contract-${buckets}`);
  return seenBy('tester', `contract-${buckets}`);
});

describe('identity', () => {
  test('every role reads what another wrote: one key, a session token each', async () => {
    expect(await seenBy('writer').create('shared', Buffer.from('x'))).toBe('created');
    expect(await seenBy('reader').read('shared', NO_LIMIT)).toEqual(Buffer.from('x'));
  });

  test('a wrong secret is refused', async () => {
    const refused = await failure(seenBy('thief', 'tests', 'guessed').read('shared', NO_LIMIT));
    expect(refused.code).toBe('SignatureDoesNotMatch');
  });
});

test('keys may have any letters', async () => {
  expect(await seenBy('writer').create('störe/日本', Buffer.from('x'))).toBe('created');
  expect(await seenBy('reader').read('störe/日本', NO_LIMIT)).toEqual(Buffer.from('x'));
});

describe('claim check', () => {
  const claimCheck = () => s3ClaimCheck({ bucket: 'tests', store: seenBy('claims') });

  test.each([
    ['2 MB in one request', 2_000_000],
    ['12 MB in parts', 12_000_000],
  ])('restores %s', async (_what, size) => {
    const bytes = randomBytes(size);
    const { value, headers } = await claimCheck().store('orders', bytes);
    expect(sha256(await claimCheck().restore(value, headers))).toBe(sha256(bytes));
  });

  test.each([
    [8, 2_000_000],
    [3, 12_000_000],
  ])(
    '%i functions that store the same %i bytes at once make one object, and each its claim',
    async (count, size) => {
      await store.createBucket(`same-${size}`);
      const bytes = randomBytes(size);
      const stores = Array.from({ length: count }, () => seenBy('claims', `same-${size}`));
      const claims = await Promise.all(
        stores.map((each) => s3ClaimCheck({ bucket: `same-${size}`, store: each }).store('orders', bytes)),
      );
      expect(new Set(claims.map(({ value }) => value.toString())).size).toBe(1);
      expect(filesOf(`same-${size}`)).toEqual([sha256(bytes)]);
    },
  );

  test('leaves nothing of an upload that is aborted', async () => {
    await store.createBucket('aborted');
    const signal = AbortSignal.timeout(60);
    const upload = seenBy('claims', 'aborted').create('k', randomBytes(30_000_000), { signal });
    expect((await failure(upload)).verdict).toBe('transient');
    expect(filesOf('aborted')).toEqual([]);
  });
});

describe('outages', () => {
  test('kill -9 among writers: it is back, and nothing acknowledged is lost', async () => {
    const writer = seenBy('writer');
    const acknowledged = new Map<string, string | undefined>();
    let writing = true;
    const write = async (name: number): Promise<void> => {
      for (let count = 0; writing; count += 1) {
        const key = `killed/${name}-${count}`;
        const body = randomBytes(20_000);
        const answer = await writer.create(key, body).catch(() => undefined);
        if (answer !== undefined) acknowledged.set(key, sha256(body));
        else await sleep(50);
      }
    };
    const writers = Array.from({ length: 8 }, (_, name) => write(name));
    const acknowledgements = async (count: number): Promise<void> => {
      while (acknowledged.size < count) await sleep(5);
    };
    await acknowledgements(50);
    const before = store.pid;
    await store.kill();
    await acknowledgements(acknowledged.size + 20);
    writing = false;
    await Promise.all(writers);
    expect(store.pid).not.toBe(before);
    expect(lines).toContain('object store ended (SIGKILL) and is started again');
    const lost: string[] = [];
    for (const [key, hash] of acknowledged) {
      if (sha256(await writer.read(key, NO_LIMIT)) !== hash) lost.push(key);
    }
    expect(lost).toEqual([]);
  });

  test('refuse() refuses connections at once and for its time', async () => {
    const client = seenBy('client');
    const started = performance.now();
    const over = store.refuse(2_000);
    await sleep(100);
    const refused = await failure(client.create('refused', Buffer.from('x')));
    expect(refused).toMatchObject({ verdict: 'transient', code: 'ECONNREFUSED' });
    expect(refused.seconds).toBeLessThan(1);
    expect(store.pid).toBeUndefined();
    await over;
    expect(performance.now() - started).toBeGreaterThan(2_000);
    expect(await client.create('refused', Buffer.from('x'))).toBe('created');
  });

  test('silence() lets requests run into their 2 × 5 s, or the time of their rule', async () => {
    const client = seenBy('client');
    const over = store.silence(11_500);
    const [silent, limited] = await Promise.all([
      failure(client.create('silent', Buffer.from('x'))),
      failure(client.read('shared', { ...NO_LIMIT, signal: AbortSignal.timeout(1_000) })),
    ]);
    expect(silent).toMatchObject({ verdict: 'transient', code: 'ETIMEDOUT' });
    expect(silent.seconds).toBeGreaterThan(9.9);
    expect(silent.seconds).toBeLessThan(11.5);
    expect(limited.verdict).toBe('transient');
    expect(limited.seconds).toBeLessThan(2);
    await over;
    expect(['created', 'exists']).toContain(await client.create('silent', Buffer.from('x')));
    expect(await client.read('silent', NO_LIMIT)).toEqual(Buffer.from('x'));
  });
});

describe('its start', () => {
  test('is refused on a port that is taken', async () => {
    await expect(start()).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(new RegExp(`^port ${PORT} \\(the object store\\) is taken.*--port`)),
    });
  });

  test('a bucket without a valid name is refused', async () => {
    await expect(store.createBucket('Claims_Bucket')).rejects.toMatchObject({ name: 'StartError' });
  });

  test('after a stop within 1.5 s finds what was kept', async () => {
    await store.createBucket('tests');
    await store.putObject('tests', 'kept', Buffer.from('x'));
    const { pid } = store;
    const started = performance.now();
    await store.stop();
    expect(performance.now() - started).toBeLessThan(1_500);
    expect(() => process.kill(pid!, 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
    store = await start();
    expect(await seenBy('reader').read('kept', NO_LIMIT)).toEqual(Buffer.from('x'));
  });
});
