import { describe, expect, test } from 'vitest';
import { transient } from '../../../shared/consume/verdict.ts';
import { Driver } from '../../driver/driver.ts';
import { book, payment } from '../../driver/sample-subscription.ts';

const inOrder = (bad: readonly string[]) =>
  new Driver(book({ order: 'partition', retry: [] }), (each) => {
    if (bad.includes(each.id)) throw transient('busy');
  });
type InOrder = ReturnType<typeof inOrder>;
const recordsOf =
  ({ clock }: InOrder) =>
  (id: string, partition: number, secondsAgo: number) => ({
    value: payment(id),
    partition,
    timestamp: clock.now() - secondsAgo * 1_000,
  });

describe('the age of what blocks its partition', () => {
  test('is that of the oldest record that a partition did not get past', async () => {
    const driver = inOrder(['b', 'd', 'e']);
    const at = recordsOf(driver);
    const records = [
      at('a', 0, 900),
      at('b', 1, 300),
      at('c', 1, 200),
      at('d', 2, 600),
      // Its partition got past a record: it may get past this one too.
      at('a', 3, 950),
      at('e', 3, 940),
    ];
    await driver.pipe(records);
    expect(driver.metrics).toMatchObject({ RecordsHandedBack: 4, BlockedAge: 600_000 });
  });

  test('is not reported while every partition moves', async () => {
    const driver = inOrder(['b']);
    const at = recordsOf(driver);
    await driver.pipe([at('a', 0, 900), at('b', 0, 800)]);
    expect(driver.metrics.RecordsHandedBack).toBe(1);
    expect(driver.metrics).not.toHaveProperty('BlockedAge');
  });

  test('is not reported of a record without a timestamp, whose age nobody knows', async () => {
    const driver = inOrder(['b']);
    await driver.pipe([{ value: payment('b'), timestamp: -1 }]);
    expect(driver.metrics.RecordsHandedBack).toBe(1);
    expect(driver.metrics).not.toHaveProperty('BlockedAge');
  });
});
