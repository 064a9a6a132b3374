import { describe, expect, test } from 'vitest';
import type { Sink } from '../../../shared/consume/run-sink.ts';
import { failed, permanent, transient } from '../../../shared/consume/verdict.ts';
import { seconds } from '../../../shared/declare/duration.ts';
import { Driver } from '../../driver/driver.ts';
import { refusal } from '../../driver/memory-producer.ts';
import { book, type Payment, payment, payments } from '../../driver/sample-subscription.ts';

const drive = (sink: Sink<Payment>, options: Parameters<typeof book>[0] = {}) =>
  new Driver(book(options), { sink });
const ids = (...all: string[]) => all.map((id) => ({ value: payment(id) }));
const originals = (letters: readonly { original: string }[]) =>
  letters.map(({ original }) => Number(original.split('@')[1]));

describe('consumeBatch', () => {
  test('gives a sink the records of one partition together, with their offsets', async () => {
    const seen: unknown[] = [];
    const driver = drive((items, { topic, partition }) => {
      seen.push([topic, partition, items.map(({ value, offset }) => `${value.id}@${offset}`)]);
    });
    const { handled } = await driver.pipe([
      { value: payment('a'), partition: 0, offset: 5 },
      { value: payment('b'), partition: 2, offset: 9 },
      { value: payment('c'), partition: 0, offset: 7 },
    ]);
    expect(seen).toEqual([
      ['payments.v1', 0, ['a@5', 'c@7']],
      ['payments.v1', 2, ['b@9']],
    ]);
    expect(handled).toHaveLength(3);
  });

  test('never shows the sink a record that cannot be decoded', async () => {
    const seen: string[] = [];
    const driver = drive((items) => {
      seen.push(...items.map(({ value }) => value.id));
    });
    const { dead, handled } = await driver.pipe([{ raw: 'no json' }, ...ids('a'), { value: null }]);
    expect(seen).toEqual(['a']);
    expect(originals(dead)).toEqual([0, 2]);
    expect(handled).toEqual(['payments.v1-0@1']);
  });

  test('does not call the sink for a slice of which nothing is left', async () => {
    let calls = 0;
    const driver = drive(() => {
      calls += 1;
    });
    expect((await driver.pipe([{ raw: 'no json' }])).dead).toHaveLength(1);
    expect(calls).toBe(0);
  });

  test('fails by failed() those records alone, each by its own error', async () => {
    const driver = drive((items) => {
      throw failed({ [items[1]!.offset]: permanent('bad'), [items[3]!.offset]: transient('busy') });
    });
    const { handled, dead, parked } = await driver.pipe(ids('a', 'b', 'c', 'd'));
    expect(handled).toEqual(['payments.v1-0@0', 'payments.v1-0@2']);
    expect([originals(dead), originals(parked)]).toEqual([[1], [3]]);
  });

  test('parks the slice when failed() names an offset that it does not hold: which record is meant, nobody knows', async () => {
    const driver = drive(() => {
      throw failed({ 0: permanent('bad'), 99: permanent('bad') });
    });
    const { parked } = await driver.pipe(ids('a', 'b'));
    expect(parked.map(({ code }) => code)).toEqual(['slice-offset', 'slice-offset']);
  });

  test('parks the whole slice when the sink fails transiently, and leaves other partitions alone', async () => {
    const driver = drive((_, { partition }) => {
      if (partition === 0) throw transient('busy');
    });
    const { parked, handled } = await driver.pipe([...ids('a', 'b'), { value: payment('c'), partition: 1 }]);
    expect(originals(parked)).toEqual([0, 1]);
    expect(handled).toEqual(['payments.v1-1@2']);
  });

  test('halves a slice that fails permanently until the bad record stands alone, and runs it no further', async () => {
    const runs: string[] = [];
    const driver = drive((items) => {
      runs.push(items.map(({ value }) => value.id).join(''));
      if (items.some(({ value }) => value.id === 'x')) throw permanent('poison');
    });
    const { handled, dead } = await driver.pipe(ids('a', 'b', 'x', 'c', 'd'));
    expect(runs).toEqual(['abxcd', 'abx', 'ab', 'x', 'cd']);
    expect(handled).toHaveLength(4);
    expect(originals(dead)).toEqual([2]);
  });

  test('dead-letters every record of a slice that fails whatever is in it', async () => {
    const driver = drive(() => {
      throw new TypeError('a bug');
    });
    expect(originals((await driver.pipe(ids('a', 'b', 'c'))).dead)).toEqual([0, 1, 2]);
  });

  test('takes for an error of the rule what only looks like failed()', async () => {
    const driver = drive(() => {
      throw Object.assign(new Error('x'), { code: 'slice', errors: ['x'] });
    });
    expect((await driver.pipe(ids('a'))).parked.map(({ code }) => code)).toEqual(['slice']);
  });

  test('parks a slice whose sink runs over its limit, and aborts its signal and those of its records', async () => {
    const aborted: boolean[] = [];
    const driver = drive(
      (items, { signal }) => {
        signal.addEventListener('abort', () => aborted.push(items[0]!.context.signal.aborted));
        return new Promise(() => {});
      },
      { ruleLimit: seconds(2) },
    );
    const pending = driver.pipe(ids('a', 'b'));
    await driver.clock.advance(2_000);
    expect((await pending).parked.map(({ code }) => code)).toEqual(['rule-timeout', 'rule-timeout']);
    expect(aborted).toHaveLength(1);
    expect(driver.clock.waiting).toBe(0);
  });

  test('handles a record only when what its sink published for it is acknowledged, awaited or not', async () => {
    const driver = drive((items) => {
      for (const { context, value } of items) {
        context.publish({ topic: payments, value }).catch(() => {});
      }
      throw failed({ [items[0]!.offset]: permanent('bad') });
    });
    let writes = 0;
    driver.producer.next = async ({ appending }) => {
      writes += 1;
      if (appending || writes !== 3) return;
      await new Promise<void>((resolve) => driver.clock.after(100, resolve));
      throw refusal(true);
    };
    const pending = driver.pipe(ids('a', 'b', 'c'));
    await driver.clock.advance(1_000);
    const { dead, parked, handled } = await pending;
    expect([originals(dead), handled, originals(parked)]).toEqual([[0], ['payments.v1-0@1'], [2]]);
  });

  test('waits in a retry topic until the last record of the slice is due', async () => {
    const ran: number[] = [];
    const driver = drive((items) => {
      ran.push(driver.clock.now());
      if (ran.length === 1)
        throw failed(Object.fromEntries(items.map(({ offset }) => [offset, transient('x')])));
    });
    const { parked } = await driver.pipe(ids('a', 'b'));
    const start = driver.clock.now();
    const pending = driver.retry(parked, start + 1_000);
    await driver.clock.advance(4_999);
    expect(ran).toHaveLength(1);
    await driver.clock.advance(1);
    await pending;
    expect(ran[1]).toBe(start + 5_000);
  });

  test('order partition stops at a slice that fails transiently and settles only what came before it', async () => {
    const driver = drive(
      (items) => {
        if (items.some(({ value }) => value.id === 'x')) throw permanent('poison');
        if (items.some(({ value }) => value.id === 'y')) throw transient('busy');
      },
      { order: 'partition', retry: [] },
    );
    const { handled, dead, handedBack } = await driver.pipe(ids('a', 'x', 'b', 'y', 'c'));
    expect(handled).toEqual(['payments.v1-0@0', 'payments.v1-0@2']);
    expect(originals(dead)).toEqual([1]);
    expect(handedBack).toEqual(['payments.v1-0@3', 'payments.v1-0@4']);
  });
});
