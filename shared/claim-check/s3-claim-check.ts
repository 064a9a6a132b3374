/**
 * The claim check in a bucket: stores bytes under their hash, and believes nothing when it reads them back. A size is
 * checked before anything is fetched, a fetch and a decompression never exceed it, and the hash is that of the key.
 */
import { createHash } from 'node:crypto';
import type { ObjectStore } from '../object-store/object-store.ts';
import { ByteBudget } from './byte-budget.ts';
import { type Claim, claimKey, decodeClaim, encodeClaim } from './claim.ts';
import type { ClaimCheck } from './claim-check.ts';
import { ClaimError } from './claim-error.ts';
import { COMPRESSED, compressed, decompressed, largestCompressed } from './compression.ts';

/** A larger claim is refused. */
export const LARGEST_CLAIM_BYTES = 64 * 1024 * 1024;

export interface ClaimCheckOptions {
  readonly bucket: string;
  readonly store: ObjectStore;
  /** So many are restored at a time, and as many more stored; a larger claim goes alone. Default 64 MB. */
  readonly bytesAtATime?: number;
  /** Epoch ms. */
  readonly now?: () => number;
}

export function s3ClaimCheck({
  bucket,
  store,
  bytesAtATime = LARGEST_CLAIM_BYTES,
  now = Date.now,
}: ClaimCheckOptions): ClaimCheck {
  const restoring = new ByteBudget(bytesAtATime);
  const storing = new ByteBudget(bytesAtATime);

  const create = async (topic: string, bytes: Buffer, signal: AbortSignal | undefined): Promise<Claim> => {
    const hash = sha256(bytes);
    const key = claimKey(topic, new Date(now()).toISOString().slice(0, 10), hash);
    await store.create(key, await compressed(bytes), signal && { signal });
    return { key, sha256: hash, compression: COMPRESSED, size: bytes.length };
  };

  const restore = async (claim: Claim, signal: AbortSignal | undefined): Promise<Buffer> => {
    const body = await read(claim, signal);
    const bytes = await decompressed(body, claim.compression, claim.size).catch((cause: Error) => {
      const message = `${claim.key} does not decompress to ${claim.size} bytes`;
      throw new ClaimError('claim-hash', message, { cause });
    });
    if (bytes.length !== claim.size) {
      throw new ClaimError('claim-hash', `${claim.key} has ${bytes.length} bytes; declared: ${claim.size}`);
    }
    if (sha256(bytes) !== claim.sha256) throw new ClaimError('claim-hash', `${claim.key} holds other bytes`);
    return bytes;
  };

  const read = async ({ key, size }: Claim, signal: AbortSignal | undefined): Promise<Buffer> => {
    const options = { maxBytes: largestCompressed(size), ...(signal && { signal }) };
    const body = await store.read(key, options).catch((error: Error & { code?: string }) => {
      if (error.code !== 'object-too-large') throw error;
      throw new ClaimError('claim-too-large', `${key} is longer than ${size} bytes can be`, { cause: error });
    });
    if (body === undefined) throw new ClaimError('claim-missing', `${key} does not exist`);
    return body;
  };

  return {
    async store(topic, bytes, { signal } = {}) {
      refuseTooLarge(bytes.length);
      const claim = await storing.use(bytes.length, () => create(topic, bytes, signal), signal && { signal });
      return encodeClaim(bucket, claim);
    },

    async restore(value, headers, options = {}) {
      const claim = decodeClaim(bucket, value, headers);
      refuseTooLarge(claim.size);
      return restoring.use(claim.size, () => restore(claim, options.signal), options);
    },
  };
}

function refuseTooLarge(size: number): void {
  if (size <= LARGEST_CLAIM_BYTES) return;
  throw new ClaimError('claim-too-large', `a claim of ${size} bytes; allowed: ${LARGEST_CLAIM_BYTES}`);
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
