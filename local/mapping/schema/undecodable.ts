/** A record that its mapping cannot hand to the function, and why: words that quote nothing of it. */
export type Fault =
  /** Documented as reasons of the failure destination; that they stand in its `condition` is assumed. */
  | 'SCHEMA_NOT_FOUND'
  | 'DESERIALIZATION_ERROR'
  /** It would be more than an event can carry. */
  | 'MaximumPayloadSizeExceeded';

export class Undecodable extends Error {
  override readonly name = 'Undecodable';
  readonly code = 'undecodable';
  readonly retriable = false;
  readonly fault: Fault;

  constructor(fault: Fault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

export const undecodable = (message: string, cause?: unknown): Undecodable =>
  new Undecodable('DESERIALIZATION_ERROR', message, cause === undefined ? undefined : { cause });
