import { randomBytes } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { classify } from '../../../shared/consume/classify.ts';
import { s3ObjectStore } from '../../../shared/object-store/s3-object-store.ts';
import { s3To } from '../../driver/s3-to.ts';
import { type Answer, ok, refuse, scriptedServer, silence } from '../../driver/scripted-server.ts';

const KEY = 'orders/2026-01-31/k';
const BODY = Buffer.from('body');
const NO_LIMIT = { maxBytes: 1_000 };

async function scripted(...script: Answer[]) {
  const { endpoint, asked } = await scriptedServer(script);
  return { asked, store: s3ObjectStore('claims', s3To(endpoint)) };
}

/** The verdict a record gets for it, and how long it took. */
async function failing(work: Promise<unknown>) {
  const started = performance.now();
  const error = await work.then(
    () => expect.unreachable('it succeeded'),
    (cause) => cause,
  );
  return { ms: performance.now() - started, ...classify(error) };
}

describe('create', () => {
  test('writes on the condition that nothing is there', async () => {
    const { store, asked } = await scripted(ok());
    expect(await store.create(KEY, BODY, { contentType: 'text/plain' })).toBe('created');
    expect(asked).toMatchObject([
      {
        method: 'PUT',
        url: `/claims/${KEY}?x-id=PutObject`,
        headers: { 'if-none-match': '*', 'content-type': 'text/plain' },
      },
    ]);
  });

  test('finds an object there', async () => {
    const { store } = await scripted(refuse(412, 'PreconditionFailed'));
    expect(await store.create(KEY, BODY)).toBe('exists');
  });

  test('finds its own object after an answer that got lost', async () => {
    const { store } = await scripted((response) => response.destroy(), refuse(412, 'PreconditionFailed'));
    expect(await store.create(KEY, BODY)).toBe('exists');
  });

  test('tries again when another writer is at work', async () => {
    const { store, asked } = await scripted(
      refuse(409, 'ConditionalRequestConflict'),
      refuse(409, 'ConditionalRequestConflict'),
      ok(),
    );
    expect(await store.create(KEY, BODY)).toBe('created');
    expect(asked).toHaveLength(3);
  });

  test('gives up for now when other writers stay in the way five times', async () => {
    const { store, asked } = await scripted(...Array(5).fill(refuse(409, 'ConditionalRequestConflict')));
    const { verdict, code } = await failing(store.create(KEY, BODY));
    expect({ verdict, code }).toEqual({ verdict: 'transient', code: 'object-contended' });
    expect(asked).toHaveLength(5);
  });

  test.each([
    [500, 'InternalError'],
    [503, 'SlowDown'],
  ])('repeats a request once that was answered %i %s', async (status, code) => {
    const { store } = await scripted(refuse(status, code), ok());
    expect(await store.create(KEY, BODY)).toBe('created');
    const { store: broken, asked } = await scripted(refuse(status, code), refuse(status, code));
    expect(await failing(broken.create(KEY, BODY))).toMatchObject({ verdict: 'transient', code });
    expect(asked).toHaveLength(2);
  });

  test.each([
    [403, 'AccessDenied'],
    [404, 'NoSuchBucket'],
  ])('fails for now, at once, when answered %i %s', async (status, code) => {
    const { store, asked } = await scripted(refuse(status, code));
    expect(await failing(store.create(KEY, BODY))).toMatchObject({ verdict: 'transient', code });
    expect(asked).toHaveLength(1);
  });

  test('ends with its signal while the store is silent', async () => {
    const { store } = await scripted(silence);
    const signal = AbortSignal.timeout(100);
    const { verdict, ms } = await failing(store.create(KEY, BODY, { signal }));
    expect(verdict).toBe('transient');
    expect(ms).toBeLessThan(1_000);
  });
});

describe('read', () => {
  test('tells an object that is not there from a bucket that is not', async () => {
    const { store } = await scripted(refuse(404, 'NoSuchKey'), refuse(404, 'NoSuchBucket'));
    expect(await store.read(KEY, NO_LIMIT)).toBeUndefined();
    expect(await failing(store.read(KEY, NO_LIMIT))).toMatchObject({
      verdict: 'transient',
      code: 'NoSuchBucket',
    });
  });

  test('does not wait for a body that is declared too large', async () => {
    const { store } = await scripted((response) => {
      response.writeHead(200, { 'content-length': '1001' }).write('x');
    });
    const { ms, verdict, code } = await failing(store.read(KEY, NO_LIMIT));
    expect({ verdict, code }).toEqual({ verdict: 'permanent', code: 'object-too-large' });
    expect(ms).toBeLessThan(1_000);
  });

  test('stops in a body that turns out too large', async () => {
    const { store } = await scripted((response) => {
      response.writeHead(200).write(randomBytes(1_001));
    });
    expect(await failing(store.read(KEY, NO_LIMIT))).toMatchObject({ code: 'object-too-large' });
  });

  test('takes no part for the whole when the connection breaks in the body', async () => {
    const { store } = await scripted((response) => {
      response.writeHead(200, { 'content-length': '1000' }).write(randomBytes(500));
      setTimeout(() => response.destroy(), 50);
    });
    expect(await failing(store.read(KEY, NO_LIMIT))).toMatchObject({ verdict: 'transient' });
  });

  test('ends with its signal in the body', async () => {
    const { store } = await scripted((response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('x');
    });
    const { verdict, ms } = await failing(store.read(KEY, { ...NO_LIMIT, signal: AbortSignal.timeout(100) }));
    expect(verdict).toBe('transient');
    expect(ms).toBeLessThan(1_000);
  });
});

test('a connection is used again, but not one that was idle while the process may have been frozen', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  try {
    const { store, asked } = await scripted(ok('1'), ok('2'), ok('3'));
    await store.read(KEY, NO_LIMIT);
    await store.read(KEY, NO_LIMIT);
    vi.setSystemTime(Date.now() + 4_001);
    await store.read(KEY, NO_LIMIT);
    const [first, second, third] = asked.map(({ port }) => port);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  } finally {
    vi.useRealTimers();
  }
});
