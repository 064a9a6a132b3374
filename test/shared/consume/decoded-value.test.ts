import { describe, expect, test } from 'vitest';
import { transient } from '../../../shared/consume/verdict.ts';
import { days, seconds } from '../../../shared/declare/duration.ts';
import { type SubscriptionOptions, subscription } from '../../../shared/declare/subscription.ts';
import { topic } from '../../../shared/declare/topic.ts';
import { jsonSchema } from '../../../shared/schema/json-schema/json-schema.ts';
import { type Invoice, invoiceContract, invoiceKeyContract } from '../../driver/contracts.ts';
import { Driver } from '../../driver/driver.ts';
import { lambdaEvent } from '../../driver/lambda-event.ts';
import { testSchemas, testVersionId } from '../../driver/version-ids.ts';

const options = { partitions: 3, retention: days(1), value: invoiceContract };
const invoices = topic('invoices.v1', options);
const invoice: Invoice = { id: 'a', cents: 7, note: null };
const VERSION = testVersionId('invoices.v1', 2);
const framed = testSchemas([invoices]).codec(invoices, invoiceContract).encode(invoice);

function drive(lambdaDecodes: SubscriptionOptions<Invoice>['lambdaDecodes']) {
  const seen: Invoice[] = [];
  let fail = true;
  const declared = subscription('book', {
    topic: invoices,
    retry: [seconds(5)],
    ...(lambdaDecodes !== undefined && { lambdaDecodes }),
  });
  const driver = new Driver(declared, (value) => {
    if (fail) throw transient('busy');
    seen.push(value);
  });
  return {
    driver,
    seen,
    heal: () => {
      fail = false;
    },
  };
}

/** As a mapping that decodes delivers it. */
function decodedEvent(value: Buffer, schemaId: unknown = VERSION) {
  const event = lambdaEvent('invoices.v1', [{ raw: value }], 0);
  for (const record of Object.values(event.records).flat()) {
    Object.assign(record, { valueSchemaMetadata: { dataFormat: 'AVRO', schemaId } });
  }
  return event;
}

describe('a value that Lambda decoded', () => {
  test.each([
    ['json', Buffer.from(JSON.stringify({ id: 'a', cents: 7 }))],
    ['source', framed.subarray(18)],
  ] as const)('%s: is what the rule gets', async (as, value) => {
    const { driver, seen, heal } = drive(as);
    heal();
    await driver.invoke(decodedEvent(value));
    expect(seen).toEqual([invoice]);
  });

  test('source: is parked in the frame of its producer, and read from there', async () => {
    const { driver, seen, heal } = drive('source');
    const { parked } = await driver.invoke(decodedEvent(framed.subarray(18)));
    expect(parked[0]?.record.value).toEqual(framed);
    heal();
    await driver.retry(parked, driver.clock.now() - seconds(5));
    expect(seen).toEqual([invoice]);
  });

  test('json: is parked as JSON that says so, and read from there', async () => {
    const { driver, seen, heal } = drive('json');
    const value = Buffer.from(JSON.stringify({ id: 'a', cents: 7 }));
    const { parked } = await driver.invoke(decodedEvent(value));
    expect(parked[0]?.record.value).toEqual(value);
    expect(String(parked[0]?.header('x-value-format'))).toBe('json');
    heal();
    await driver.retry(parked, driver.clock.now() - seconds(5));
    expect(seen).toEqual([invoice]);
  });

  test.each(['json', 'source'] as const)(
    '%s: a record that was put back into a retry topic as its producer wrote it is read by its frame',
    async (as) => {
      const { driver, seen, heal } = drive(as);
      heal();
      const topicName = 'invoices.v1.book.retry-1';
      await driver.invoke(lambdaEvent(topicName, [{ raw: framed }], driver.clock.now() - seconds(5)));
      expect(seen).toEqual([invoice]);
    },
  );

  test.each([
    ['JSON that is none', 'json', Buffer.from('{'), 'value-not-json'],
    ['JSON of another shape', 'json', Buffer.from('{"id":1}'), 'value-schema'],
    ['bytes of another shape', 'source', Buffer.of(2), 'value-truncated'],
  ] as const)('%s: is dead-lettered', async (_, as, value, code) => {
    const { driver } = drive(as);
    expect((await driver.invoke(decodedEvent(value))).dead.map((each) => each.code)).toEqual([code]);
  });

  test('source: with a version that is none hands its record back, since it could not be parked whole', async () => {
    const { driver } = drive('source');
    const { handedBack } = await driver.invoke(decodedEvent(framed.subarray(18), 'none'));
    expect(handedBack).toEqual(['invoices.v1-0@0']);
  });

  test('json: of a JSON Schema is read and parked as its producer wrote it, to the last digit', async () => {
    const contract = jsonSchema<{ n: number }>({
      topic: 'counts.v1',
      attribute: 'value',
      compatibility: 'BACKWARD',
      definitions: [JSON.stringify({ type: 'object', properties: { n: { type: 'integer' } } })],
    });
    const counts = topic('counts.v1', { partitions: 3, retention: days(1), value: contract });
    const declared = subscription('count', { topic: counts, retry: [seconds(5)], lambdaDecodes: 'json' });
    const driver = new Driver(declared, () => {
      throw transient('busy');
    });
    const deliver = (json: string) => {
      const event = lambdaEvent('counts.v1', [{ raw: json }], 0);
      const valueSchemaMetadata = { dataFormat: 'JSON', schemaId: testVersionId('counts.v1', 1) };
      for (const record of Object.values(event.records).flat())
        Object.assign(record, { valueSchemaMetadata });
      return driver.invoke(event);
    };
    const { parked } = await deliver('{"n": 1}');
    expect(parked[0]?.record.value?.subarray(18).toString()).toBe('{"n": 1}');
    expect(parked[0]?.header('x-value-format')).toBeUndefined();
    expect((await deliver('{"n": 9007199254740993}')).dead.map(({ code }) => code)).toEqual(['value-schema']);
  });

  test('a header of a producer does not make JSON of its value', async () => {
    const { driver, seen, heal } = drive(undefined);
    heal();
    const headers = [['x-value-format', 'json']] as const;
    await driver.pipe([{ raw: framed, headers }]);
    expect(seen).toEqual([invoice]);
  });
});

describe('a key that has a contract', () => {
  const keyed = topic('invoices.v1', { ...options, key: invoiceKeyContract });
  const schemas = testSchemas([keyed]);

  test('is read by the rule that asks for it', async () => {
    const keys: unknown[] = [];
    const driver = new Driver(subscription('book', { topic: keyed }), (_, { key }) => {
      keys.push(key(invoiceKeyContract));
    });
    const key = schemas.codec(keyed, invoiceKeyContract).encode({ country: 'DE', number: 7 });
    const event = lambdaEvent('invoices.v1', [{ raw: framed }], 0);
    for (const record of Object.values(event.records).flat()) {
      Object.assign(record, { key: key.toString('base64') });
    }
    await driver.invoke(event);
    expect(keys).toEqual([{ country: 'DE', number: 7 }]);
  });

  test.each([
    ['none', null, 'value-schema'],
    ['the key of another contract', framed.toString('base64'), 'schema-foreign'],
  ])('%s: dead-letters the record of a rule that asks', async (_, key, code) => {
    const driver = new Driver(subscription('book', { topic: keyed }), (_value, context) => {
      context.key(invoiceKeyContract);
    });
    const event = lambdaEvent('invoices.v1', [{ raw: framed }], 0);
    for (const record of Object.values(event.records).flat()) Object.assign(record, { key });
    expect((await driver.invoke(event)).dead.map((each) => each.code)).toEqual([code]);
  });
});
