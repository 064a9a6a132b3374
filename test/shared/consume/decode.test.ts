import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ClaimCheck } from '../../../shared/claim-check/claim-check.ts';
import type { Rule } from '../../../shared/consume/run-records.ts';
import { transient } from '../../../shared/consume/verdict.ts';
import { days, seconds } from '../../../shared/declare/duration.ts';
import { plainJson } from '../../../shared/declare/plain-json.ts';
import { subscription } from '../../../shared/declare/subscription.ts';
import { type TopicOptions, topic } from '../../../shared/declare/topic.ts';
import { Driver } from '../../driver/driver.ts';
import type { TestRecord } from '../../driver/lambda-event.ts';

interface Photo {
  readonly id: string;
}
const value = plainJson(z.object({ id: z.string() }));
const flag = (byte = 1) => [['__large.message.backed.value', Buffer.of(byte)]] as const;
const pointer = (id: string): TestRecord => ({ raw: `s3://bucket/${id}`, headers: flag() });

function drive(
  rule: Rule<Photo>,
  restore: ClaimCheck['restore'],
  options: Partial<TopicOptions<Photo>> = { claimCheck: true },
) {
  const photos = topic('photos.v1', { partitions: 3, retention: days(1), value, ...options });
  const store = async () => ({ value: Buffer.from('s3://bucket/x'), headers: [...flag()] });
  const declared = subscription('look', {
    topic: photos,
    retry: [seconds(5)],
    concurrency: 1,
    batch: { size: 10 },
  });
  return new Driver(declared, rule, () => ({ restore, store }));
}
const stored = async (given: Buffer) =>
  Buffer.from(JSON.stringify({ id: given.toString().slice('s3://bucket/'.length) }));

describe('decoding', () => {
  test('restores a claim in its turn, not before', async () => {
    const order: string[] = [];
    const driver = drive(
      ({ id }) => void order.push(`rule ${id}`),
      (given) => {
        order.push(`restore ${given}`);
        return stored(given);
      },
    );
    await driver.pipe([pointer('a'), pointer('b')]);
    expect(order).toEqual(['restore s3://bucket/a', 'rule a', 'restore s3://bucket/b', 'rule b']);
  });

  test('aborts a restore that takes longer than the rule may, and runs no rule for it afterwards', async () => {
    let ran = 0;
    let signal: AbortSignal | undefined;
    let restored: (bytes: Buffer) => void = () => {};
    const driver = drive(
      () => {
        ran += 1;
      },
      (_value, _headers, options) => {
        signal = options?.signal;
        return new Promise((resolve) => {
          restored = resolve;
        });
      },
    );
    const pending = driver.pipe([pointer('a')]);
    await driver.clock.advance(seconds(10));
    expect((await pending).parked.map(({ code }) => code)).toEqual(['rule-timeout']);
    restored(Buffer.from('{"id":"a"}'));
    await driver.clock.advance(1);
    expect([ran, signal?.aborted]).toEqual([0, true]);
  });

  test('parks a claim that cannot be restored now as the pointer it was', async () => {
    const driver = drive(
      () => {},
      async () => {
        throw Object.assign(new Error('no store'), { code: 'ECONNREFUSED' });
      },
    );
    const { parked } = await driver.pipe([pointer('a')]);
    expect(parked[0]?.record.value?.toString()).toBe('s3://bucket/a');
    expect(parked[0]?.header('__large.message.backed.value')).toEqual(Buffer.of(1));
  });

  test('refuses a claim in a topic that declares none, and takes one of its own in a retry topic', async () => {
    const seen: string[] = [];
    let first = true;
    const rule = ({ id }: Photo) => {
      seen.push(id);
      if (first) throw transient('busy');
    };
    const driver = drive(rule, async () => Buffer.from(JSON.stringify({ id: 'large' })), {});
    expect((await driver.pipe([pointer('a')])).dead.map(({ code }) => code)).toEqual(['claim-undeclared']);
    driver.producer.next = ({ appending }) => {
      if ((appending?.records[0]?.value?.length ?? 0) < 2_000) return;
      throw Object.assign(new Error('too large'), { refused: [{ code: 'MESSAGE_TOO_LARGE' }] });
    };
    const { parked } = await driver.pipe([{ value: { id: 'x'.repeat(3_000) } }]);
    first = false;
    const pending = driver.retry(parked, driver.clock.now());
    await driver.clock.advance(5_000);
    expect((await pending).handled).toHaveLength(1);
    expect(seen.at(-1)).toBe('large');
  });

  test.each([
    ['text that begins like a pointer', { raw: 's3://bucket/a' }, ['value-not-json']],
    ['a pointer whose flag is 0', { raw: 's3://bucket/a', headers: flag(0) }, ['value-not-json']],
    ['JSON with the flag of a claim', { value: { id: 'a' }, headers: flag() }, []],
    ['an empty value', { raw: '' }, ['value-not-json']],
    ['a byte order mark', { raw: '\uFEFF{"id":"a"}' }, ['value-not-json']],
    ['a replacement character that is really there', { value: { id: 'a\uFFFD' } }, []],
  ])('takes %s for what it is', async (_, record, codes) => {
    const driver = drive(() => {}, stored);
    expect((await driver.pipe([record])).dead.map(({ code }) => code)).toEqual(codes);
  });

  test('waits for a validator that is asynchronous', async () => {
    const slow = plainJson(z.object({ id: z.string() }).refine(async ({ id }) => id !== 'b', 'not b'));
    const seen: string[] = [];
    const driver = drive(({ id }) => void seen.push(id), stored, { value: slow });
    const { dead } = await driver.pipe([
      { value: { id: 'a' } },
      { value: { id: 'b' } },
      { value: { id: 'c' } },
    ]);
    expect(seen).toEqual(['a', 'c']);
    expect(dead.map(({ code }) => code)).toEqual(['value-schema']);
  });
});
