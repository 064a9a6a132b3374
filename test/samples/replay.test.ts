import { describe, expect, test } from 'vitest';
import { badRecords } from '../../samples/bad-records.ts';
import { type ReplayPorts, replay } from '../../samples/replay.ts';
import type { Order } from '../../schemas/orders.events.v1/value/contract.ts';
import { ManualClock } from '../driver/manual-clock.ts';
import { order } from '../functions/order.ts';

const orders = (from: number, to: number): readonly Order[] =>
  Array.from({ length: to - from }, (_, index) => order({ id: `o-${from + index}` }));

/** Everything takes no time but the store's absence and sleeping. `log`: what happened at which ms. */
function stage() {
  const clock = new ManualClock(0);
  const log: { at: number; what: string; ids: string[] }[] = [];
  const sleep = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
  const note = (what: string, ids: string[] = []) => log.push({ at: clock.now(), what, ids });
  const acknowledge = (ids: string[]) =>
    ids.map((id, offset) => ({ id, topic: 't', partition: 0, offset: BigInt(offset) }));
  const ports: ReplayPorts = {
    post: async ({ id }) => void note('post', [id]),
    publish: async (some) => {
      const ids = some.map(({ id }) => id);
      note('publish', ids);
      return acknowledge(ids);
    },
    write: async (records) => {
      const ids = records.map(({ id }) => id);
      note('write', ids);
      return acknowledge(ids);
    },
    store: {
      refuse: async (ms) => {
        note('refuse');
        await sleep(ms);
      },
      silence: async (ms) => {
        note('silence');
        await sleep(ms);
        note('back');
      },
    },
    sleep,
    now: clock.now,
    phase: () => {},
  };
  return { clock, log, ports };
}

const input = {
  posted: orders(0, 5),
  published: orders(5, 106),
  bad: badRecords(() => Buffer.alloc(30)),
  outage: true,
};

describe('replay', () => {
  test('gives every order and every bad record to the platform exactly once', async () => {
    const { clock, log, ports } = stage();
    const playing = replay(input, ports);
    await clock.advance(60_000);
    const { acknowledged, posted, published } = await playing;
    const given = log.flatMap(({ ids }) => ids);
    const wanted = [...input.posted, ...input.published].map(({ id }) => id);
    expect(given.toSorted()).toEqual([...wanted, ...input.bad.map(({ id }) => id)].toSorted());
    expect(log.filter(({ what }) => what === 'post').map(({ ids: [id] }) => id)).toEqual(
      input.posted.map(({ id }) => id),
    );
    expect(acknowledged).toHaveLength(101 + 30);
    expect([posted, published]).toEqual([5, 101]);
  });

  test('half of the orders fall into the outage of ten seconds refused and ten silent, some into each', async () => {
    const { clock, log, ports } = stage();
    const playing = replay(input, ports);
    await clock.advance(60_000);
    await playing;
    const at = (what: string) => log.find((each) => each.what === what)!.at;
    expect([at('silence') - at('refuse'), at('back') - at('silence')]).toEqual([10_000, 10_000]);
    const between = (from: number, to: number) =>
      log
        .filter(({ what, at: when }) => what === 'publish' && when > from && when < to)
        .reduce((sum, { ids }) => sum + ids.length, 0);
    expect(between(at('refuse'), at('silence'))).toBeGreaterThanOrEqual(20);
    expect(between(at('silence'), at('back'))).toBeGreaterThanOrEqual(20);
    expect(between(at('refuse'), at('back'))).toBe(50);
  });

  test('without an outage everything is published at once', async () => {
    const { clock, log, ports } = stage();
    const { acknowledged } = await replay({ ...input, outage: false }, ports);
    expect([acknowledged.length, clock.now(), clock.waiting]).toEqual([101 + 30, 0, 0]);
    expect(log.some(({ what }) => what === 'refuse' || what === 'silence')).toBe(false);
  });

  test('a store that is slow to come back does not make the outage longer than the retries reach', async () => {
    const { clock, log, ports } = stage();
    const refuse = (ms: number) => ports.store.refuse(ms + 4_000);
    const playing = replay(input, { ...ports, store: { ...ports.store, refuse } });
    await clock.advance(60_000);
    await playing;
    const at = (what: string) => log.find((each) => each.what === what)!.at;
    expect([at('silence') - at('refuse'), at('back') - at('refuse')]).toEqual([14_000, 20_000]);
  });

  test('a portion whose large orders wait for the store does not hold up the next one', async () => {
    const { clock, log, ports } = stage();
    const { publish } = ports;
    let portions = 0;
    const playing = replay(input, {
      ...ports,
      publish: async (some) => {
        const acknowledged = await publish(some);
        portions += 1;
        if (portions === 3) await ports.sleep(30_000);
        return acknowledged;
      },
    });
    await clock.advance(60_000);
    await playing;
    const back = log.find(({ what }) => what === 'back')!.at;
    expect(log.filter(({ what, at }) => what === 'publish' && at > back)).toEqual([]);
  });

  test('a portion that fails for good fails the replay', async () => {
    const { clock, ports } = stage();
    let calls = 0;
    const playing = replay(input, {
      ...ports,
      publish: async (some) => {
        calls += 1;
        if (calls === 4) throw new Error('refused for good');
        return ports.publish(some);
      },
    });
    const failing = expect(playing).rejects.toThrow('refused for good');
    await clock.advance(60_000);
    await failing;
  });
});
