/** What a producer promises to those who publish; how it keeps that is in create-producer.ts. */
import type { Topic } from '../declare/topic.ts';
import type { RawRecord } from './record.ts';

export interface Outgoing<V = unknown> {
  readonly topic: Topic<V>;
  /** Null is a tombstone and needs `key`. */
  readonly value: V | null;
  /** Absent: taken from the field that the topic declares as its key. An object where its keys have a contract. */
  readonly key?: string | object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Trace {
  readonly correlationId?: string;
  /** W3C trace context. */
  readonly traceparent?: string;
}

export interface PublishOptions {
  /** Epoch ms. What is sent and unacknowledged by then has an unknown outcome; what is not sent is refused. */
  readonly deadline?: number;
  /** Aborted: waits no longer. What was let in by then may still be sent, so its outcome is unknown. */
  readonly signal?: AbortSignal;
  readonly trace?: Trace;
}

export interface Published {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

export interface Producer {
  /** Resolves when all in-sync replicas have the record; rejects with a ProduceError. */
  publish<V>(record: Outgoing<V>, options?: PublishOptions): Promise<Published>;
  /** Waits while 32 MB of records are not settled; all are tried, whatever becomes of the others. */
  publishAll(records: readonly Outgoing[], options?: PublishOptions): Promise<readonly Published[]>;
  /** One Kafka batch to one partition, all or nothing; bytes and headers as given. */
  append(
    to: { readonly topic: string; readonly partition: number },
    records: readonly RawRecord[],
    options?: { readonly deadline?: number },
  ): Promise<{ readonly baseOffset: bigint }>;
  /** Sends what is accumulated, then disconnects. */
  close(): Promise<void>;
}
