import { expect, test } from 'vitest';
import type { BatchFailure } from '../../../shared/produce/batch.ts';
import { Call } from '../../../shared/produce/call.ts';

/** Longer than any test. */
const LONG = { deadline: performance.now() + 60_000 };

const failure = (outcome: BatchFailure['outcome'], retriable = true): BatchFailure => ({
  outcome,
  code: 'CODE',
  retriable,
  message: 'why',
});

test('a call is over when each of its records is, in any order', async () => {
  const call = new Call(['t', 'u'], LONG);
  call.acknowledged(1, 4, 9n);
  call.acknowledged(0, 2, 7n);
  expect(await call.outcome).toEqual([
    { topic: 't', partition: 2, offset: 7n },
    { topic: 'u', partition: 4, offset: 9n },
  ]);
});

test('its error says of each record what became of it', async () => {
  const call = new Call(['t', 't', 'u'], LONG);
  call.failed(2, undefined, failure('refused', false));
  call.acknowledged(1, 0, 5n);
  call.failed(0, 3, failure('unknown'));
  await expect(call.outcome).rejects.toMatchObject({
    name: 'ProduceError',
    code: 'produce-unknown',
    retriable: false,
    refused: [{ index: 2, topic: 'u', partition: undefined, code: 'CODE', message: 'why' }],
    unknown: [{ index: 0, topic: 't', partition: 3, code: 'CODE', message: 'why' }],
    acknowledged: [{ index: 1, topic: 't', partition: 0, offset: 5n }],
  });
});

test('aborted, it waits no longer: what was let in is unknown, the rest refused', async () => {
  const controller = new AbortController();
  const call = new Call(['t', 't', 't'], { ...LONG, signal: controller.signal });
  call.entered(0);
  call.entered(1);
  call.acknowledged(0, 0, 1n);
  controller.abort(new Error('the rule is over'));
  call.acknowledged(1, 0, 2n);
  expect(call.ended).toBe(true);
  await expect(call.outcome).rejects.toMatchObject({
    code: 'produce-unknown',
    unknown: [{ index: 1, code: 'ABORTED', message: 'the rule is over' }],
    refused: [{ index: 2, code: 'ABORTED' }],
    acknowledged: [{ offset: 1n }],
  });
});

test('a call without records is over', async () => {
  expect(await new Call([], LONG).outcome).toEqual([]);
});

test('its deadline ends it: what was let in is unknown, the rest refused, what is acknowledged stays so', async () => {
  const call = new Call(['t', 't', 't'], { deadline: performance.now() + 20 });
  call.entered(0);
  call.entered(1);
  call.acknowledged(0, 0, 1n);
  const start = performance.now();
  await expect(call.outcome).rejects.toMatchObject({
    code: 'produce-unknown',
    retriable: true,
    unknown: [{ index: 1, code: 'NO_ANSWER' }],
    refused: [{ index: 2, code: 'NOT_SENT' }],
    acknowledged: [{ index: 0, offset: 1n }],
  });
  expect(performance.now() - start).toBeLessThan(1_000);
});

test('an acknowledgement that is read in the turn of its deadline counts', async () => {
  const call = new Call(['t'], { deadline: performance.now() });
  call.entered(0);
  // Longer than the deadline and its grace: the timer is due, and the answer is there to be read.
  setTimeout(() => call.acknowledged(0, 0, 1n), 201);
  const until = performance.now() + 300;
  while (performance.now() < until);
  expect(await call.outcome).toMatchObject([{ offset: 1n }]);
});

test('who watches hears of the records that failed, before the caller does, and of nothing else', async () => {
  const heard: unknown[] = [];
  const watched = { ...LONG, onFailure: (records: number) => heard.push(records) };
  new Call(['t'], watched).acknowledged(0, 0, 1n);
  const call = new Call(['t', 't', 't'], watched);
  call.acknowledged(0, 0, 1n);
  call.failed(1, 0, failure('refused'));
  call.failed(2, 0, failure('unknown'));
  await call.outcome.catch(() => heard.push('caller'));
  await new Call(['t'], { ...watched, signal: AbortSignal.abort() }).outcome.catch(() => {});
  expect(heard).toEqual([2, 'caller', 1]);
});
