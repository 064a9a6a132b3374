/**
 * What topics and buckets say, read with nothing of the functions': neither their code nor their counters. Only ids,
 * amounts, an order's terms and coordinates are kept. Coordinates are `topic-partition@offset`; those of a retry or dead letter are the
 * ones it carries of the first reading, and both topics are deduplicated by them.
 */
import { sideBySide } from '../side-by-side.ts';
import type { LogRecord } from './log-reader.ts';

export interface TopicNames {
  readonly orders: string;
  readonly transactions: string;
  /** First tier first. */
  readonly retry: readonly string[];
  readonly deadLetters: string;
}

export interface Sources {
  /** Since the last call. */
  records(): Promise<readonly LogRecord[]>;
  /** What a record of an order or a transaction says; undefined where that cannot be read. */
  valueOf(record: LogRecord): unknown;
  invoiceKeys(): Promise<readonly string[]>;
  readInvoice(key: string): Promise<string>;
  /** `s3://bucket/key` each. */
  claimObjects(): Promise<readonly string[]>;
}

export interface OrderRecord {
  readonly at: string;
  /** The order id in the value; where there is none the record's key, else its coordinates. */
  readonly id: string;
  /** What the transaction of this very record is known by: its correlation id, else its coordinates. */
  readonly correlation: string;
  /** `s3://bucket/key`, where the value is a pointer. */
  readonly claim: string | undefined;
  /** What is ordered, as `termsOf` has it; undefined where the value is a pointer or no order. */
  readonly terms: string | undefined;
}

export interface Amount {
  readonly orderId: string;
  readonly customerId: string;
  readonly cents: number;
}

export interface Evidence {
  readonly orders: readonly OrderRecord[];
  readonly transactions: readonly Amount[];
  /** Correlation ids of the transactions. */
  readonly correlations: ReadonlySet<string>;
  /** Coordinates → last tier, from 1. */
  readonly parked: ReadonlyMap<string, number>;
  /** Coordinates → code of each letter. */
  readonly dead: ReadonlyMap<string, readonly string[]>;
  /** By object key. */
  readonly invoices: ReadonlyMap<string, Amount>;
  readonly claimObjects: ReadonlySet<string>;
}

const CORRELATION_HEADER = 'correlation-id';
/** The functions cut a longer one. */
const CORRELATION_LENGTH = 256;
const CLAIM_HEADER = '__large.message.backed.value';
const READS_AT_A_TIME = 16;

export class EvidenceRoom implements Evidence {
  readonly orders: OrderRecord[] = [];
  readonly transactions: Amount[] = [];
  readonly parked = new Map<string, number>();
  readonly dead = new Map<string, string[]>();
  readonly invoices = new Map<string, Amount>();
  readonly claimObjects = new Set<string>();
  readonly correlations = new Set<string>();
  /** Orders that have a transaction. */
  readonly booked = new Set<string>();
  readonly #topics: TopicNames;
  readonly #sources: Sources;

  constructor(topics: TopicNames, sources: Sources) {
    this.#topics = topics;
    this.#sources = sources;
  }

  /** How many records came since the last call. */
  async gatherRecords(): Promise<number> {
    const records = await this.#sources.records();
    for (const record of records) this.#file(record);
    return records.length;
  }

  /** An invoice never changes: each is read once. Seconds of work for the store: listing is dear. */
  async gatherObjects(): Promise<void> {
    for (const each of await this.#sources.claimObjects()) this.claimObjects.add(each);
    const keys = await this.#sources.invoiceKeys();
    // A store that was killed leaves unfinished files behind, which it lists under longer names.
    const unread = keys.filter((key) => key.endsWith('.json') && !this.invoices.has(key));
    await sideBySide(unread, READS_AT_A_TIME, async (key) => {
      const invoice = amountIn(parsed(await this.#sources.readInvoice(key)));
      if (invoice !== undefined) this.invoices.set(key, invoice);
    });
  }

  #file(record: LogRecord): void {
    const { orders, transactions, retry, deadLetters } = this.#topics;
    if (record.topic === orders) this.orders.push(orderRecord(record, this.#sources.valueOf(record)));
    else if (record.topic === transactions) {
      const transaction = amountIn(this.#sources.valueOf(record));
      if (transaction === undefined) return;
      this.transactions.push(transaction);
      this.booked.add(transaction.orderId);
      this.correlations.add(String(header(record, CORRELATION_HEADER)));
    } else if (record.topic === deadLetters) {
      const original = originalOf(record);
      const codes = this.dead.get(original) ?? [];
      this.dead.set(original, [...codes, header(record, 'x-error-code')?.toString() ?? 'without a code']);
    } else {
      const tier = retry.indexOf(record.topic) + 1;
      const original = originalOf(record);
      this.parked.set(original, Math.max(tier, this.parked.get(original) ?? 0));
    }
  }
}

function orderRecord(record: LogRecord, value: unknown): OrderRecord {
  const at = coordinates(record);
  const key = record.key === null ? at : String(record.key);
  const correlation = header(record, CORRELATION_HEADER)?.toString().slice(0, CORRELATION_LENGTH) || at;
  if (header(record, CLAIM_HEADER)?.[0] === 1) {
    return { at, id: key, correlation, claim: String(record.value), terms: undefined };
  }
  return { at, id: key, correlation, claim: undefined, terms: undefined, ...orderIn(value) };
}

function orderIn(value: unknown): Pick<OrderRecord, 'id' | 'terms'> | undefined {
  const order = value as (Terms & { readonly id?: unknown }) | null | undefined;
  return typeof order?.id === 'string' ? { id: order.id, terms: termsOf(order) } : undefined;
}

interface Terms {
  readonly customerId: string;
  readonly placedOn: number | null;
  readonly quantity: number;
  readonly amount: number;
}

/** Tells two orders under one id apart, unless they differ in their gift message alone. */
export const termsOf = ({ customerId, placedOn, quantity, amount }: Terms): string =>
  JSON.stringify([customerId, placedOn, quantity, amount]);

/** Undefined: neither an invoice nor a transaction, and so it cannot stand for one. */
function amountIn(value: unknown): Amount | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { amountCents: cents, ...of } = value as Omit<Amount, 'cents'> & { readonly amountCents: number };
  return { orderId: of.orderId, customerId: of.customerId, cents };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Without origin headers a letter is of nobody's: its own coordinates, which match no order. */
function originalOf(record: LogRecord): string {
  const topic = header(record, 'kafka_dlt-original-topic');
  const partition = header(record, 'kafka_dlt-original-partition');
  const offset = header(record, 'kafka_dlt-original-offset');
  if (topic === undefined || partition?.length !== 4 || offset?.length !== 8) return coordinates(record);
  return coordinates({
    topic: String(topic),
    partition: partition.readInt32BE(),
    offset: Number(offset.readBigInt64BE()),
  });
}

export const coordinates = (of: {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}): string => `${of.topic}-${of.partition}@${of.offset}`;

const header = (record: LogRecord, name: string): Buffer | undefined =>
  record.headers.findLast(([each]) => each === name)?.[1];
