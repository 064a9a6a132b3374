/**
 * What can be wrong with a record's schema, frame or value. Codes are stable: they are in dead letters and metrics.
 * `transient`: the same record may be read later. Messages never quote what was read.
 */
import type { Verdict } from '../declare/subscription.ts';

const VERDICTS = {
  /** Shorter than its frame. */
  'frame-truncated': 'permanent',
  /** The first byte is another format's: plain JSON, another framing. */
  'frame-magic': 'permanent',
  'frame-compression': 'permanent',
  /** The compressed payload does not inflate. */
  'frame-zlib': 'permanent',
  /** It inflates to more than is allowed. */
  'frame-bomb': 'permanent',
  /** Protobuf: which message of the file it is. */
  'frame-message-index': 'permanent',
  /** The registry says that there is no such version. */
  'schema-version-missing': 'permanent',
  /** The version is one of another schema. */
  'schema-foreign': 'permanent',
  /** The version is not ours, and the registry could not be asked or did not answer. */
  'schema-unreachable': 'transient',
  /** The template names too few versions of it: a fault of the deployment, not of the record. */
  'schema-undeclared': 'transient',
  /** The version cannot be read into ours. */
  'schema-unreadable': 'permanent',
  /** The payload ends early. */
  'value-truncated': 'permanent',
  /** Bytes are left after the value. */
  'value-trailing': 'permanent',
  'value-too-deep': 'permanent',
  /** It does not fit the schema. */
  'value-schema': 'permanent',
} as const satisfies Record<string, Verdict>;

export type SchemaErrorCode = keyof typeof VERDICTS;

export class SchemaError extends Error {
  override readonly name = 'SchemaError';
  readonly code: SchemaErrorCode;
  readonly verdict: Verdict;

  constructor(code: SchemaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.verdict = VERDICTS[code];
  }

  get retriable(): boolean {
    return this.verdict === 'transient';
  }
}
