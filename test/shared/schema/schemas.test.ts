import { describe, expect, test } from 'vitest';
import { days } from '../../../shared/declare/duration.ts';
import { topic } from '../../../shared/declare/topic.ts';
import { Schemas } from '../../../shared/schema/schemas.ts';
import { invoiceContract, invoiceKeyContract } from '../../driver/contracts.ts';
import { testSchemas, testVersionIds } from '../../driver/version-ids.ts';

const invoices = topic('invoices.v1', {
  partitions: 3,
  retention: days(1),
  key: invoiceKeyContract,
  value: invoiceContract,
});
const ids = testVersionIds([invoices]);

describe('the schemas of a process', () => {
  test('have one codec for each contract', () => {
    const schemas = testSchemas([invoices]);
    const codec = schemas.codec(invoices, invoiceContract);
    expect(schemas.codec(invoices, invoiceContract)).toBe(codec);
    expect(schemas.codec(invoices, invoiceKeyContract)).not.toBe(codec);
  });

  test('know a version of another of their schemas without asking', async () => {
    const asked: string[] = [];
    const schemas = new Schemas(ids, async (reference) => {
      asked.push(reference);
      return '"string"';
    });
    const key = schemas.codec(invoices, invoiceKeyContract).encode({ country: 'DE', number: 7 });
    await expect(schemas.codec(invoices, invoiceContract).decode(key)).rejects.toMatchObject({
      code: 'schema-foreign',
      verdict: 'permanent',
    });
    expect(asked).toEqual([]);
  });

  test('never compress a key, whose bytes choose its partition', () => {
    const compressed = topic('invoices.v1', {
      partitions: 3,
      retention: days(1),
      key: invoiceKeyContract,
      value: invoiceContract,
      framing: 'glue-zlib',
    });
    const schemas = testSchemas([compressed]);
    const key = schemas.codec(compressed, invoiceKeyContract).encode({ country: 'DE', number: 7 });
    const value = schemas.codec(compressed, invoiceContract).encode({ id: 'a', cents: 7, note: null });
    expect([key[1], value[1]]).toEqual([0, 5]);
  });

  test('have no codec for a schema that the template does not name', () => {
    expect(() => new Schemas(new Map()).codec(invoices, invoiceContract)).toThrow(
      expect.objectContaining({
        code: 'schema-undeclared',
        message: expect.stringContaining("no 'invoices.v1'"),
      }),
    );
  });
});
