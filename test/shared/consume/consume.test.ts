import { describe, expect, test } from 'vitest';
import type { Rule } from '../../../shared/consume/run-records.ts';
import { permanent, transient } from '../../../shared/consume/verdict.ts';
import { milliseconds, seconds } from '../../../shared/declare/duration.ts';
import { Driver } from '../../driver/driver.ts';
import { refusal } from '../../driver/memory-producer.ts';
import { book, type Payment, payment } from '../../driver/sample-subscription.ts';

const drive = (rule: Rule<Payment>, options: Parameters<typeof book>[0] = {}) =>
  new Driver(book(options), rule);

describe('consume', () => {
  test('handles every record and answers an empty list', async () => {
    const seen: string[] = [];
    const driver = drive((each) => {
      seen.push(each.id);
    });
    const { handled, handedBack } = await driver.pipe([{ value: payment('a') }, { value: payment('b') }]);
    expect(seen).toEqual(['a', 'b']);
    expect({ handled, handedBack }).toEqual({
      handled: ['payments.v1-0@0', 'payments.v1-0@1'],
      handedBack: [],
    });
    expect(driver.metrics).toMatchObject({ RecordsHandled: 2, RecordsParked: 0, RecordsHandedBack: 0 });
  });

  test('parks a transient failure in the first retry topic with key, value and headers as they were', async () => {
    const driver = drive(() => {
      throw transient('busy', 'not now');
    });
    const headers = [
      ['h', 'é'],
      ['h', 'second'],
      ['x-dead-letter', 'forged'],
    ] as const;
    const { parked, handedBack } = await driver.pipe([
      { value: payment('a'), key: 'a', partition: 4, offset: 17, headers },
    ]);
    const [letter] = parked;
    expect(letter).toMatchObject({ topic: 'payments.v1.book.retry-1', partition: 1, code: 'busy' });
    expect(letter?.record.key?.toString()).toBe('a');
    expect(JSON.parse(String(letter?.record.value))).toEqual(payment('a'));
    expect(letter?.record.headers.slice(0, 2)).toEqual([
      ['h', Buffer.from('é')],
      ['h', Buffer.from('second')],
    ]);
    expect(letter?.header('kafka_dlt-original-topic')?.toString()).toBe('payments.v1');
    expect(letter?.header('kafka_dlt-original-partition')).toEqual(Buffer.from([0, 0, 0, 4]));
    expect(letter?.header('kafka_dlt-original-offset')).toEqual(Buffer.from([0, 0, 0, 0, 0, 0, 0, 17]));
    expect(letter?.header('kafka_dlt-exception-message')?.toString()).toBe('not now');
    expect(letter?.header('x-due')?.toString()).toBe(String(driver.clock.now() + 5_000));
    expect(letter?.header('x-dead-letter')).toBeUndefined();
    expect(handedBack).toEqual([]);
  });

  test('dead-letters a permanent failure, marked as ours, and goes on with the next record', async () => {
    const driver = drive((each) => {
      if (each.cents < 0) throw permanent('negative', 'below zero');
    });
    const { dead, handled } = await driver.pipe([{ value: payment('a', -1) }, { value: payment('b') }]);
    expect(dead.map(({ code, original }) => [code, original])).toEqual([['negative', 'payments.v1-0@0']]);
    expect(dead[0]?.header('x-dead-letter')?.toString()).toBe('1');
    expect(dead[0]?.header('x-due')).toBeUndefined();
    expect(handled).toEqual(['payments.v1-0@1']);
    expect(driver.metrics).toMatchObject({ RecordsDeadLettered: 1, 'RecordsDeadLettered/negative': 1 });
  });

  test.each([
    ['unparseable bytes', { raw: 'no json, card 4111' }, 'value-not-json'],
    ['bytes that are no UTF-8', { raw: Buffer.from([0x22, 0xff, 0x22]) }, 'value-not-json'],
    ['a value of another shape', { value: { id: 7, secret: 'card 4111' } }, 'value-schema'],
    ['a null value', { value: null }, 'value-null'],
    ['a missing value', {}, 'value-null'],
  ])('dead-letters %s without quoting it', async (_, record, code) => {
    const driver = drive(() => {});
    const { dead } = await driver.pipe([record]);
    expect(dead.map((each) => each.code)).toEqual([code]);
    expect(dead[0]?.header('kafka_dlt-exception-message')?.toString()).not.toContain('4111');
    expect(JSON.stringify(driver.logs)).not.toContain('4111');
  });

  test('climbs the retry topics with the first origin and ends in the dead-letter topic', async () => {
    const driver = drive((_, { record }) => {
      throw transient(`try-${record.attempt}`);
    });
    const first = await driver.pipe([{ value: payment('a'), key: 'a', partition: 5, offset: 99 }]);
    const letters = [first.parked[0]];
    for (const delay of [5_000, 20_000]) {
      const [letter] = letters.slice(-1);
      const pending = driver.retry([letter!], driver.clock.now());
      await driver.clock.advance(delay);
      const { parked, dead } = await pending;
      letters.push(parked[0] ?? dead[0]);
    }
    expect(letters.map((each) => [each?.topic, each?.code, each?.original])).toEqual([
      ['payments.v1.book.retry-1', 'try-1', 'payments.v1-5@99'],
      ['payments.v1.book.retry-2', 'try-2', 'payments.v1-5@99'],
      ['payments.v1.book.dlq', 'try-3', 'payments.v1-5@99'],
    ]);
    expect(letters[2]?.header('x-attempt')?.toString()).toBe('3');
  });

  test('never runs a parked record before it is due, and waits at most one delay whatever the header says', async () => {
    const ran: number[] = [];
    const driver = drive(() => {
      ran.push(driver.clock.now());
    });
    const start = driver.clock.now();
    for (const due of [String(start + 86_400_000), 'soon', '-1', String(start + 2_000)]) {
      const event = { value: payment('a'), headers: [['x-due', due]] as const };
      const letter = {
        topic: 'payments.v1.book.retry-1',
        record: {
          key: null,
          value: Buffer.from(JSON.stringify(event.value)),
          headers: [['x-due', Buffer.from(due)]],
        },
      };
      const at = driver.clock.now();
      const pending = driver.retry([letter as never], at);
      await driver.clock.advance(due === String(start + 2_000) ? 0 : 4_999);
      expect(ran.length === 0 || due === String(start + 2_000)).toBe(true);
      await driver.clock.advance(5_000);
      await pending;
      if (due !== String(start + 2_000)) ran.length = 0;
    }
  });

  test('believes no origin header in the source topic, so that no two records share an identity', async () => {
    const driver = drive(() => {
      throw permanent('bad');
    });
    const forged = [
      ['kafka_dlt-original-topic', 'other'],
      ['kafka_dlt-original-partition', Buffer.alloc(4)],
      ['kafka_dlt-original-offset', Buffer.alloc(8)],
      ['kafka_dlt-original-timestamp', Buffer.alloc(8)],
    ] as const;
    const { dead } = await driver.pipe([
      { value: payment('a'), headers: forged },
      { value: payment('b'), headers: forged },
    ]);
    expect(dead.map(({ original }) => original)).toEqual(['payments.v1-0@0', 'payments.v1-0@1']);
  });

  test('parks a rule that runs over its limit, aborts its signal and goes on', async () => {
    const aborted: string[] = [];
    const driver = drive(
      (each, { signal }) =>
        each.id === 'slow'
          ? new Promise<void>(() => {
              signal.addEventListener('abort', () => aborted.push((signal.reason as { code: string }).code));
            })
          : undefined,
      { ruleLimit: seconds(2), concurrency: 1 },
    );
    const pending = driver.pipe([{ value: payment('slow') }, { value: payment('b') }]);
    await driver.clock.advance(1_999);
    expect(aborted).toEqual([]);
    await driver.clock.advance(1);
    const { parked, handled } = await pending;
    expect(parked.map(({ code }) => code)).toEqual(['rule-timeout']);
    expect(handled).toEqual(['payments.v1-0@1']);
    expect(aborted).toEqual(['rule-timeout']);
    expect(driver.clock.waiting).toBe(0);
  });

  test('runs keys side by side up to the concurrency and the records of one key one after another', async () => {
    const running = new Set<string>();
    const order: string[] = [];
    let most = 0;
    const driver = drive(
      async (each) => {
        expect(running.has(each.id)).toBe(false);
        running.add(each.id);
        most = Math.max(most, running.size);
        order.push(`${each.id}${each.cents}`);
        await new Promise<void>((resolve) => driver.clock.after(10, resolve));
        running.delete(each.id);
      },
      { concurrency: 3, ruleLimit: seconds(5) },
    );
    const records = ['a', 'a', 'b', 'a', 'c', 'd', 'b'].map((id, index) => ({
      key: id,
      value: payment(id, index),
    }));
    const pending = driver.pipe(records);
    await driver.clock.advance(1_000);
    const { handled } = await pending;
    expect(handled).toHaveLength(7);
    expect(most).toBe(3);
    expect(order.filter((each) => each.startsWith('a'))).toEqual(['a0', 'a1', 'a3']);
    expect(order.filter((each) => each.startsWith('b'))).toEqual(['b2', 'b6']);
  });

  test('runs records with a missing, null or empty key side by side', async () => {
    let most = 0;
    let running = 0;
    const driver = drive(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => driver.clock.after(10, resolve));
      running -= 1;
    });
    const pending = driver.pipe([
      { value: payment('a') },
      { value: payment('b'), key: null },
      { value: payment('c'), key: '' },
      { value: payment('d'), key: '' },
    ]);
    await driver.clock.advance(10);
    expect((await pending).handled).toHaveLength(4);
    expect(most).toBe(4);
  });

  test('hands back a record that cannot be published and every later one of its partition, and no other', async () => {
    const driver = drive((each) => {
      if (each.id !== 'fine') throw transient('busy');
    });
    driver.producer.next = ({ topic }) => {
      if (topic.endsWith('retry-1')) throw refusal(false);
    };
    const pending = driver.pipe(
      [
        { value: payment('fine'), partition: 0, offset: 0 },
        { value: payment('x'), partition: 0, offset: 1 },
        { value: payment('fine'), partition: 0, offset: 2 },
        { value: payment('fine'), partition: 1, offset: 0 },
      ],
      { remaining: 30_000 },
    );
    await driver.clock.advance(30_000);
    const { handedBack, handled } = await pending;
    expect(handedBack).toEqual(['payments.v1-0@1', 'payments.v1-0@2']);
    expect(handled).toEqual(['payments.v1-0@0', 'payments.v1-1@0']);
  });

  test('keeps trying to publish until its deadline and settles when the brokers are back', async () => {
    const driver = drive(() => {
      throw transient('busy');
    });
    let refused = 0;
    driver.producer.next = () => {
      refused += 1;
      if (refused < 6) throw refusal(true);
    };
    const pending = driver.pipe([{ value: payment('a') }], { remaining: 60_000 });
    await driver.clock.advance(59_000);
    const { parked, handedBack } = await pending;
    expect({ parked: parked.length, handedBack }).toEqual({ parked: 1, handedBack: [] });
  });

  test('hands back what did not come to its turn in the time of the invocation', async () => {
    const driver = drive(() => new Promise<void>((resolve) => driver.clock.after(900, resolve)), {
      concurrency: 1,
      ruleLimit: seconds(1),
    });
    const pending = driver.pipe(
      ['a', 'b', 'c', 'd', 'e'].map((id) => ({ value: payment(id) })),
      { remaining: 3_000 },
    );
    await driver.clock.advance(3_000);
    const { handled, parked, handedBack } = await pending;
    expect(handled).toEqual(['payments.v1-0@0', 'payments.v1-0@1']);
    expect(parked.map(({ code }) => code)).toEqual(['invocation-deadline']);
    expect(handedBack).toEqual(['payments.v1-0@3', 'payments.v1-0@4']);
  });

  test('takes thin, self-managed and full events alike', async () => {
    const driver = drive(() => {});
    const thin = await driver.pipe([{ value: payment('a') }], { thin: true });
    expect(thin.handled).toHaveLength(1);
    for (const eventSource of ['SelfManagedKafka', 'aws:SelfManagedKafka', 'aws:kafka']) {
      const { handled } = await driver.invoke({ eventSource, records: {} });
      expect(handled).toEqual([]);
    }
  });

  test.each([
    [{}, /records is of type undefined/],
    [{ Records: [] }, /records is of type undefined/],
    [{ eventSource: 'aws:sqs', records: {} }, /eventSource is "aws:sqs"; allowed: aws:kafka/],
    [{ records: { 't-0': 7 } }, /records\["t-0"\] is of type number/],
  ])('refuses the event %j as a whole', async (event, message) => {
    await expect(drive(() => {}).invoke(event)).rejects.toThrow(message);
  });

  test('on demand settles all it can and then fails the invocation', async () => {
    const driver = drive(
      (each) => {
        if (each.id !== 'fine') throw transient('busy');
      },
      { mode: 'on-demand' },
    );
    expect((await driver.pipe([{ value: payment('x') }])).parked).toHaveLength(1);
    driver.producer.next = () => {
      throw refusal(true);
    };
    const failing = expect(driver.pipe([{ value: payment('x') }], { remaining: 10_000 })).rejects.toThrow(
      '1 records could not be settled',
    );
    await driver.clock.advance(10_000);
    await failing;
  });

  test('order partition hands a transient failure back, runs nothing after it, and dead-letters a permanent one', async () => {
    const ran: string[] = [];
    const driver = drive(
      (each) => {
        ran.push(each.id);
        if (each.id === 'bad') throw permanent('bad');
        if (each.id === 'busy') throw transient('busy');
      },
      { order: 'partition', retry: [], batch: { size: 10 } },
    );
    const { handled, dead, handedBack, parked } = await driver.pipe(
      ['a', 'bad', 'b', 'busy', 'c'].map((id) => ({ value: payment(id) })),
    );
    expect(ran).toEqual(['a', 'bad', 'b', 'busy']);
    expect(handled).toEqual(['payments.v1-0@0', 'payments.v1-0@2']);
    expect(dead.map(({ original }) => original)).toEqual(['payments.v1-0@1']);
    expect(handedBack).toEqual(['payments.v1-0@3', 'payments.v1-0@4']);
    expect(parked).toEqual([]);
  });

  test('gives every published record the correlation id and trace of the record it came from', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const driver = drive(async (each, { publish, log }) => {
      log.info('booking');
      await publish({ topic: book().topic, value: each });
    });
    await driver.pipe([
      {
        value: payment('a'),
        headers: [
          ['correlation-id', 'c-1'],
          ['traceparent', traceparent],
        ],
      },
      { value: payment('b'), headers: [['traceparent', 'nonsense']] },
    ]);
    expect(driver.producer.published.map(({ options }) => options?.trace)).toEqual([
      { correlationId: 'c-1', traceparent },
      { correlationId: 'payments.v1-0@1' },
    ]);
    expect(driver.logs[0]).toMatchObject({ detail: { record: 'payments.v1-0@0', correlation_id: 'c-1' } });
  });

  test('lets the subscription overrule the classification by code', async () => {
    const driver = drive(
      () => {
        throw Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
      },
      { errors: { ECONNREFUSED: 'permanent' }, ruleLimit: milliseconds(500) },
    );
    expect((await driver.pipe([{ value: payment('a') }])).dead).toHaveLength(1);
  });

  test('cuts long error texts so that the headers fit', async () => {
    const driver = drive(() => {
      throw permanent('long', 'ä'.repeat(100_000));
    });
    const { dead } = await driver.pipe([{ value: payment('a') }]);
    const size = dead[0]?.record.headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    expect(size).toBeLessThan(64 * 1024);
  });
});
