import { describe, expect, test } from 'vitest';
import { offsets, records } from './fake-log.ts';
import { type Rig, rig } from './rig.ts';

const ids = (partition: number, first: number, last: number): string[] =>
  offsets(first, last).map((offset) => `${partition}@${offset}`);

/** By partition, from 0 on. */
const offsetsOf = (...committed: number[]): Map<number, number> => new Map(committed.entries());

/** Fails every invocation until none comes any more within a minute each. */
async function failAll(it: Rig, errorType?: string): Promise<void> {
  for (let round = 0; it.open.length > 0 || round === 0; round += 1) {
    while (it.open.length > 0) await it.open[0]!.fail(errorType);
    await it.clock.advance(1000);
  }
}

describe('batching', () => {
  test('a full batch goes at once, what is left when its window is over', async () => {
    const it = await rig();
    it.log.assign(0);
    it.log.give(0, records(offsets(0, 12)));
    await it.settle();
    expect(it.open.map((each) => each.ids)).toEqual([ids(0, 0, 9)]);
    await it.open[0]!.answer();
    expect(it.open).toHaveLength(0);
    await it.clock.advance(499);
    expect(it.open).toHaveLength(0);
    await it.clock.advance(1);
    expect(it.open.map((each) => each.ids)).toEqual([ids(0, 10, 12)]);
  });

  test('a window of 0 sends what there is', async () => {
    const it = await rig({ windowMs: 0 });
    it.log.assign(0);
    it.log.give(0, records([0]));
    await it.settle();
    expect(it.open.map((each) => each.ids)).toEqual([['0@0']]);
  });

  test('a batch is filled from several partitions', async () => {
    const it = await rig();
    it.log.assign(0, 1);
    it.log.give(0, records(offsets(0, 5)));
    it.log.give(1, records(offsets(0, 5)));
    await it.settle();
    expect(it.open[0]!.ids).toEqual([...ids(0, 0, 5), ...ids(1, 0, 3)]);
  });

  test('an event never has more than 6 MB', async () => {
    const it = await rig({ batchSize: 10_000 });
    it.log.assign(0);
    it.log.give(0, records(offsets(0, 7), 1_000_000));
    await it.settle();
    expect(it.open[0]!.ids).toEqual(ids(0, 0, 3));
    expect(it.open[0]!.bytes).toBeLessThanOrEqual(6 * 1024 * 1024);
  });

  test('a partition that may read no further does not wait for its window', async () => {
    const it = await rig({ batchSize: 2, windowMs: 300_000 }, 40);
    const blocked = offsets(1, 39);
    it.log.assign(0, ...blocked);
    for (const partition of blocked) {
      it.log.give(partition, records([0, 1]));
      await it.settle();
      it.log.give(partition, records([2], 750_000));
    }
    expect(it.open).toHaveLength(blocked.length);
    it.log.give(0, records([0], 750_000));
    await it.settle();
    expect(it.open.at(-1)!.ids).toEqual(['0@0']);
  });

  test('reading is paused when 8 MB of a partition wait, and goes on when they are gone', async () => {
    const it = await rig({ batchSize: 1 }, 1);
    it.log.assign(0);
    it.log.give(0, records(offsets(0, 3), 2_000_000));
    await it.settle();
    it.log.give(0, records(offsets(4, 4), 2_000_000));
    expect([...it.log.paused]).toEqual([0]);
    while (it.open.length > 0) await it.open[0]!.answer();
    expect([...it.log.paused]).toEqual([]);
    expect(it.log.committed.get(0)).toBe(5);
  });

  test('a single record over 6 MB is never invoked and goes to the destination', async () => {
    const it = await rig({ failureDestination: { bucket: 'failures' } });
    it.log.assign(0);
    it.log.give(0, records([0], 5_000_000));
    it.log.give(0, records([1]));
    await it.clock.advance(500);
    expect(it.open.map((each) => each.ids)).toEqual([['0@1']]);
    expect(it.objects[0]!.document.requestContext).toMatchObject({
      condition: 'MaximumPayloadSizeExceeded',
      approximateInvokeCount: 0,
    });
    await it.open[0]!.answer();
    expect(it.log.committed.get(0)).toBe(2);
  });
});

describe('order and concurrency', () => {
  test('a partition has one batch with the function, in offset order', async () => {
    const it = await rig();
    it.log.assign(0);
    it.log.give(0, records(offsets(0, 29)));
    await it.settle();
    expect(it.open).toHaveLength(1);
    await it.open[0]!.answer();
    expect(it.open.map((each) => each.ids)).toEqual([ids(0, 10, 19)]);
  });

  test('partitions of one poller run side by side, five invocations at most', async () => {
    const it = await rig();
    it.log.assign(...offsets(0, 6));
    for (const partition of offsets(0, 6)) it.log.give(partition, records(offsets(0, 9)));
    await it.settle();
    expect(it.open).toHaveLength(5);
    await it.open[0]!.answer();
    expect(it.open).toHaveLength(5);
  });

  test('a second poller has five of its own', async () => {
    const it = await rig({ provisioned: { min: 2 } });
    it.log.assign(...offsets(0, 11));
    for (const partition of offsets(0, 11)) it.log.give(partition, records(offsets(0, 9)));
    await it.settle();
    expect(it.open).toHaveLength(10);
  });

  test('while one partition waits inside its invocation, the others go on', async () => {
    const it = await rig({ windowMs: 0 });
    it.log.assign(0, 1, 2);
    it.log.give(0, records([0]));
    await it.settle();
    const waiting = it.open[0]!;
    for (const offset of offsets(0, 3)) {
      it.log.give(1, records([offset]));
      it.log.give(2, records([offset]));
      await it.settle();
      for (const each of it.open.filter((one) => one !== waiting)) await each.answer();
      await it.settle();
    }
    expect(it.log.committed).toEqual(offsetsOf(0, 4, 4));
    await waiting.answer();
    expect(it.log.committed.get(0)).toBe(1);
  });

  test('a disabled mapping reads nothing', async () => {
    const it = await rig({ enabled: false });
    expect(it.log.running).toBe(false);
    await it.mapping.stop();
  });
});

describe('answers', () => {
  test('an offset is committed after success, not before', async () => {
    const it = await rig();
    it.log.assign(0);
    it.log.give(0, records(offsets(0, 9)));
    await it.settle();
    expect(it.log.committed.get(0)).toBe(0);
    await it.open[0]!.answer();
    expect(it.log.committed.get(0)).toBe(10);
    expect(it.mapping.stats).toMatchObject({ polled: 10, invoked: 1, committed: 10, redelivered: 0 });
  });

  test.each([
    ['null', null],
    ['an empty object', {}],
    ['an empty list', { batchItemFailures: [] }],
    ['a list that is null', { batchItemFailures: null }],
  ])('%s is success', async (_name, payload) => {
    const it = await rig({ windowMs: 0 });
    it.log.assign(0);
    it.log.give(0, records([0]));
    await it.settle();
    await it.open[0]!.answer(payload);
    expect(it.log.committed.get(0)).toBe(1);
  });

  test('a reported record brings its partition back from there on, thin, and the others are done', async () => {
    const it = await rig();
    it.log.assign(0, 1);
    it.log.give(0, records(offsets(0, 4)));
    it.log.give(1, records(offsets(0, 4)));
    await it.settle();
    expect(it.open[0]!.event.eventSource).toBe('aws:kafka');
    await it.open[0]!.report('0@3', '0@2');
    expect(it.log.committed).toEqual(offsetsOf(2, 5));
    await it.clock.advance(1000);
    expect(it.open.map((each) => each.ids)).toEqual([ids(0, 2, 4)]);
    expect(Object.keys(it.open[0]!.event)).toEqual(['records']);
    await it.open[0]!.answer();
    expect(it.log.committed.get(0)).toBe(5);
  });

  test.each([
    [
      'a record that was not in the event',
      { batchItemFailures: [{ itemIdentifier: { partition: 'orders-0', offset: 99 } }] },
    ],
    [
      'a partition that was not in the event',
      { batchItemFailures: [{ itemIdentifier: { partition: 'orders-7', offset: 1 } }] },
    ],
    ['a string for an identifier', { batchItemFailures: [{ itemIdentifier: 'orders-0' }] }],
    [
      'an offset as a string',
      { batchItemFailures: [{ itemIdentifier: { partition: 'orders-0', offset: '1' } }] },
    ],
    ['a list that is none', { batchItemFailures: 'all' }],
    ['an answer that is none', 'ok'],
  ])('%s brings the whole batch again', async (_name, payload) => {
    const it = await rig({ windowMs: 0 });
    it.log.assign(0);
    it.log.give(0, records(offsets(0, 2)));
    await it.settle();
    await it.open[0]!.answer(payload);
    expect(it.log.committed.get(0)).toBe(0);
    await it.clock.advance(1000);
    expect(it.open.map((each) => each.ids)).toEqual([ids(0, 0, 2)]);
  });

  test('without ReportBatchItemFailures, or without provisioned mode, the answer is ignored', async () => {
    for (const given of [{ reportBatchItemFailures: false }, { provisioned: undefined }]) {
      const it = await rig({ windowMs: 0, ...given });
      it.log.assign(0);
      it.log.give(0, records([0]));
      await it.settle();
      await it.open[0]!.report('0@0');
      expect(it.log.committed.get(0)).toBe(1);
    }
  });
});

describe('failures', () => {
  test.each(['Error', 'Sandbox.Timedout', 'Runtime.ExitError'])(
    'after %s the whole batch comes again',
    async (type) => {
      const it = await rig({ windowMs: 0 });
      it.log.assign(0);
      it.log.give(0, records(offsets(0, 3)));
      await it.settle();
      await it.open[0]!.fail(type);
      expect(it.open).toHaveLength(0);
      await it.clock.advance(1000);
      expect(it.open.map((each) => each.ids)).toEqual([ids(0, 0, 3)]);
      expect(it.log.committed.get(0)).toBe(0);
    },
  );

  test('a function that always fails is not called more than twenty times a second', async () => {
    const it = await rig({ windowMs: 0 });
    it.log.assign(0);
    it.log.give(0, records([0]));
    await it.settle();
    for (let ms = 0; ms < 1000; ms += 10) {
      while (it.open.length > 0) await it.open[0]!.fail();
      await it.clock.advance(10);
    }
    expect(it.all.length).toBeGreaterThan(3);
    expect(it.all.length).toBeLessThanOrEqual(20);
  });

  test('bisect finds the record that kills, and all others are done', async () => {
    const it = await rig({
      bisect: true,
      maximumRetryAttempts: 2,
      failureDestination: { bucket: 'failures' },
    });
    it.log.assign(0);
    it.log.give(0, records(offsets(0, 9)));
    await it.settle();
    const done: string[] = [];
    while (it.open.length > 0) {
      const [each] = it.open;
      if (each!.ids.includes('0@7')) await each!.fail('Runtime.ExitError');
      else {
        done.push(...each!.ids);
        await each!.answer();
      }
      await it.clock.advance(1000);
    }
    expect(done).toEqual(ids(0, 0, 9).filter((id) => id !== '0@7'));
    expect(it.objects).toHaveLength(1);
    expect(Object.keys(JSON.parse(it.objects[0]!.document.payload).records)).toEqual(['orders-0']);
    expect(it.objects[0]!.document.requestContext).toMatchObject({
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 3,
    });
    expect(it.log.committed.get(0)).toBe(10);
  });

  test.each([
    ['2 attempts are three tries', { maximumRetryAttempts: 2 }, 3],
    ['no end of attempts with a destination is ten', {}, 11],
    ['0 attempts are one try', { maximumRetryAttempts: 0 }, 1],
  ])('%s', async (_name, given, tries) => {
    const it = await rig({ windowMs: 0, failureDestination: { bucket: 'failures' }, ...given });
    it.log.assign(0);
    it.log.give(0, records(offsets(0, 1)));
    await it.settle();
    await failAll(it);
    expect(it.all).toHaveLength(tries);
    expect(
      it.objects.map(({ bucket, document }) => [bucket, document.requestContext.approximateInvokeCount]),
    ).toEqual([['failures', tries]]);
    expect(it.log.committed.get(0)).toBe(2);
    expect(it.mapping.stats).toMatchObject({ toDestination: 2, dropped: 0 });
  });

  test('without a destination and attempts a failing batch is never given up', async () => {
    const it = await rig({ windowMs: 0 });
    it.log.assign(0);
    it.log.give(0, records([0]));
    await it.settle();
    for (let round = 0; round < 300; round += 1) {
      await it.open[0]!.fail();
      await it.clock.advance(1000);
    }
    expect(it.open).toHaveLength(1);
    expect(it.log.committed.get(0)).toBe(0);
  });

  test('attempts count for the record in the way: a batch that comes further starts anew', async () => {
    const it = await rig({
      windowMs: 0,
      maximumRetryAttempts: 1,
      failureDestination: { bucket: 'failures' },
    });
    it.log.assign(0);
    it.log.give(0, records(offsets(0, 3)));
    await it.settle();
    for (const offset of offsets(0, 3)) {
      await it.open[0]!.report(`0@${offset}`);
      await it.clock.advance(1000);
    }
    expect(it.objects).toHaveLength(0);
    await it.open[0]!.answer();
    expect(it.log.committed.get(0)).toBe(4);
  });

  test('reported until the attempts are over, the rest of the partition goes to the destination', async () => {
    const it = await rig({
      windowMs: 0,
      maximumRetryAttempts: 1,
      failureDestination: { bucket: 'failures' },
    });
    it.log.assign(0);
    it.log.give(0, records(offsets(0, 3)));
    await it.settle();
    await it.open[0]!.report('0@2');
    await it.clock.advance(1000);
    await it.open[0]!.report('0@2', '0@3');
    expect(JSON.parse(it.objects[0]!.document.payload).records['orders-0']).toHaveLength(2);
    expect(it.log.committed.get(0)).toBe(4);
  });

  test('a function that was never run has used no attempt', async () => {
    const it = await rig({ windowMs: 0, maximumRetryAttempts: 0, bisect: true });
    it.log.assign(0);
    it.log.give(0, records(offsets(0, 1)));
    await it.settle();
    for (let round = 0; round < 5; round += 1) {
      await it.open[0]!.fail('TooManyRequestsException');
      await it.clock.advance(999);
      expect(it.open).toHaveLength(0);
      await it.clock.advance(1);
    }
    expect(it.open.map((each) => each.ids)).toEqual([ids(0, 0, 1)]);
  });

  test('a destination that is away for a while gets the document when it is back', async () => {
    const it = await rig({
      windowMs: 0,
      maximumRetryAttempts: 0,
      failureDestination: { bucket: 'failures' },
    });
    it.refusedPuts.push(new Error('away'), new Error('away'), new Error('away'));
    it.log.assign(0);
    it.log.give(0, records([0]));
    await it.settle();
    await it.open[0]!.fail();
    expect(it.log.committed.get(0)).toBe(0);
    await it.clock.advance(10_000);
    expect(it.objects).toHaveLength(1);
    expect(it.log.committed.get(0)).toBe(1);
  });

  test('what the destination never takes is lost as in AWS, and said so', async () => {
    const it = await rig({
      windowMs: 0,
      maximumRetryAttempts: 0,
      failureDestination: { bucket: 'failures' },
    });
    it.refusedPuts.push(...Array.from({ length: 100 }, () => new Error('away')));
    it.log.assign(0);
    it.log.give(0, records([0]));
    await it.settle();
    await it.open[0]!.fail();
    await it.clock.advance(120_000);
    expect(it.mapping.stats.dropped).toBe(1);
    expect(it.lines.filter((line) => line.startsWith('LOST: orders-0@0'))).toHaveLength(1);
  });
});

describe('commits and rebalances', () => {
  test('a refused commit is repeated until it is taken', async () => {
    const it = await rig({ windowMs: 0 });
    it.log.assign(0);
    await it.settle();
    it.log.refusals.push(new Error('not now'), new Error('not now'));
    it.log.give(0, records([0]));
    await it.settle();
    await it.open[0]!.answer();
    expect(it.log.committed.get(0)).toBe(0);
    await it.clock.advance(1000);
    expect(it.log.committed.get(0)).toBe(1);
    expect(it.mapping.stats.committed).toBe(1);
  });

  test('an answer that comes after the partition was taken away commits nothing of it', async () => {
    for (const end of ['answer', 'report', 'fail'] as const) {
      const it = await rig({ maximumRetryAttempts: 0, failureDestination: { bucket: 'failures' } });
      it.log.assign(0, 1);
      it.log.give(0, records(offsets(0, 4)));
      it.log.give(1, records(offsets(0, 4)));
      await it.settle();
      it.log.revoke(0);
      const [batch] = it.open;
      if (end === 'answer') await batch!.answer();
      else if (end === 'report') await batch!.report('0@2');
      else await batch!.fail();
      await it.clock.advance(1000);
      expect(it.log.committed).toEqual(offsetsOf(0, 5));
      expect(it.objects.map(({ document }) => Object.keys(JSON.parse(document.payload).records))).toEqual(
        end === 'fail' ? [['orders-1']] : [],
      );
      expect(it.open).toHaveLength(0);
    }
  });

  test('a batch that waits for its next try goes without the partition that was taken away', async () => {
    const it = await rig();
    it.log.assign(0, 1);
    it.log.give(0, records(offsets(0, 4)));
    it.log.give(1, records(offsets(0, 4)));
    await it.settle();
    await it.open[0]!.fail();
    it.log.revoke(0);
    await it.clock.advance(1000);
    expect(it.open.map((each) => each.ids)).toEqual([ids(1, 0, 4)]);
  });

  test('a partition that comes back is delivered again from what was committed', async () => {
    const it = await rig({ windowMs: 0 });
    it.log.assign(0);
    it.log.give(0, records(offsets(0, 4)));
    await it.settle();
    const [before] = it.open;
    it.log.revoke(0);
    it.log.assign(0);
    it.log.give(0, records(offsets(0, 4)));
    await it.settle();
    expect(it.open).toHaveLength(2);
    await before!.answer();
    expect(it.log.committed.get(0)).toBe(0);
    await it.open[0]!.answer();
    expect(it.log.committed.get(0)).toBe(5);
  });

  test('before the group is shared out anew, what is done is committed', async () => {
    const it = await rig({ windowMs: 0 });
    it.log.assign(0);
    await it.settle();
    it.log.refusals.push(new Error('not now'));
    it.log.give(0, records([0]));
    await it.settle();
    await it.open[0]!.answer();
    await it.log.rebalance();
    expect(it.log.committed.get(0)).toBe(1);
  });

  test('offsets without records are committed once all before them is done', async () => {
    const it = await rig({ windowMs: 0 });
    it.log.assign(0);
    it.log.give(0, records([0]), 9);
    await it.settle();
    expect(it.log.committed.get(0)).toBe(0);
    await it.open[0]!.answer();
    expect(it.log.committed.get(0)).toBe(9);
    it.log.give(0, [], 12);
    await it.settle();
    expect(it.log.committed.get(0)).toBe(12);
  });

  test('a stop waits for what is with the function, commits it and starts nothing new', async () => {
    const it = await rig();
    it.log.assign(0);
    it.log.give(0, records(offsets(0, 19)));
    await it.settle();
    const stopped = it.mapping.stop();
    await it.open[0]!.answer();
    await stopped;
    expect(it.all).toHaveLength(1);
    expect(it.log.committed.get(0)).toBe(10);
    expect(it.log.running).toBe(false);
    expect(it.clock.waiting).toBe(0);
  });

  test('what ends a function while the mapping stops uses up no attempt', async () => {
    const it = await rig({
      windowMs: 0,
      maximumRetryAttempts: 0,
      failureDestination: { bucket: 'failures' },
    });
    it.log.assign(0);
    it.log.give(0, records([0]));
    await it.settle();
    const stopped = it.mapping.stop();
    await it.clock.advance(1000);
    await it.open[0]!.fail('Runtime.ExitError');
    await it.clock.advance(1000);
    await stopped;
    expect(it.objects).toHaveLength(0);
    expect(it.log.committed.get(0)).toBe(0);
  });
});
