/** One record batch on its way to one partition. Its bytes never change while an attempt may still be appended. */

import type { RawRecord } from './record.ts';
import { encodeBatch, type ProducerIdentity, stamp } from './record-batch.ts';

export interface Settled {
  /** -1n when the broker only said that it has the batch already. */
  readonly baseOffset: bigint;
}

export interface BatchFailure {
  readonly outcome: 'refused' | 'unknown';
  readonly code: string;
  readonly retriable: boolean;
  readonly message: string;
}

/** Told once, for the whole batch. */
export interface Waiter {
  /** Position of its record in the batch. */
  readonly index: number;
  acknowledged(baseOffset: bigint): void;
  failed(failure: BatchFailure): void;
}

export class Batch {
  readonly topic: string;
  readonly partition: number;
  readonly count: number;
  readonly waiters: readonly Waiter[];
  readonly bytes: Buffer;
  /** Epoch ms. */
  deadline: number;
  producer: ProducerIdentity | undefined;
  sequence = 0;
  /** True once an attempt left whose outcome nobody knows. */
  perhapsAppended = false;
  attempts = 0;
  lastError = { code: 'NOT_SENT', message: 'no attempt was made' };

  constructor(
    to: { readonly topic: string; readonly partition: number },
    records: readonly RawRecord[],
    waiters: readonly Waiter[],
    deadline: number,
  ) {
    this.topic = to.topic;
    this.partition = to.partition;
    this.count = records.length;
    this.waiters = waiters;
    this.deadline = deadline;
    this.bytes = encodeBatch(records, Date.now());
  }

  assign(producer: ProducerIdentity, sequence: number): void {
    this.producer = producer;
    this.sequence = sequence;
    stamp(this.bytes, producer, sequence);
  }

  acknowledge(baseOffset: bigint): void {
    for (const waiter of this.waiters) waiter.acknowledged(baseOffset);
  }

  fail(failure: BatchFailure): void {
    for (const waiter of this.waiters) waiter.failed(failure);
  }
}
