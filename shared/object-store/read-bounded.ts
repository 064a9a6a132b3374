import type { Readable } from 'node:stream';
import { ObjectStoreError } from './object-store-error.ts';

/** Reads a stream to its end, or destroys it: never more than `maxBytes`, and nothing if it declares more. */
export async function readBounded(
  stream: Readable,
  { maxBytes, declared = 0 }: { readonly maxBytes: number; readonly declared?: number | undefined },
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const check = (bytes: number): void => {
    if (bytes <= maxBytes) return;
    const error = new ObjectStoreError('object-too-large', `${bytes} bytes or more; allowed: ${maxBytes}`);
    stream.destroy();
    throw error;
  };
  check(declared);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    check(length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
