import { describe, expect, test } from 'vitest';
import type { Runtime } from '../../../shared/consume/runtime.ts';
import { permanent, transient } from '../../../shared/consume/verdict.ts';
import { days } from '../../../shared/declare/duration.ts';
import { subscription } from '../../../shared/declare/subscription.ts';
import { topic } from '../../../shared/declare/topic.ts';
import { Driver } from '../../driver/driver.ts';
import { refusal } from '../../driver/memory-producer.ts';
import { book, type Payment, payment, payments } from '../../driver/sample-subscription.ts';

/** `bad…` is permanent, `busy…` transient, anything else handled. */
const rule = ({ id }: Payment): void => {
  if (id.startsWith('bad')) throw permanent('bad');
  if (id.startsWith('busy')) throw transient('busy');
};
const drive = (claimCheck?: Runtime['claimCheck']) => new Driver(book(), rule, claimCheck);
const ids = (...all: string[]) => all.map((id) => ({ value: payment(id) }));

const claims = (store: () => Promise<unknown>) => {
  const restore = async () => Buffer.alloc(0);
  return () => ({ restore, store }) as unknown as ReturnType<Runtime['claimCheck']>;
};
const pointer = async () => ({
  value: Buffer.from('s3://bucket/key'),
  headers: [['__large.message.backed.value', Buffer.of(1)]],
});

describe('settle', () => {
  test('publishes failures with handled records between them as one batch', async () => {
    const driver = drive();
    const { parked } = await driver.pipe(ids('busy-1', 'fine', 'busy-2', 'fine', 'fine', 'busy-3'));
    expect(driver.producer.appended.map(({ records }) => records.length)).toEqual([3]);
    expect(parked.map(({ original }) => original)).toEqual([
      'payments.v1-0@0',
      'payments.v1-0@2',
      'payments.v1-0@5',
    ]);
  });

  test('ends a batch where a failure goes to another topic, so that none overtakes', async () => {
    const driver = drive();
    await driver.pipe(ids('busy-1', 'bad-1', 'bad-2', 'busy-2'));
    expect(driver.producer.appended.map(({ topic, records }) => [topic, records.length])).toEqual([
      ['payments.v1.book.retry-1', 1],
      ['payments.v1.book.dlq', 2],
      ['payments.v1.book.retry-1', 1],
    ]);
  });

  test('makes no batch larger than the destination takes', async () => {
    const small = topic('small.v1', {
      partitions: 3,
      retention: days(1),
      value: payments.value,
      maxMessageBytes: 40_000,
    });
    const driver = new Driver(subscription('book', { topic: small }), rule);
    await driver.pipe(
      Array.from({ length: 8 }, (_, index) => ({
        value: { ...payment(`busy-${index}`), padding: 'x'.repeat(30_000) },
      })),
    );
    expect(driver.producer.appended.map(({ records }) => records.length)).toEqual([3, 3, 2]);
  });

  test('halves a batch that the broker refuses as too large, without waiting and without the claim check', async () => {
    const driver = drive();
    driver.producer.next = ({ count }) => {
      if (count > 2) throw refusal(false, 'MESSAGE_TOO_LARGE');
    };
    const { parked } = await driver.pipe(ids('busy-1', 'busy-2', 'busy-3', 'busy-4', 'busy-5'));
    expect(parked.map(({ original }) => original.slice(-1))).toEqual(['0', '1', '2', '3', '4']);
    expect(driver.producer.appended.map(({ records }) => records.length)).toEqual([2, 2, 1]);
  });

  test('sends a record that is too large alone to the claim check, whatever its producer wrote in that header', async () => {
    const driver = drive(claims(pointer));
    driver.producer.next = ({ appending }) => {
      if ((appending?.records[0]?.value?.length ?? 0) > 5_000) throw refusal(false, 'RECORD_LIST_TOO_LARGE');
    };
    const { dead } = await driver.pipe([
      { raw: 'x'.repeat(6_000), headers: [['__large.message.backed.value', Buffer.of(1)]] },
    ]);
    expect(dead[0]?.record.value?.toString()).toBe('s3://bucket/key');
    expect(dead[0]?.header('__large.message.backed.value')).toEqual(Buffer.of(1));
  });

  test('hands back what no claim check makes smaller: a tombstone, or a record of headers', async () => {
    let stored = 0;
    const driver = drive(
      claims(async () => {
        stored += 1;
        return pointer();
      }),
    );
    driver.producer.next = () => {
      throw refusal(false, 'MESSAGE_TOO_LARGE');
    };
    const pending = driver.pipe([{ value: null }, { partition: 1, value: payment('bad') }], {
      remaining: 10_000,
    });
    await driver.clock.advance(10_000);
    expect((await pending).handedBack).toEqual(['payments.v1-0@0', 'payments.v1-1@1']);
    expect(stored).toBe(0);
  });

  test('tries the claim check again while there is time', async () => {
    let tries = 0;
    const driver = drive(
      claims(async () => {
        tries += 1;
        if (tries < 4) throw new Error('no store');
        return pointer();
      }),
    );
    driver.producer.next = ({ appending }) => {
      if ((appending?.records[0]?.value?.length ?? 0) > 5_000) throw refusal(false, 'MESSAGE_TOO_LARGE');
    };
    const pending = driver.pipe([{ raw: 'x'.repeat(6_000) }], { remaining: 30_000 });
    await driver.clock.advance(29_000);
    expect((await pending).dead).toHaveLength(1);
    expect(tries).toBe(4);
  });

  test.each(['a claim check', 'a broker'])('does not wait for %s beyond the deadline', async (which) => {
    const signals: AbortSignal[] = [];
    const never = () => new Promise<never>(() => {});
    const driver = new Driver(book(), rule, () => ({
      restore: never,
      store: (_topic, _bytes, options) => {
        if (options?.signal) signals.push(options.signal);
        return never();
      },
    }));
    driver.producer.next = () => {
      if (which === 'a broker') return never();
      throw refusal(false, 'MESSAGE_TOO_LARGE');
    };
    const pending = driver.pipe([{ raw: 'x'.repeat(6_000) }], { remaining: 40_000 });
    await driver.clock.advance(39_000);
    expect((await pending).handedBack).toEqual(['payments.v1-0@0']);
    expect(signals.map(({ aborted }) => aborted)).toEqual(which === 'a broker' ? [] : [true]);
    expect(driver.clock.waiting).toBe(0);
  });

  test('makes its last try shortly before the deadline, however long the pauses have become', async () => {
    const driver = drive();
    const start = driver.clock.now();
    const tries: number[] = [];
    driver.producer.next = () => {
      tries.push(driver.clock.now() - start);
      throw refusal(true);
    };
    const pending = driver.pipe(ids('busy'), { remaining: 60_000 });
    await driver.clock.advance(60_000);
    expect((await pending).handedBack).toHaveLength(1);
    expect(tries.at(-1)).toBe(58_800);
  });

  test('hands back a record with a header that is no list of bytes, and settles every other partition', async () => {
    const driver = drive();
    const { handler, clock, producer } = driver;
    const record = (partition: number, offset: number, headers: unknown) => ({
      topic: 'payments.v1',
      partition,
      offset,
      timestamp: clock.now(),
      value: Buffer.from(JSON.stringify(payment('busy'))).toString('base64'),
      headers,
    });
    const { batchItemFailures } = await handler({
      records: {
        'payments.v1-0': [record(0, 1, []), record(0, 2, [{ h: 'text' }]), record(0, 3, [])],
        'payments.v1-1': [record(1, 7, [])],
      },
    });
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual([
      { partition: 'payments.v1-0', offset: 2 },
      { partition: 'payments.v1-0', offset: 3 },
    ]);
    expect(producer.appended.map(({ partition, records }) => [partition, records.length])).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  test.each([-1, 1e300, -1e300, 1.5])(
    'makes a letter of a record with the timestamp %d',
    async (timestamp) => {
      const driver = drive();
      const { dead } = await driver.pipe([{ value: payment('bad'), timestamp }]);
      const written = Number(dead[0]?.header('kafka_dlt-original-timestamp')?.readBigInt64BE());
      expect(written).toBe(
        Math.min(Math.max(Math.trunc(timestamp), Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER),
      );
    },
  );
});
