/** Topics and buckets in memory, filled by a test as a platform would, and spoilt where it wants to. */
import type { Sources, TopicNames } from '../../../samples/accounting/evidence.ts';
import type { LogRecord } from '../../../samples/accounting/log-reader.ts';

export const TOPICS: TopicNames = {
  orders: 'orders',
  transactions: 'transactions',
  retry: ['orders.retry-1', 'orders.retry-2', 'orders.retry-3'],
  deadLetters: 'orders.dlq',
};

export interface Place {
  readonly partition: number;
  readonly offset: number;
}

export class SampleSources implements Sources {
  readonly objects = new Map<string, string>();
  readonly claims: string[] = [];
  /** How often an invoice was read. */
  reads = 0;
  fail: 'records' | 'objects' | undefined;
  #unread: LogRecord[] = [];
  readonly #ends = new Map<string, number>();

  /** Its correlation id is its order's id, unless another is given. */
  order(
    id: string,
    {
      claim,
      correlation = id,
      order = {},
    }: { claim?: string; correlation?: string | null; order?: object } = {},
  ): Place {
    const headers: [string, Buffer][] = [];
    if (claim !== undefined) headers.push(['__large.message.backed.value', Buffer.of(1)]);
    if (correlation !== null) headers.push(['correlation-id', Buffer.from(correlation)]);
    return this.#append(TOPICS.orders, { key: id, value: claim ?? JSON.stringify(order), headers });
  }

  invoice(orderId: string, amountCents: number, key = `invoices/${orderId}.json`, customerId = 'c'): void {
    this.objects.set(key, JSON.stringify({ orderId, customerId, amountCents }));
  }

  transaction(orderId: string, amountCents: number, { customerId = 'c', correlation = orderId } = {}): void {
    const value = JSON.stringify({ orderId, customerId, amountCents });
    const headers = [['correlation-id', Buffer.from(correlation)]] as const;
    this.#append(TOPICS.transactions, { key: 'c', value, headers });
  }

  parked(original: Place, tier = 1): void {
    this.#append(TOPICS.retry[tier - 1]!, { key: 'k', value: '{}', headers: originHeaders(original) });
  }

  dead(original: Place, code: string): void {
    const headers = [...originHeaders(original), ['x-error-code', Buffer.from(code)] as const];
    this.#append(TOPICS.deadLetters, { key: 'k', value: '{}', headers });
  }

  records = async (): Promise<readonly LogRecord[]> => {
    if (this.fail === 'records') throw new Error('no broker answers');
    const read = this.#unread;
    this.#unread = [];
    return read;
  };

  /** In JSON here: how bytes are read is another's affair. */
  valueOf = ({ value }: LogRecord): unknown => {
    try {
      return JSON.parse(String(value));
    } catch {
      return undefined;
    }
  };

  invoiceKeys = async (): Promise<readonly string[]> => {
    if (this.fail === 'objects') throw new Error('the store is away');
    return [...this.objects.keys()];
  };

  readInvoice = async (key: string): Promise<string> => {
    this.reads += 1;
    return this.objects.get(key)!;
  };

  claimObjects = async (): Promise<readonly string[]> => this.claims;

  #append(
    topic: string,
    { key, value, headers }: { key: string; value: string; headers: LogRecord['headers'] },
  ) {
    const offset = this.#ends.get(topic) ?? 0;
    this.#ends.set(topic, offset + 1);
    const place = { partition: 0, offset };
    this.#unread.push({ topic, ...place, key: Buffer.from(key), value: Buffer.from(value), headers });
    return place;
  }
}

function originHeaders({ partition, offset }: Place): LogRecord['headers'] {
  const [int32, int64] = [Buffer.alloc(4), Buffer.alloc(8)];
  int32.writeInt32BE(partition);
  int64.writeBigInt64BE(BigInt(offset));
  return [
    ['kafka_dlt-original-topic', Buffer.from(TOPICS.orders)],
    ['kafka_dlt-original-partition', int32],
    ['kafka_dlt-original-offset', int64],
  ];
}
