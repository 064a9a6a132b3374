import { required } from '../environment.ts';
import { s3ObjectStore } from '../object-store/s3-object-store.ts';
import type { ClaimCheck } from './claim-check.ts';
import { LARGEST_CLAIM_BYTES, s3ClaimCheck } from './s3-claim-check.ts';

/** A value that is restored costs about five times its bytes: chunks, the whole of them, unpacked, as text, parsed. */
const SHARE_OF_MEMORY = 1 / 8;

let shared: ClaimCheck | undefined;

/** The one claim check of the process, made from the environment on first use and connected by its first object. */
export function processClaimCheck(): ClaimCheck {
  if (shared === undefined) {
    const bucket = required('CLAIM_CHECK_BUCKET');
    const bytesAtATime = bytesFor(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE);
    shared = s3ClaimCheck({ bucket, store: s3ObjectStore(bucket), bytesAtATime });
  }
  return shared;
}

/** `megabytes`: the function's memory as Lambda says it; absent outside of Lambda. */
export function bytesFor(megabytes: string | undefined): number {
  if (!megabytes) return LARGEST_CLAIM_BYTES;
  return Math.min(LARGEST_CLAIM_BYTES, Number(megabytes) * 1024 * 1024 * SHARE_OF_MEMORY);
}
