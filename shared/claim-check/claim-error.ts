/** What can be wrong with a claim itself. What is wrong with the store passes as the store's error. */
const RETRIABLE = {
  /** Pointer or headers are not of our form. */
  'claim-malformed': false,
  /** The pointer leads to a bucket that is not ours. */
  'claim-foreign-bucket': false,
  /** A compression that this reader does not know. */
  'claim-compression': false,
  /** More bytes than a reader accepts, declared or real. */
  'claim-too-large': false,
  /** No such object: it was written before the record, so it has expired or was deleted. */
  'claim-missing': false,
  /** Not the bytes that were stored: length, compression or hash is wrong. */
  'claim-hash': false,
} as const;

export type ClaimErrorCode = keyof typeof RETRIABLE;

export class ClaimError extends Error {
  override readonly name = 'ClaimError';
  readonly code: ClaimErrorCode;
  readonly retriable: boolean;

  constructor(code: ClaimErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.retriable = RETRIABLE[code];
  }
}
