/**
 * What a rule gets beside the value. Built for every record, so everything in it is made on first use.
 */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Outgoing, Published, Trace } from '../produce/producer.ts';
import type { Header } from '../produce/record.ts';
import type { LambdaRecord, PartitionBatch } from './event.ts';
import { bytes, originalHeaders } from './letter.ts';
import { headerOf, identity, type Origin, originOf } from './origin.ts';
import type { Runtime } from './runtime.ts';

export interface RecordView {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Epoch ms. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly headers: readonly Header[];
  /** Coordinates of the first reading: what to deduplicate by. */
  readonly original: Origin;
  /** Tries so far, this one included. */
  readonly attempt: number;
}

export type Publish = <V>(record: Outgoing<V>) => Promise<Published>;

export interface RuleContext {
  readonly record: RecordView;
  /** Aborted when the rule's limit or the invocation's time is over. */
  readonly signal: AbortSignal;
  /** Publishes with the record's correlation id and trace; awaited it is acknowledged by all in-sync replicas. */
  readonly publish: Publish;
  /** Powertools logger with the record's identity and correlation id. */
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
}

/** One for each run of a rule. `deadline` is epoch ms: what is unacknowledged then has an unknown outcome. */
export class RecordContext implements RuleContext {
  readonly #runtime: Runtime;
  readonly #batch: PartitionBatch;
  readonly #source: LambdaRecord;
  readonly #deadline: number;
  #controller: AbortController | undefined;
  #record: RecordView | undefined;
  #reason: Error | undefined;

  constructor(runtime: Runtime, batch: PartitionBatch, source: LambdaRecord, deadline: number) {
    this.#runtime = runtime;
    this.#batch = batch;
    this.#source = source;
    this.#deadline = deadline;
  }

  get record(): RecordView {
    this.#record ??= viewOf(this.#batch, this.#source);
    return this.#record;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  get publish(): Publish {
    const { signal } = this;
    return async (record) =>
      this.#runtime
        .producer()
        .publish(record, { signal, deadline: this.#deadline, trace: traceOf(this.#batch, this.#source) });
  }

  get log(): RuleContext['log'] {
    const origin = originOf(this.#batch, this.#source);
    return this.#runtime.logger.createChild({
      persistentKeys: {
        record: identity(this.#source),
        original: identity(origin),
        ...traceKeys(traceOf(this.#batch, this.#source)),
      },
    });
  }

  /** The rule must not begin any more: its record has another outcome already. */
  throwIfAborted(): void {
    if (this.#reason) throw this.#reason;
  }

  abort(reason: Error): void {
    this.#reason = reason;
    this.#controller?.abort(reason);
  }
}

function viewOf(batch: PartitionBatch, source: LambdaRecord): RecordView {
  return {
    topic: source.topic,
    partition: source.partition,
    offset: source.offset,
    timestamp: source.timestamp,
    key: bytes(source.key),
    headers: originalHeaders(source),
    original: originOf(batch, source),
    attempt: batch.tier + 1,
  };
}

/** A record without a correlation id gets its own identity for one: every log line leads back to it. */
export function traceOf(
  batch: PartitionBatch,
  source: LambdaRecord,
): Required<Pick<Trace, 'correlationId'>> & Trace {
  const traceparent = headerOf(source, 'traceparent')?.toString();
  const correlationId = headerOf(source, 'correlation-id')?.toString().slice(0, 256);
  return {
    correlationId: correlationId || identity(originOf(batch, source)),
    ...(traceparent &&
      /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(traceparent) && { traceparent }),
  };
}

export function traceKeys(trace: Trace): Record<string, string> {
  return {
    ...(trace.correlationId && { correlation_id: trace.correlationId }),
    ...(trace.traceparent && { trace_id: trace.traceparent.slice(3, 35) }),
  };
}
