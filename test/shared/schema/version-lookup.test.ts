import { describe, expect, test } from 'vitest';
import { type AskRegistry, noLookup, versionLookup } from '../../../shared/schema/version-lookup.ts';

const found = { schema: 'orders.v1', definition: '"string"' };

/** A registry that is asked, and a clock. */
function registry(answer: (reference: string) => unknown) {
  const asked: string[] = [];
  let now = 1_000_000;
  const ask = (async (reference: string) => {
    asked.push(reference);
    return answer(reference);
  }) as AskRegistry;
  return {
    asked,
    find: versionLookup(ask, () => now),
    pass(ms: number) {
      now += ms;
    },
  };
}

describe('looking up a version', () => {
  test('asks once for one version, however many wait for it', async () => {
    const { find, asked } = registry(() => found);
    const answers = await Promise.all([
      find('a', 'orders.v1'),
      find('a', 'orders.v1'),
      find('a', 'orders.v1'),
    ]);
    expect([...answers, await find('a', 'orders.v1')]).toEqual(Array(4).fill('"string"'));
    expect(asked).toEqual(['a']);
  });

  test('asks one question at a time', async () => {
    let open = 0;
    let most = 0;
    const { find, asked } = registry(async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 2));
      open -= 1;
      return found;
    });
    await Promise.all(['a', 'b', 'c', 'd'].map((each) => find(each, 'orders.v1')));
    expect([most, asked.length]).toEqual([1, 4]);
  });

  test('believes for a minute that there is none', async () => {
    const { find, asked, pass } = registry(() => undefined);
    for (const _ of [1, 2, 3]) {
      await expect(find('a', 'orders.v1')).rejects.toMatchObject({
        code: 'schema-version-missing',
        verdict: 'permanent',
      });
    }
    expect(asked).toHaveLength(1);
    pass(60_001);
    await expect(find('a', 'orders.v1')).rejects.toMatchObject({ code: 'schema-version-missing' });
    expect(asked).toHaveLength(2);
  });

  test('refuses the version of another schema for good', async () => {
    const { find } = registry(() => ({ ...found, schema: 'refunds.v1' }));
    await expect(find('a', 'orders.v1')).rejects.toMatchObject({
      code: 'schema-foreign',
      verdict: 'permanent',
    });
  });

  test('asks nobody for a second after nobody answered, then again', async () => {
    let down = true;
    const { find, asked, pass } = registry(() => {
      if (down) throw new Error('refused');
      return found;
    });
    const many = ['a', 'b', 'c', 'd'].map((each) => find(each, 'orders.v1'));
    for (const each of many)
      await expect(each).rejects.toMatchObject({ code: 'schema-unreachable', verdict: 'transient' });
    expect(asked).toEqual(['a']);
    down = false;
    pass(1_001);
    expect(await find('b', 'orders.v1')).toBe('"string"');
  });

  test('gives a registry that says nothing two seconds', async () => {
    const ask: AskRegistry = (_, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const started = performance.now();
    await expect(versionLookup(ask)('a', 'orders.v1')).rejects.toMatchObject({ code: 'schema-unreachable' });
    expect(performance.now() - started).toBeGreaterThan(1_900);
    expect(performance.now() - started).toBeLessThan(2_900);
  });

  test('forgets the oldest of too many', async () => {
    const { find, asked } = registry(() => found);
    for (let n = 0; n < 65; n += 1) await find(`v${n}`, 'orders.v1');
    await find('v64', 'orders.v1');
    expect(asked).toHaveLength(65);
    await find('v0', 'orders.v1');
    expect(asked).toHaveLength(66);
  });

  test('is not done by a function that declares no way to the registry: its records wait', async () => {
    await expect(noLookup('a', 'orders.v1')).rejects.toMatchObject({
      code: 'schema-unreachable',
      verdict: 'transient',
    });
  });
});
