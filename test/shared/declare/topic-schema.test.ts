import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { days } from '../../../shared/declare/duration.ts';
import { plainJson } from '../../../shared/declare/plain-json.ts';
import { topic } from '../../../shared/declare/topic.ts';
import { invoiceContract, invoiceKeyContract } from '../../driver/contracts.ts';

const good = { partitions: 3, retention: days(1), value: invoiceContract };
const json = { ...good, value: plainJson(z.object({ id: z.string() })) };

describe('the schema of a topic', () => {
  test.each<[string, string, object, RegExp]>([
    [
      'the contract of another topic',
      'refunds.v1',
      good,
      /value is 'the contract of the values of 'invoices\.v1''; allowed: .*schemas\/refunds\.v1\/value/,
    ],
    [
      'the contract of its keys for its values',
      'invoices.v1',
      { ...good, value: invoiceKeyContract },
      /contract of the keys/,
    ],
    [
      'the contract of its values for its keys',
      'invoices.v1',
      { ...good, key: invoiceContract },
      /contract of the values/,
    ],
    [
      'a second version of its keys',
      'invoices.v1',
      { ...good, key: { ...invoiceKeyContract, definitions: ['1', '2'] } },
      /versions of the key's schema is 2; allowed: 1 \(/,
    ],
    ['a frame around plain JSON', 'invoices.v1', { ...json, framing: 'glue' }, /absent with plainJson/],
    [
      "Confluent's frame around plain JSON",
      'invoices.v1',
      { ...json, framing: { confluent: [1] } },
      /of a contract/,
    ],
    [
      'a frame of another name',
      'invoices.v1',
      { ...good, framing: 'apicurio' },
      /'glue', 'glue-zlib', \{ confluent/,
    ],
    ['too few ids', 'invoices.v1', { ...good, framing: { confluent: [1] } }, /2 different ids/],
    ['one id twice', 'invoices.v1', { ...good, framing: { confluent: [1, 1] } }, /2 different ids/],
    [
      'an id that is none',
      'invoices.v1',
      { ...good, framing: { confluent: [1, -2] } },
      /is -2; allowed: a whole number/,
    ],
    [
      'a key of ids',
      'invoices.v1',
      { ...good, framing: { confluent: [1, 2], zlib: true } },
      /'zlib'; allowed: confluent/,
    ],
    ['no value', 'invoices.v1', { ...good, value: undefined }, /npm run schemas/],
  ])('refuses %s', (_, name, options, message) => {
    expect(() => topic(name, options as never)).toThrow(message);
  });

  test("is in Glue's frame unless it says otherwise", () => {
    expect(topic('invoices.v1', good)).toMatchObject({ framing: 'glue', foreignIds: undefined });
    expect(topic('invoices.v1', { ...good, framing: { confluent: [17, 23] } })).toMatchObject({
      framing: 'confluent',
      foreignIds: [17, 23],
    });
  });

  test('may be one of keys too, which compaction takes for a key', () => {
    const declared = topic('invoices.v1', { ...good, compacted: true, key: invoiceKeyContract });
    expect(declared).toMatchObject({ key: undefined, keyContract: invoiceKeyContract });
  });
});
