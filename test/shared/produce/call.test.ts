import { expect, test } from 'vitest';
import type { BatchFailure } from '../../../shared/produce/batch.ts';
import { Call } from '../../../shared/produce/call.ts';

const failure = (outcome: BatchFailure['outcome'], retriable = true): BatchFailure => ({
  outcome,
  code: 'CODE',
  retriable,
  message: 'why',
});

test('a call is over when each of its records is, in any order', async () => {
  const call = new Call(['t', 'u']);
  call.acknowledged(1, 4, 9n);
  call.acknowledged(0, 2, 7n);
  expect(await call.outcome).toEqual([
    { topic: 't', partition: 2, offset: 7n },
    { topic: 'u', partition: 4, offset: 9n },
  ]);
});

test('its error says of each record what became of it', async () => {
  const call = new Call(['t', 't', 'u']);
  call.failed(2, undefined, failure('refused', false));
  call.acknowledged(1, 0, 5n);
  call.failed(0, 3, failure('unknown'));
  await expect(call.outcome).rejects.toMatchObject({
    name: 'ProduceError',
    code: 'produce-unknown',
    retriable: false,
    refused: [{ index: 2, topic: 'u', partition: undefined, code: 'CODE', message: 'why' }],
    unknown: [{ index: 0, topic: 't', partition: 3, code: 'CODE', message: 'why' }],
    acknowledged: [{ topic: 't', partition: 0, offset: 5n }],
  });
});

test('aborted, it waits no longer: what was let in is unknown, the rest refused', async () => {
  const controller = new AbortController();
  const call = new Call(['t', 't', 't'], controller.signal);
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
  expect(await new Call([]).outcome).toEqual([]);
});
