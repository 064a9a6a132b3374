/**
 * Glue's frame: 0x03, compression (0x00 none, 0x05 zlib), the schema version's UUID, the payload.
 *
 * A payload of more than an event can carry is not unpacked: it could not be sent, and may be a bomb.
 */
import { inflateSync } from 'node:zlib';
import { MAX_PAYLOAD } from '../lambda-event.ts';
import { Undecodable, undecodable } from './undecodable.ts';

export interface GlueFrame {
  readonly versionId: string;
  readonly payload: Buffer;
}

const HEADER = 18;
const MAGIC = 0x03;
const PLAIN = 0x00;
const ZLIB = 0x05;

export function glueFrame(bytes: Buffer): GlueFrame {
  const [magic, compression] = bytes;
  if (bytes.length < HEADER) throw undecodable(`${bytes.length} bytes; Glue's frame alone has ${HEADER}`);
  if (magic !== MAGIC) throw undecodable(`the first byte is ${magic}; Glue's frame begins with ${MAGIC}`);
  if (compression !== PLAIN && compression !== ZLIB) {
    throw undecodable(`the compression is ${compression}; allowed: ${PLAIN} (none), ${ZLIB} (zlib)`);
  }
  const versionId = bytes
    .toString('hex', 2, HEADER)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const rest = bytes.subarray(HEADER);
  return { versionId, payload: compression === ZLIB ? inflated(rest) : rest };
}

function inflated(compressed: Buffer): Buffer {
  let result: { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };
  try {
    // With `info` it answers both, which its types do not say.
    result = inflateSync(compressed, {
      maxOutputLength: MAX_PAYLOAD,
      info: true,
    }) as unknown as typeof result;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new Undecodable('MaximumPayloadSizeExceeded', 'it unpacks to more than an event can carry');
    }
    throw undecodable('what follows the frame is no zlib stream');
  }
  const left = compressed.length - result.engine.bytesWritten;
  if (left !== 0) throw undecodable(`${left} bytes are left behind the zlib stream`);
  return result.buffer;
}
