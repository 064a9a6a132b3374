/** What the record path needs of a claim check; how it is kept in S3 is in s3-claim-check.ts. */
import type { Header } from '../produce/record.ts';

export interface ClaimCheck {
  /** Uploads the bytes; the record then carries `value` and `headers` in their place. */
  store(
    topic: string,
    bytes: Buffer,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ readonly value: Buffer; readonly headers: readonly Header[] }>;
  /**
   * The bytes behind a pointer, verified. Rejects with a ClaimError. 64 MB are restored at a time; these count until they
   * are given back, or until `until` settles.
   */
  restore(
    value: Buffer,
    headers: readonly Header[],
    options?: { readonly signal?: AbortSignal; readonly until?: Promise<unknown> },
  ): Promise<Buffer>;
}

/** bakdata's protocol B: one byte, 1 = the value is a pointer. */
export const CLAIM_HEADER = '__large.message.backed.value';

export const isClaim = (headers: readonly Header[]): boolean =>
  headers.some(([name, flag]) => name === CLAIM_HEADER && flag[0] === 1);
