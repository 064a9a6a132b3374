/** What the sample needs of the running platform: addresses, names, and a store that can be sent away. */
import { invoiceOrders } from '../functions/invoice-orders/subscription.ts';
import { placeOrder } from '../functions/place-order/endpoint.ts';
import { Schemas } from '../shared/schema/schemas.ts';
import { versionIds } from '../shared/schema/version-ids.ts';
import { transactions } from '../shared/topics.ts';
import { avroValues } from './accounting/avro-values.ts';
import type { Sources, TopicNames } from './accounting/evidence.ts';
import { LogReader } from './accounting/log-reader.ts';
import { ObjectReader, type S3Access } from './accounting/object-reader.ts';

export interface SamplePlatform {
  /** Plaintext, `host:port` list. */
  readonly bootstrap: string;
  readonly httpUrl: string;
  readonly s3: S3Access;
  readonly store: { refuse(ms: number): Promise<void>; silence(ms: number): Promise<void> };
  /** `calls`: of each action. */
  readonly registry: { readonly endpoint: string; readonly calls: ReadonlyMap<string, number> };
  environment(functionName: string): Readonly<Record<string, string>>;
}

export const topicNames: TopicNames = {
  orders: invoiceOrders.topic.name,
  transactions: transactions.name,
  retry: invoiceOrders.retryTopics.map(({ name }) => name),
  deadLetters: invoiceOrders.deadLetterTopic.name,
};

export const ordersUrl = ({ httpUrl }: SamplePlatform): string => new URL(placeOrder.path, httpUrl).href;

type Variable = 'DATA_BUCKET' | 'CLAIM_CHECK_BUCKET' | 'SCHEMA_VERSIONS';

/** What the template sets for the function that reads orders and publishes transactions. */
export function variableOf(platform: SamplePlatform, variable: Variable): string {
  const value = platform.environment(invoiceOrders.functionName)[variable];
  if (value === undefined) {
    throw new Error(`function '${invoiceOrders.functionName}' has no variable ${variable} in the template`);
  }
  return value;
}

export const registryCalls = ({ registry }: SamplePlatform): number =>
  [...registry.calls.values()].reduce((sum, each) => sum + each, 0);

/** What the functions themselves have. */
export const schemasOf = (platform: SamplePlatform): Schemas =>
  new Schemas(versionIds(variableOf(platform, 'SCHEMA_VERSIONS')));

export function sourcesOf(platform: SamplePlatform): Sources & { close(): void } {
  const { orders, transactions: booked, retry, deadLetters } = topicNames;
  const log = new LogReader(platform.bootstrap, [orders, booked, ...retry, deadLetters]);
  const versions = variableOf(platform, 'SCHEMA_VERSIONS');
  const values = new Map([orders, booked].map((topic) => [topic, avroValues(topic, versions)]));
  const objects = new ObjectReader(platform.s3);
  const data = variableOf(platform, 'DATA_BUCKET');
  const claims = variableOf(platform, 'CLAIM_CHECK_BUCKET');
  return {
    records: () => log.read(),
    valueOf: ({ topic, value }) => (value === null ? undefined : values.get(topic)?.(value)),
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
