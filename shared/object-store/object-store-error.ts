/** What our side of the store refuses. Errors of S3 itself pass as the SDK made them: they carry their own marks. */
const RETRIABLE = {
  /** More bytes than the caller allows. */
  'object-too-large': false,
  /** Other writers of the same key kept getting in the way. */
  'object-contended': true,
} as const;

export type ObjectStoreErrorCode = keyof typeof RETRIABLE;

export class ObjectStoreError extends Error {
  override readonly name = 'ObjectStoreError';
  readonly code: ObjectStoreErrorCode;
  readonly retriable: boolean;

  constructor(code: ObjectStoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.retriable = RETRIABLE[code];
  }
}
