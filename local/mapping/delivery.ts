/**
 * Records to the function and their fate, by the rules of a Kafka event source mapping:
 *
 * - at most one batch of a partition is with the function; a partition's batches run in offset order;
 * - success settles the batch; a reported record brings its partition back from there on, thin, as a failed attempt;
 * - a function error brings the whole batch again, or with bisect its two halves. Splitting costs no attempt (as Lambda
 *   says of Kinesis), so attempts count for what can be split no further;
 * - a function that was never run (throttled, shut down) has not failed: the batch comes again, no attempt used;
 * - a record that the function must not get (too large, not to be decoded) is given up without an invocation;
 * - out of attempts: the failure destination, or lost with a loud line. Only then, or settled, is an offset committed.
 */
import type { InvokeResult } from '../lambda/invoke-result.ts';
import { type Batch, type BatchPart, batchOf, halves, recordCount } from './batch.ts';
import { batchAnswer } from './batch-answer.ts';
import type { Clock } from './clock.ts';
import { type FailureDestination, giveUp } from './failure-destination.ts';
import type { Failure } from './failure-document.ts';
import { type EventSource, eventText } from './lambda-event.ts';
import type { Lane } from './lane.ts';
import type { MappingRules } from './mapping-definition.ts';
import type { MappingStats } from './mapping-stats.ts';

export interface DeliveryPorts {
  readonly rules: MappingRules;
  readonly source: EventSource;
  readonly destination: FailureDestination;
  readonly stats: MappingStats;
  readonly clock: Clock;
  invoke(functionName: string, payload: Buffer): Promise<InvokeResult>;
  /** Room in, or progress of, these lanes. */
  moved(lanes: Iterable<Lane>): void;
  /** There may be a batch to start. */
  poke(): void;
  /** The mapping is being stopped. */
  stopped(): boolean;
  log(line: string): void;
}

/** Wait before the same records go again, ms: 50 doubling to 250. Ours; 100 attempts are over in half a minute. */
const backoff = (failures: number): number => Math.min(250, 25 * 2 ** Math.min(failures, 8));
/** Error types of an invocation that never reached the function, and the wait before it is tried again. */
const NOT_RUN: ReadonlySet<string> = new Set([
  'TooManyRequestsException',
  'ServiceException',
  'InvokeFailed',
]);
const NOT_RUN_MS = 1000;

export class Delivery {
  readonly #ports: DeliveryPorts;

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
  }

  /** Resolves when the batch has its fate; `free` is called when the function has answered. */
  async deliver(batch: Batch, fresh: boolean, free: () => void): Promise<void> {
    const { stats, source, rules } = this.#ports;
    const { parts } = batch;
    this.#ports.moved(parts.map((part) => part.lane));
    if (batch.unfit) {
      free();
      await this.#giveUp(batch, { ...batch.unfit, requestId: crypto.randomUUID(), response: null });
      return;
    }
    const count = recordCount(parts);
    stats.invoked += 1;
    if (fresh) stats.batches += 1;
    else stats.redelivered += count;
    const payload = Buffer.from(eventText(source, parts, batch.thin));
    const result = await this.#invoke(payload);
    free();

    if (result.status === 'error') {
      // What the platform's own ending does to an invocation is not the function's failure.
      if (this.#ports.stopped()) return;
      stats.failedInvocations += 1;
      this.#log(batch, result.requestId, `${result.errorType}: ${result.errorMessage}`);
      if (NOT_RUN.has(result.errorType)) this.#putOff(batch);
      else await this.#failed(batch, result.requestId, result.functionError);
      return;
    }
    const answer = rules.partialAnswers
      ? batchAnswer(result.payload, source.topic, parts)
      : ({ kind: 'success' } as const);
    if (answer.kind === 'malformed') {
      stats.failedInvocations += 1;
      this.#log(batch, result.requestId, `the answer counts as a failed batch: ${answer.why}`);
      await this.#failed(batch, result.requestId, null);
      return;
    }
    if (answer.kind === 'partial') stats.failedInvocations += 1;
    const again: Batch[] = [];
    for (const part of parts) {
      const from = answer.kind === 'partial' ? answer.from.get(part.partition) : undefined;
      if (from === undefined) this.#settle(batch, part, part.records);
      else again.push(this.#resumeFrom(batch, part, from));
    }
    await this.#retryOrGiveUp(again, result.requestId, null);
  }

  async #invoke(payload: Buffer): Promise<InvokeResult> {
    try {
      return await this.#ports.invoke(this.#ports.rules.functionName, payload);
    } catch (error) {
      const errorMessage = error instanceof Error ? error.message : String(error);
      const failed = { status: 'error', functionError: 'Unhandled', errorType: 'InvokeFailed' } as const;
      return { ...failed, errorMessage, requestId: crypto.randomUUID(), payload: Buffer.alloc(0) };
    }
  }

  /**
   * The records before the reported one are done; the rest is a batch of this partition alone. Attempts count for the
   * record that is in the way: a batch that has come further starts anew.
   */
  #resumeFrom(batch: Batch, part: BatchPart, offset: number): Batch {
    const { lane, partition } = part;
    const index = part.records.findIndex((record) => record.offset === offset);
    const failures = index === 0 ? batch.failures + 1 : 1;
    const rest = batchOf([{ lane, partition, records: part.records.slice(index) }], {
      failures,
      thin: true,
      notBefore: this.#ports.clock.now() + backoff(failures),
    });
    if (lane.revoked) return rest;
    lane.replace(batch, [rest]);
    lane.settle(part.records.slice(0, index));
    this.#ports.moved([lane]);
    return rest;
  }

  #putOff(batch: Batch): void {
    batch.notBefore = this.#ports.clock.now() + NOT_RUN_MS;
    batch.running = false;
    this.#ports.poke();
  }

  /** The whole batch failed. */
  async #failed(batch: Batch, requestId: string, functionError: string | null): Promise<void> {
    const { rules, clock } = this.#ports;
    const parts = batch.parts.filter((part) => !part.lane.revoked);
    const split = rules.bisect && recordCount(parts) > 1;
    const failures = split ? batch.failures : batch.failures + 1;
    const notBefore = split ? 0 : clock.now() + backoff(failures);
    const next = (split ? halves(parts) : [parts]).map((each) => batchOf(each, { failures, notBefore }));
    for (const { lane } of parts) {
      lane.replace(
        batch,
        next.filter((each) => each.parts.some((part) => part.lane === lane)),
      );
    }
    if (split) this.#ports.poke();
    else await this.#retryOrGiveUp(next, requestId, functionError);
  }

  async #retryOrGiveUp(batches: readonly Batch[], requestId: string, functionError: string | null) {
    const exhausted = batches.filter((batch) => batch.failures >= this.#ports.rules.tries);
    for (const batch of exhausted) batch.running = true;
    this.#ports.poke();
    const failure = { condition: 'RetryAttemptsExhausted', requestId, response: { functionError } } as const;
    await Promise.all(exhausted.map((batch) => this.#giveUp(batch, failure)));
  }

  async #giveUp(batch: Batch, failure: Omit<Failure, 'functionArn' | 'invokeCount' | 'at'>): Promise<void> {
    const { destination, rules, clock, stats } = this.#ports;
    const parts = batch.parts.filter((part) => !part.lane.revoked);
    if (parts.length === 0) return;
    const outcome = await giveUp(destination, parts, {
      ...failure,
      functionArn: rules.functionArn,
      invokeCount: batch.failures,
      at: clock.now(),
    });
    stats[outcome === 'destination' ? 'toDestination' : 'dropped'] += recordCount(parts);
    for (const part of parts) this.#settle(batch, part, part.records);
  }

  #settle(batch: Batch, { lane }: BatchPart, records: BatchPart['records']): void {
    if (lane.revoked) return;
    lane.settle(records);
    lane.leave(batch);
    this.#ports.moved([lane]);
    this.#ports.poke();
  }

  #log(batch: Batch, requestId: string, why: string): void {
    this.#ports.log(
      `${this.#ports.rules.functionName} failed with ${recordCount(batch.parts)} records (try ${batch.failures + 1}, ${requestId}): ${why}`,
    );
  }
}
