/**
 * What a rule throws when it knows better than the general classification.
 *   throw permanent('negative-amount', 'an order cannot cost less than nothing')   → dead letter
 *   throw transient('ledger-busy')                                               → retry topic
 *   throw failed({ [record.offset]: error })                                    → those records of a slice alone
 */
import type { Verdict } from '../declare/subscription.ts';

export class RecordError extends Error {
  override readonly name = 'RecordError';
  readonly code: string;
  readonly verdict: Verdict;
  get retriable(): boolean {
    return this.verdict === 'transient';
  }
  constructor(verdict: Verdict, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.verdict = verdict;
    this.code = code;
  }
}

/** The record can never succeed: it goes to the dead-letter topic. `code` is a stable word for metrics and tools. */
export const permanent = (code: string, message: string = code, options?: ErrorOptions): RecordError =>
  new RecordError('permanent', code, message, options);

/** The record may succeed later: it goes to the next retry topic. */
export const transient = (code: string, message: string = code, options?: ErrorOptions): RecordError =>
  new RecordError('transient', code, message, options);

/** Thrown by a batch sink: the records at these offsets failed, all others of the slice are done. */
export class SliceError extends Error {
  override readonly name = 'SliceError';
  readonly code = 'slice';
  readonly retriable = true;
  readonly errors: ReadonlyMap<number, unknown>;
  constructor(errors: ReadonlyMap<number, unknown>) {
    super(`${errors.size} records of the slice failed`);
    this.errors = errors;
  }
}

/** `errors`: offset → what went wrong with that record. */
export const failed = (errors: Readonly<Record<number, unknown>>): SliceError =>
  new SliceError(new Map(Object.entries(errors).map(([offset, error]) => [Number(offset), error])));

/** By its marks: a bundle may hold the class twice. */
export const isSliceError = (thrown: unknown): thrown is SliceError =>
  thrown instanceof Error &&
  (thrown as Partial<SliceError>).code === 'slice' &&
  (thrown as Partial<SliceError>).errors instanceof Map;
