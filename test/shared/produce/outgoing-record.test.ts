import { describe, expect, test } from 'vitest';
import { days } from '../../../shared/declare/duration.ts';
import { topic } from '../../../shared/declare/topic.ts';
import { outgoingRecord } from '../../../shared/produce/outgoing-record.ts';
import type { Outgoing } from '../../../shared/produce/producer.ts';
import { anyTopic } from '../../driver/any-topic.ts';
import { invoiceContract, invoiceKeyContract } from '../../driver/contracts.ts';
import { testSchemas } from '../../driver/version-ids.ts';

const keyed = anyTopic<Record<string, unknown>>('keyed', 1, { key: 'id', tombstones: true });
const keyless = anyTopic<unknown>('keyless', 1);
const encoding = (source: string) => ({ source, schemas: () => testSchemas([]) });
const made = (outgoing: Outgoing, trace = {}) => outgoingRecord(outgoing, encoding('svc'), trace);
const headersOf = (outgoing: Outgoing, trace = {}) =>
  made(outgoing, trace).headers.map(([name, value]) => [name, String(value)]);

describe('the key', () => {
  test.each([
    ['a', 'a'],
    [7, '7'],
    ['ü', 'ü'],
  ])('is the field that the topic declares: %s', (id, key) => {
    expect(made({ topic: keyed as Outgoing['topic'], value: { id } }).key).toEqual(Buffer.from(key));
  });

  test.each([[{}], [{ id: '' }], [{ id: null }], [{ id: Number.NaN }], [{ id: {} }], [undefined]])(
    'is refused when the value %o has none',
    (value) => {
      const outgoing = { topic: keyed, value } as Outgoing;
      expect(() => made(outgoing)).toThrow(/topic 'keyed': its key is the field 'id'/);
    },
  );

  test('is refused when it is not the value’s', () => {
    expect(() => made({ topic: keyed, value: { id: 'a' }, key: 'b' } as Outgoing)).toThrow(
      /is not the value's 'id'/,
    );
  });

  test('is required of a tombstone, which has no value', () => {
    expect(made({ topic: keyed, value: null, key: 'a' } as Outgoing)).toMatchObject({
      key: Buffer.from('a'),
      value: null,
    });
    expect(() => made({ topic: keyed, value: null } as Outgoing)).toThrow(/a tombstone needs the key/);
    expect(() => made({ topic: keyless, value: null })).toThrow(/a tombstone needs a key/);
  });

  test('may be absent where the topic declares none', () => {
    expect(made({ topic: keyless, value: 1 }).key).toBeNull();
    expect(made({ topic: keyless, value: 1, key: 'k' }).key).toEqual(Buffer.from('k'));
  });
});

describe('the value', () => {
  test('is JSON', () => {
    expect(String(made({ topic: keyless, value: { n: 1, text: 'ü' } }).value)).toBe('{"n":1,"text":"ü"}');
  });

  const circle: { self?: unknown } = {};
  circle.self = circle;
  test.each([[undefined], [() => 1], [1n], [circle]])('that is not JSON is refused: %s', (value) => {
    expect(() => made({ topic: keyless, value })).toThrow(/topic 'keyless'.* is not JSON/);
  });
});

describe('the headers', () => {
  test('say whose, when, by whom and in which trace it is', () => {
    const trace = { correlationId: 'c', traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01` };
    const headers = headersOf({ topic: keyless, value: 1, headers: { mine: 'x', source: 'forged' } }, trace);
    expect(headers.map(([name]) => name)).toEqual([
      'mine',
      'correlation-id',
      'traceparent',
      'source',
      'timestamp',
    ]);
    expect(Object.fromEntries(headers)).toMatchObject({ mine: 'x', 'correlation-id': 'c', source: 'svc' });
    expect(headers[2]?.[1]).toMatch(/^00-1{32}-(?!2{16})[0-9a-f]{16}-01$/);
    expect(headers[4]?.[1]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test('carry a new correlation id when the caller has none, and no trace then', () => {
    const one = Object.fromEntries(headersOf({ topic: keyless, value: 1 }));
    const other = Object.fromEntries(headersOf({ topic: keyless, value: 1 }));
    expect(one['correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(one['correlation-id']).not.toBe(other['correlation-id']);
    expect(one).not.toHaveProperty('traceparent');
  });

  test('of another service in the same process are its own', () => {
    made({ topic: keyless, value: 1 });
    const [source] = outgoingRecord({ topic: keyless, value: 1 }, encoding('other'), {}).headers.filter(
      ([name]) => name === 'source',
    );
    expect(String(source?.[1])).toBe('other');
  });

  test('are text', () => {
    const headers = { n: 1 } as unknown as Record<string, string>;
    expect(() => made({ topic: keyless, value: 1, headers })).toThrow(/header 'n' is of type number/);
  });
});

describe('a value with a contract', () => {
  const options = { partitions: 1, retention: days(1), value: invoiceContract };
  const invoices = topic('invoices.v1', { ...options, key: 'id' });
  const keyed = topic('invoices.v1', { ...options, key: invoiceKeyContract, tombstones: true });
  const schemas = testSchemas([keyed]);
  const record = (outgoing: Outgoing) => outgoingRecord(outgoing, { source: 'svc', schemas: () => schemas });
  const value = { id: 'a', cents: 7, note: null };

  test('is framed and encoded, its key as ever', () => {
    const { key, value: bytes } = record({ topic: invoices, value });
    expect(String(key)).toBe('a');
    expect(schemas.codec(invoices, invoiceContract).decode(bytes as Buffer)).toEqual(value);
  });

  test('that does not fit is refused with the path, and for good', () => {
    expect(() => record({ topic: invoices, value: { ...value, cents: 'x' } })).toThrow(
      expect.objectContaining({
        code: 'value-schema',
        retriable: false,
        message: "topic 'invoices.v1': the value is refused: cents: of type string; allowed: int",
      }),
    );
  });

  test('of a schema that the function does not declare is refused, which is no fault of the record', () => {
    const undeclared = () => outgoingRecord({ topic: invoices, value }, encoding('svc'));
    expect(undeclared).toThrow(expect.objectContaining({ code: 'schema-undeclared', retriable: true }));
  });

  test('has a key in a frame of its own where keys have a contract', () => {
    const key = { country: 'DE', number: 7 };
    const bytes = record({ topic: keyed, value, key }).key as Buffer;
    expect(schemas.codec(keyed, invoiceKeyContract).decode(bytes)).toEqual(key);
    expect(record({ topic: keyed, value: null, key }).value).toBeNull();
  });

  test.each([
    ['no key', undefined, /key is of type undefined; allowed: an object/],
    ['text', 'DE-7', /key is of type string; allowed: an object/],
    ['another object', { country: 'DE' }, /the key is refused: number: of type undefined; allowed: int/],
  ])('is refused with %s where keys have a contract', (_, key, message) => {
    expect(() => record({ topic: keyed, value, key } as Outgoing)).toThrow(message);
  });
});
