import type { IncomingMessage } from 'node:http';

/** What an HTTP API takes. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/**
 * Undefined: it is too large. It is read to its end all the same: a caller that is still sending would see a broken
 * connection instead of the answer. Rejects when the caller goes away.
 */
export async function readBody(
  request: IncomingMessage,
  max: number = MAX_BODY_BYTES,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= max) chunks.push(chunk);
  }
  return bytes > max ? undefined : Buffer.concat(chunks);
}
