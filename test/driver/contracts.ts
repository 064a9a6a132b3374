/** Contracts of tests: a payment in two versions, and a key. */
import { avro } from '../../shared/schema/avro/avro.ts';

export interface Invoice {
  readonly id: string;
  readonly cents: number;
  readonly note: string | null;
}

const field = (name: string, type: unknown, more: object = {}) => ({ name, type, ...more });
const record = (...fields: object[]) =>
  JSON.stringify({ type: 'record', name: 'Invoice', namespace: 'com.example', fields });

const INVOICE_V1 = record(field('id', 'string'), field('cents', 'int'));
const INVOICE_V2 = record(
  field('id', 'string'),
  field('cents', 'int'),
  field('note', ['null', 'string'], { default: null }),
);
/** Not of the contract: what a producer of tomorrow writes. */
export const INVOICE_V3 = record(
  field('id', 'string'),
  field('cents', 'int'),
  field('note', ['null', 'string'], { default: null }),
  field('paid', 'boolean', { default: false }),
);

const invoices = { topic: 'invoices.v1', attribute: 'value', compatibility: 'BACKWARD' } as const;

export const invoiceContract = avro<Invoice>({ ...invoices, definitions: [INVOICE_V1, INVOICE_V2] });
export const invoiceContractV1 = avro<Invoice>({ ...invoices, definitions: [INVOICE_V1] });
export const invoiceContractV3 = avro<Invoice & { readonly paid: boolean }>({
  ...invoices,
  definitions: [INVOICE_V1, INVOICE_V2, INVOICE_V3],
});

export interface InvoiceKey {
  readonly country: string;
  readonly number: number;
}

export const invoiceKeyContract = avro<InvoiceKey>({
  topic: 'invoices.v1',
  attribute: 'key',
  compatibility: 'NONE',
  definitions: [
    JSON.stringify({
      type: 'record',
      name: 'InvoiceKey',
      fields: [field('country', 'string'), field('number', 'int')],
    }),
  ],
});
