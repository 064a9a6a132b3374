import { describe, expect, test } from 'vitest';
import type { Runtime } from '../../../shared/consume/runtime.ts';
import { days, seconds } from '../../../shared/declare/duration.ts';
import { subscription } from '../../../shared/declare/subscription.ts';
import { type Topic, type TopicOptions, topic } from '../../../shared/declare/topic.ts';
import { Codec } from '../../../shared/schema/codec.ts';
import { framingOf } from '../../../shared/schema/framing.ts';
import { SchemaError } from '../../../shared/schema/schema-error.ts';
import { Schemas } from '../../../shared/schema/schemas.ts';
import { type FindVersion, noLookup } from '../../../shared/schema/version-lookup.ts';
import { INVOICE_V3, type Invoice, invoiceContract, invoiceContractV3 } from '../../driver/contracts.ts';
import { Driver } from '../../driver/driver.ts';
import { testSchemas, testVersionId, testVersionIds } from '../../driver/version-ids.ts';

const invoice = (id: string, note: string | null = null): Invoice => ({ id, cents: 7, note });
const declare = (options: Partial<TopicOptions<Invoice>> = {}) =>
  topic('invoices.v1', { partitions: 3, retention: days(1), value: invoiceContract, ...options });

function drive(
  invoices: Topic<Invoice>,
  more: { find?: FindVersion; claimCheck?: Runtime['claimCheck'] } = {},
) {
  const seen: Invoice[] = [];
  const declared = subscription('book', { topic: invoices, retry: [seconds(5)], concurrency: 4 });
  const driver = new Driver(declared, (value) => void seen.push(value), more.claimCheck);
  if (more.find !== undefined) {
    const schemas = new Schemas(testVersionIds([invoices]), more.find);
    driver.runtime.schemas = () => schemas;
  }
  return { driver, seen };
}

/** As a producer of tomorrow writes. */
const tomorrow = (id: string): Buffer =>
  new Codec({
    contract: invoiceContractV3,
    framing: framingOf('glue'),
    versions: { ids: [1, 2, 3].map((version) => testVersionId('invoices.v1', version)), written: 3 },
    find: noLookup,
  }).encode({ ...invoice(id), paid: true });

describe('a value with a contract', () => {
  test('reaches the rule, each its own, small and large', async () => {
    const { driver, seen } = drive(declare());
    const values = [invoice('a'), invoice('b', 'x'.repeat(100_000)), invoice('c', 'ü')];
    await driver.pipe(values.map((value) => ({ value })));
    expect(seen).toEqual(values);
  });

  test.each([
    ['plain JSON', Buffer.from('{"id":"a","cents":7}'), 'frame-magic'],
    ['no bytes', Buffer.alloc(0), 'frame-truncated'],
    ['half a frame', Buffer.of(3, 0, 1), 'frame-truncated'],
    ['another compression', Buffer.concat([Buffer.of(3, 9), Buffer.alloc(20)]), 'frame-compression'],
  ])('%s is dead-lettered under its code, its bytes as they were', async (_, raw, code) => {
    const { driver, seen } = drive(declare());
    const { dead } = await driver.pipe([{ raw }, { value: invoice('next') }]);
    expect(dead.map((each) => [each.code, each.record.value])).toEqual([[code, raw]]);
    expect(seen).toEqual([invoice('next')]);
  });

  test("in Confluent's frame is read where the topic says so", async () => {
    const { driver, seen } = drive(declare({ framing: { confluent: [17, 23] } }));
    const { dead } = await driver.pipe([{ value: invoice('a') }]);
    expect([seen, dead]).toEqual([[invoice('a')], []]);
  });

  test('may be a tombstone where the topic has them', async () => {
    const { driver, seen } = drive(declare({ tombstones: true }));
    const { dead } = await driver.pipe([{ value: null, key: 'a' }]);
    expect([seen, dead]).toEqual([[null], []]);
  });

  test('comes back from the claim check as it went', async () => {
    const invoices = declare({ claimCheck: true });
    const stored = testSchemas([invoices])
      .codec(invoices, invoiceContract)
      .encode(invoice('a', 'x'.repeat(2_000_000)));
    const claim = {
      value: Buffer.from('s3://claims/a'),
      headers: [['__large.message.backed.value', Buffer.of(1)]] as const,
    };
    const { driver, seen } = drive(invoices, {
      claimCheck: () => ({ store: async () => claim, restore: async () => stored }),
    });
    await driver.pipe([{ raw: claim.value, headers: [...claim.headers] }]);
    expect(seen).toEqual([invoice('a', 'x'.repeat(2_000_000))]);
  });
});

describe('a version that the function was not built with', () => {
  test('waits in the retry topic where the function may not ask', async () => {
    const { driver } = drive(declare());
    const { parked, dead } = await driver.pipe([{ raw: tomorrow('a') }]);
    expect([parked.map(({ code }) => code), dead]).toEqual([['schema-unreachable'], []]);
  });

  test('is read while records before and after it are: nobody gets the bytes of another', async () => {
    const answers: (() => void)[] = [];
    const find: FindVersion = async () => {
      await new Promise<void>((resolve) => answers.push(resolve));
      return INVOICE_V3;
    };
    const { driver, seen } = drive(declare(), { find });
    const piped = driver.pipe([
      { value: invoice('a') },
      { raw: tomorrow('new') },
      { value: invoice('b', 'x'.repeat(300)) },
    ]);
    while (answers.length === 0 || seen.length < 2) await new Promise((resolve) => setImmediate(resolve));
    for (const answer of answers) answer();
    expect((await piped).handled).toHaveLength(3);
    expect(seen).toEqual([invoice('a'), invoice('b', 'x'.repeat(300)), invoice('new')]);
  });

  test.each([
    ['that nobody registered is dead-lettered', 'schema-version-missing', 'dead'],
    ['is parked while the registry is down', 'schema-unreachable', 'parked'],
  ] as const)('%s', async (_, code, where) => {
    const find: FindVersion = async () => {
      throw new SchemaError(code, 'as the registry said');
    };
    const { driver } = drive(declare(), { find });
    const piped = await driver.pipe([{ raw: tomorrow('a') }]);
    expect(piped[where].map((each) => each.code)).toEqual([code]);
  });

  test('of a function whose template names too few versions waits too', async () => {
    const invoices = declare();
    const { driver } = drive(invoices);
    const ids = testVersionIds([invoices]).get('invoices.v1')!;
    const schemas = new Schemas(new Map([['invoices.v1', { ids: ids.ids.slice(0, 1), written: 1 }]]));
    driver.runtime.schemas = () => schemas;
    const { parked } = await driver.pipe([{ raw: tomorrow('a') }]);
    expect(parked.map(({ code }) => code)).toEqual(['schema-undeclared']);
  });
});
