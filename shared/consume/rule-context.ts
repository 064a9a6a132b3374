/**
 * What a rule gets beside the value. Built for every record, so everything in it is made on first use.
 */
import type { Topic } from '../declare/topic.ts';
import type { Outgoing, Published, Trace } from '../produce/producer.ts';
import type { Header } from '../produce/record.ts';
import { isTraceparent, traceIdOf } from '../produce/traceparent.ts';
import type { Contract } from '../schema/contract.ts';
import { SchemaError } from '../schema/schema-error.ts';
import type { LambdaRecord, PartitionBatch } from './event.ts';
import { headerOf, headersOf } from './headers.ts';
import { bytes } from './letter.ts';
import { identity, type Origin, originOf } from './origin.ts';
import { type RecordLog, recordLog } from './record-log.ts';
import type { Runtime } from './runtime.ts';
import type { Turn } from './turn.ts';

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

/** The record's key, of a topic whose keys have a contract: that one. Throws a SchemaError. */
export type KeyOf = <K>(contract: Contract<K>) => K;

export interface RuleContext {
  readonly record: RecordView;
  readonly key: KeyOf;
  /** Aborted when the rule's limit or the invocation's time is over. */
  readonly signal: AbortSignal;
  /**
   * Publishes with the record's correlation id and trace; awaited it is acknowledged by all in-sync replicas. A record
   * whose rule forgets to await is handled only when what it published is acknowledged, and fails with it.
   */
  readonly publish: Publish;
  /** Logs with the record's identity, correlation id and trace id. */
  readonly log: RecordLog;
}

export interface ContextRun {
  readonly subscription: { readonly topic: Pick<Topic, 'name' | 'framing'> };
  readonly runtime: Runtime;
  /** Epoch ms: what is unacknowledged then has an unknown outcome. */
  readonly deadline: number;
}

/** One for each run of a rule. */
export class RecordContext implements RuleContext {
  readonly #run: ContextRun;
  readonly #batch: PartitionBatch;
  readonly #source: LambdaRecord;
  #controller: AbortController | undefined;
  #record: RecordView | undefined;
  #log: RecordLog | undefined;
  #reason: Error | undefined;
  #publishing: Set<Promise<Published>> | undefined;
  #over = false;
  #released: PromiseWithResolvers<void> | undefined;

  constructor(run: ContextRun, { batch, record }: Pick<Turn, 'batch' | 'record'>) {
    this.#run = run;
    this.#batch = batch;
    this.#source = record;
  }

  get record(): RecordView {
    this.#record ??= viewOf(this.#batch, this.#source);
    return this.#record;
  }

  get key(): KeyOf {
    return (contract) => {
      const { topic } = this.#run.subscription;
      const key = bytes(this.#source.key);
      if (key === null)
        throw new SchemaError('value-schema', `a record of topic '${topic.name}' without a key`);
      const decoded = this.#run.runtime.schemas().codec(topic, contract).decode(key);
      if (!(decoded instanceof Promise)) return decoded;
      // A key's schema has one version: the id is another's.
      decoded.catch(() => {});
      throw new SchemaError(
        'schema-foreign',
        `a key of topic '${topic.name}' has the version of another schema`,
      );
    };
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  get publish(): Publish {
    return (record) => {
      // The promise given away is the one that is unhandled when nobody awaits it.
      const published = this.#publish(record).finally(() => this.#publishing?.delete(published));
      this.#publishing ??= new Set();
      this.#publishing.add(published);
      if (this.#over) this.forget();
      return published;
    };
  }

  get log(): RecordLog {
    this.#log ??= recordLog(this.#run.runtime.logger, logKeys(this.#batch, this.#source));
    return this.#log;
  }

  /** Settles when everything published so far has; undefined when it has already. */
  get unacknowledged(): Promise<unknown> | undefined {
    return this.#publishing?.size ? Promise.all(this.#publishing) : undefined;
  }

  /** The record has its outcome: what is still on its way may fail unheard. */
  forget(): void {
    this.#over = true;
    this.release();
    this.unacknowledged?.catch(() => {});
  }

  /** Resolves when nothing needs the value any more. */
  get released(): Promise<void> {
    this.#released ??= Promise.withResolvers();
    return this.#released.promise;
  }

  release(): void {
    this.#released?.resolve();
  }

  /** The rule must not begin any more: its record has another outcome already. */
  throwIfAborted(): void {
    if (this.#reason) throw this.#reason;
  }

  abort(reason: Error): void {
    this.#reason = reason;
    this.#controller?.abort(reason);
  }

  async #publish<V>(record: Outgoing<V>): Promise<Published> {
    return this.#run.runtime.producer().publish(record, {
      signal: this.signal,
      deadline: this.#run.deadline,
      trace: traceOf(this.#batch, this.#source),
    });
  }
}

function viewOf(batch: PartitionBatch, source: LambdaRecord): RecordView {
  return {
    topic: source.topic,
    partition: source.partition,
    offset: source.offset,
    timestamp: source.timestamp,
    key: bytes(source.key),
    headers: headersOf(source),
    original: originOf(batch, source),
    attempt: batch.tier + 1,
  };
}

/** A record without a correlation id gets its own identity for one: every log line leads back to it. */
function traceOf(
  batch: PartitionBatch,
  source: LambdaRecord,
): Required<Pick<Trace, 'correlationId'>> & Trace {
  const traceparent = headerOf(source, 'traceparent')?.toString();
  const correlationId = headerOf(source, 'correlation-id')?.toString().slice(0, 256);
  return {
    correlationId: correlationId || identity(originOf(batch, source)),
    ...(traceparent && isTraceparent(traceparent) && { traceparent }),
  };
}

/** How a record is named in every log line about it. */
export function logKeys(batch: PartitionBatch, source: LambdaRecord): Record<string, string> {
  const trace = traceOf(batch, source);
  return {
    record: identity(source),
    original: identity(originOf(batch, source)),
    correlation_id: trace.correlationId,
    ...(trace.traceparent && { trace_id: traceIdOf(trace.traceparent) }),
  };
}
