import { required } from '../environment.ts';
import { s3ObjectStore } from '../object-store/s3-object-store.ts';
import type { ClaimCheck } from './claim-check.ts';
import { s3ClaimCheck } from './s3-claim-check.ts';

let shared: ClaimCheck | undefined;

/** The one claim check of the process, made from the environment on first use and connected by its first object. */
export function processClaimCheck(): ClaimCheck {
  if (shared === undefined) {
    const bucket = required('CLAIM_CHECK_BUCKET');
    shared = s3ClaimCheck({ bucket, store: s3ObjectStore(bucket) });
  }
  return shared;
}
