import { describe, expect, test } from 'vitest';
import type { RuleContext } from '../../../shared/consume/rule-context.ts';
import type { Rule } from '../../../shared/consume/run-records.ts';
import { permanent } from '../../../shared/consume/verdict.ts';
import { seconds } from '../../../shared/declare/duration.ts';
import { Driver } from '../../driver/driver.ts';
import { refusal } from '../../driver/memory-producer.ts';
import { book, type Payment, payment, payments } from '../../driver/sample-subscription.ts';

const drive = (rule: Rule<Payment>) => new Driver(book({ ruleLimit: seconds(2) }), rule);
const one = [{ value: payment('a') }];
const emit = ({ publish }: RuleContext) => publish({ topic: payments, value: payment('b') });

describe('the context of a rule', () => {
  test.each([
    [
      'returns',
      (context: RuleContext): void => {
        emit(context);
      },
    ],
    [
      'resolves',
      async (context: RuleContext): Promise<void> => {
        await null;
        emit(context);
      },
    ],
  ])('waits for what was published when a rule that did not await it %s', async (_, act) => {
    const driver = drive((_value, context) => act(context));
    driver.producer.next = async ({ appending }) => {
      if (!appending) await new Promise<void>((resolve) => driver.clock.after(500, resolve));
    };
    let answered = false;
    const pending = driver.pipe(one).finally(() => {
      answered = true;
    });
    await driver.clock.advance(499);
    expect(answered).toBe(false);
    await driver.clock.advance(1);
    expect((await pending).handled).toHaveLength(1);
    expect(driver.producer.published).toHaveLength(1);
  });

  test('fails a record whose rule did not await what could not be published', async () => {
    const driver = drive((_, context) => {
      emit(context).catch(() => {});
    });
    driver.producer.next = async ({ appending }) => {
      if (!appending) throw refusal(false, 'INVALID_RECORD');
    };
    const { dead } = await driver.pipe(one);
    expect(dead.map(({ code }) => code)).toEqual(['produce-refused']);
  });

  test('leaves a failure to a rule that awaited it', async () => {
    const driver = drive(async (_, context) => {
      await emit(context).catch(() => {});
    });
    driver.producer.next = () => {
      throw refusal(false);
    };
    expect((await driver.pipe(one)).handled).toHaveLength(1);
  });

  test.each([
    [
      'throws',
      (context: RuleContext): void => {
        emit(context);
        throw permanent('changed-its-mind');
      },
    ],
    [
      'rejects',
      async (context: RuleContext): Promise<void> => {
        emit(context);
        await null;
        throw permanent('changed-its-mind');
      },
    ],
  ])('has no failure left over when a rule %s while it publishes', async (_, act) => {
    const driver = drive((_value, context) => act(context));
    driver.producer.next = async ({ appending }) => {
      if (appending) return;
      await new Promise<void>((resolve) => driver.clock.after(500, resolve));
      throw refusal(true);
    };
    expect((await driver.pipe(one)).dead.map(({ code }) => code)).toEqual(['changed-its-mind']);
    // An unhandled rejection would fail this test, and in Lambda end the process.
    await driver.clock.advance(1_000);
  });

  test('publishes nothing any more once the limit of the rule is over', async () => {
    let late: Promise<unknown> | undefined;
    const driver = drive(async (_, context) => {
      await new Promise<void>((resolve) => driver.clock.after(3_000, resolve));
      late = emit(context);
      await late;
    });
    const pending = driver.pipe(one);
    await driver.clock.advance(3_000);
    expect((await pending).parked.map(({ code }) => code)).toEqual(['rule-timeout']);
    await expect(late).rejects.toMatchObject({ code: 'produce-refused', refused: [{ code: 'ABORTED' }] });
    expect(driver.producer.published).toEqual([]);
  });

  test('logs with the identity of the record, which the rule cannot overwrite', async () => {
    const driver = drive((_, { log }) => {
      log.warn('odd', { record: 'mine', customer: 7 });
      log.error('worse', new Error('reason'));
    });
    await driver.pipe([{ ...one[0], headers: [['correlation-id', 'c-1']] }]);
    const record = 'payments.v1-0@0';
    expect(driver.logs.slice(0, 2)).toMatchObject([
      { level: 'warn', message: 'odd', detail: { record, customer: 7, correlation_id: 'c-1' } },
      { level: 'error', message: 'worse', detail: { record, error: { message: 'reason' } } },
    ]);
  });

  test('shows the record as it was read: key bytes, headers, original coordinates, attempt', async () => {
    const seen: unknown[] = [];
    const driver = drive((_, { record }) => {
      seen.push(record);
      throw new Error('again');
    });
    const { parked } = await driver.pipe([
      { ...one[0], key: 'k', partition: 3, offset: 9, headers: [['h', 'é']] },
    ]);
    const pending = driver.retry(parked, driver.clock.now());
    await driver.clock.advance(5_000);
    await pending;
    expect(seen).toMatchObject([
      {
        topic: 'payments.v1',
        partition: 3,
        offset: 9,
        key: Buffer.from('k'),
        headers: [['h', Buffer.from('é')]],
        attempt: 1,
        original: { topic: 'payments.v1', partition: 3, offset: 9 },
      },
      {
        topic: 'payments.v1.book.retry-1',
        partition: 0,
        attempt: 2,
        original: { topic: 'payments.v1', partition: 3, offset: 9 },
      },
    ]);
  });
});
