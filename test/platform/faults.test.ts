/** What a record meets on its way, on the real platform: every record ends in its place, whatever dies under it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from './app/topics.ts';
import { type RunningApp, runApp } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await runApp(22_000);
});
afterAll(() => app?.stop());

const make = (prefix: string, count: number, action: Job['action'] = 'ok'): Job[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${prefix}-${index}`, action }));

const allRan = (some: readonly Job[]) => (seen: { readonly ran: ReadonlyMap<string, number> }) =>
  some.every(({ id }) => seen.ran.has(id));

describe('on the platform', () => {
  it('a quiet run handles every record exactly once', async () => {
    const some = make('quiet', 500);
    await app.publish(some);
    const { ran } = await app.until(allRan(some), 30_000);
    await sleep(500);
    expect(some.filter(({ id }) => ran.get(id) !== 1)).toEqual([]);
  });

  it('a poison record is dead-lettered under its code, and its partition goes on', async () => {
    const poison: Job = { id: 'poison', action: 'permanent' };
    const some = make('beside-poison', 200);
    await app.publish([...some.slice(0, 100), poison, ...some.slice(100)]);
    const { dead } = await app.until((seen) => seen.dead.has('poison') && allRan(some)(seen), 30_000);
    expect(dead.get('poison')).toEqual(['asked-to']);
  });

  it('a record that fails for a moment travels both retry topics, then dies', async () => {
    await app.publish([{ id: 'passing', action: 'transient' }]);
    const { dead, parked, ran } = await app.until((seen) => seen.dead.has('passing'), 30_000);
    expect(dead.get('passing')).toEqual(['asked-to']);
    expect(parked.get('passing')).toBe(2);
    expect(ran.has('passing')).toBe(false);
  });

  it('records near the largest size are cut into events of 6 MB, and can still be parked', async () => {
    const padding = 'x'.repeat(1_000_000);
    const some = make('large', 20).map((job) => ({ ...job, padding }));
    const failing: Job = { id: 'large-failing', action: 'transient', padding };
    await app.publish([...some, failing]);
    const { parked } = await app.until(
      (seen) => allRan(some)(seen) && seen.dead.has('large-failing'),
      60_000,
    );
    expect(parked.get('large-failing')).toBe(2);
  });

  it('a worker killed in the middle of a batch loses nothing', async () => {
    const some = [...make('slow', 60, 'slow'), ...make('beside-slow', 200)];
    await app.publish(some);
    const worker = await busyWorker();
    process.kill(-worker, 'SIGKILL');
    await app.until(allRan(some), 60_000);
  });

  it('a broker killed in the middle of a batch loses nothing, and comes back', async () => {
    const some = [...make('slow-again', 60, 'slow'), ...make('beside-slow-again', 500)];
    await app.publish(some);
    await busyWorker();
    await app.platform.kafka.kill(2);
    await app.until(allRan(some), 90_000);
  });

  it('two brokers away at once hold records up, and lose none', async () => {
    const before = make('before-two-down', 300);
    await app.publish(before);
    await Promise.all([1, 3].map((id) => app.platform.kafka.stopNode(id)));
    const during = make('during-two-down', 300);
    const published = app.publish(during);
    await sleep(4_000);
    expect(await outcomeOf(published)).toBe('pending');
    await Promise.all([1, 3].map((id) => app.platform.kafka.startNode(id)));
    await published;
    await app.until(allRan([...before, ...during]), 90_000);
  });

  it('a record that kills its worker is given up alone, and its neighbours are handled', async () => {
    const some = make('beside-killer', 100);
    await app.publish([...some.slice(0, 50), { id: 'exits', action: 'exit' }, ...some.slice(50)]);
    await app.until(allRan(some), 240_000);
    const [given, ...more] = (await app.failures()).map(({ document }) => document);
    expect(more).toEqual([]);
    expect(given?.requestContext).toMatchObject({
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 101,
    });
    expect(given?.KafkaBatchInfo.batchSize).toBe(1);
    expect(keysOf(given?.payload ?? '')).toEqual(['exits']);
    const after = make('after-killer', 60);
    await app.publish(after);
    await app.until(allRan(after), 30_000);
  }, 300_000);
});

async function busyWorker(): Promise<number> {
  for (let tries = 0; tries < 500; tries += 1) {
    const busy = app.platform.functions
      .get('fragile')
      ?.workers()
      .find((worker) => worker.busy);
    if (busy) return busy.pid;
    await sleep(10);
  }
  throw new Error('no worker became busy');
}

const outcomeOf = (work: Promise<unknown>): Promise<string> =>
  Promise.race([work.then(() => 'done'), sleep(10, 'pending')]);

const keysOf = (payload: string): string[] =>
  Object.values((JSON.parse(payload) as { records: Record<string, { key: string }[]> }).records).flatMap(
    (records) => records.map(({ key }) => Buffer.from(key, 'base64').toString()),
  );
