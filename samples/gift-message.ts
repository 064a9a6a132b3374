import { createCipheriv } from 'node:crypto';

const BYTES = 1_500_000;

/** 2,000,000 characters that no compression gets far with; the same seed, the same message. */
export function giftMessage(seed: number): string {
  const key = Buffer.alloc(32);
  key.writeUInt32BE(seed);
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(BYTES)).toString('base64');
}
