import { describe, expect, test } from 'vitest';
import { transient } from '../../../shared/consume/verdict.ts';
import { Driver } from '../../driver/driver.ts';
import { lambdaEvent } from '../../driver/lambda-event.ts';
import { book, payment } from '../../driver/sample-subscription.ts';

const eventOf = (...ids: string[]) =>
  lambdaEvent(
    'payments.v1',
    ids.map((id) => ({ value: payment(id) })),
    0,
  );

describe('a handler', () => {
  test('takes middleware around the invocation, which sees event and answer', async () => {
    const order: string[] = [];
    const driver = new Driver(book(), ({ id }) => {
      order.push(`rule ${id}`);
    });
    driver.handler
      .use({
        before: ({ event }) => {
          order.push(`before ${Object.keys((event as { records: object }).records)}`);
        },
        after: ({ response }) => {
          order.push(`after ${response?.batchItemFailures.length}`);
        },
      })
      .use([{ after: () => void order.push('inner after') }]);
    await driver.handler(eventOf('a'));
    expect(order).toEqual(['before payments.v1-0', 'rule a', 'inner after', 'after 0']);
  });

  test('fails the batch when a middleware throws, before any rule runs', async () => {
    let ran = 0;
    const driver = new Driver(book(), () => {
      ran += 1;
    });
    driver.handler.use({
      before: () => {
        throw new Error('no licence');
      },
    });
    await expect(driver.handler(eventOf('a'))).rejects.toThrow('no licence');
    expect(ran).toBe(0);
  });

  test('tells middleware of an event that it refuses', async () => {
    const seen: unknown[] = [];
    const driver = new Driver(book(), () => {});
    driver.handler.use({ onError: ({ error }) => void seen.push((error as { code?: string } | null)?.code) });
    await expect(driver.handler({ Records: [] })).rejects.toThrow(/records is of type undefined/);
    expect(seen).toEqual(['event']);
  });

  test('keeps nothing between invocations, also when several run side by side in one process', async () => {
    const driver = new Driver(book(), async ({ id }) => {
      await new Promise<void>((resolve) => driver.clock.after(id === 'slow' ? 500 : 100, resolve));
      if (id === 'busy') throw transient('busy');
    });
    driver.producer.next = () => new Promise((resolve) => void driver.clock.after(100, resolve));
    const context = { getRemainingTimeInMillis: () => 60_000 };
    const all = Promise.all(
      [eventOf('slow', 'busy'), eventOf('busy'), eventOf('fine')].map((event) =>
        driver.handler(event, context),
      ),
    );
    await driver.clock.advance(2_000);
    expect(await all).toEqual([
      { batchItemFailures: [] },
      { batchItemFailures: [] },
      { batchItemFailures: [] },
    ]);
    expect(driver.metrics).toMatchObject({ RecordsHandled: 2, RecordsParked: 2, RecordsHandedBack: 0 });
    expect(driver.clock.waiting).toBe(0);
  });
});
