/** What the sample needs of the running platform: addresses, names, and a store that can be sent away. */
import { invoiceOrders } from '../functions/invoice-orders/subscription.ts';
import { placeOrder } from '../functions/place-order/endpoint.ts';
import { transactions } from '../shared/topics.ts';
import type { Sources, TopicNames } from './accounting/evidence.ts';
import { LogReader } from './accounting/log-reader.ts';
import { ObjectReader, type S3Access } from './accounting/object-reader.ts';

export interface SamplePlatform {
  /** Plaintext, `host:port` list. */
  readonly bootstrap: string;
  readonly httpUrl: string;
  readonly s3: S3Access;
  readonly store: { refuse(ms: number): Promise<void>; silence(ms: number): Promise<void> };
  environment(functionName: string): Readonly<Record<string, string>>;
}

export const topicNames: TopicNames = {
  orders: invoiceOrders.topic.name,
  transactions: transactions.name,
  retry: invoiceOrders.retryTopics.map(({ name }) => name),
  deadLetters: invoiceOrders.deadLetterTopic.name,
};

export const ordersUrl = ({ httpUrl }: SamplePlatform): string => new URL(placeOrder.path, httpUrl).href;

/** The bucket that a variable of the function names. */
export function bucketOf(platform: SamplePlatform, variable: 'DATA_BUCKET' | 'CLAIM_CHECK_BUCKET'): string {
  const bucket = platform.environment(invoiceOrders.functionName)[variable];
  if (bucket === undefined) {
    throw new Error(`function '${invoiceOrders.functionName}' has no variable ${variable} in the template`);
  }
  return bucket;
}

export function sourcesOf(platform: SamplePlatform): Sources & { close(): void } {
  const { orders, transactions: booked, retry, deadLetters } = topicNames;
  const log = new LogReader(platform.bootstrap, [orders, booked, ...retry, deadLetters]);
  const objects = new ObjectReader(platform.s3);
  const data = bucketOf(platform, 'DATA_BUCKET');
  const claims = bucketOf(platform, 'CLAIM_CHECK_BUCKET');
  return {
    records: () => log.read(),
    invoiceKeys: () => objects.list(data, 'invoices/'),
    readInvoice: (key) => objects.read(data, key),
    claimObjects: async () =>
      (await objects.list(claims, `${orders}/`)).map((key) => `s3://${claims}/${key}`),
    close() {
      log.close();
      objects.close();
    },
  };
}
